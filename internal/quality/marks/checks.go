package marks

import (
	"slices"

	"firstline/internal/desk"
)

// Says is what the machine can say about one criterion.
type Says string

// What can be said. None of it is a verdict: Absent may be right, Marked may be nothing.
const (
	Present   Says = "present"    // it is there, at Seqs
	Absent    Says = "absent"     // it is not there; Seqs says where it was due
	Excused   Says = "excused"    // a reason was recorded why it is not there
	NotTheirs Says = "not_theirs" // somebody else had to
	Marked    Says = "marked"     // there are marks, at Seqs
	Nothing   Says = "nothing"    // looked at, and nothing found
	Unread    Says = "unread"     // pictures, voices or erased texts: the machine could not look
	Human     Says = "human"      // no machine can say
)

// Check is what the machine states about one criterion of one participation (QA-05).
type Check struct {
	Criterion Criterion `json:"criterion" enum:"greeting,closing,attitude,wording,knowledge,timely,clear"`
	Says      Says      `json:"says" enum:"present,absent,excused,not_theirs,marked,nothing,unread,human"`
	Seqs      []int64   `json:"seqs" doc:"The messages it goes by"`
	Rules     []string  `json:"rules" doc:"The checks that found something"`
}

func (r *reading) checks() []Check {
	out := []Check{r.said(Greeting, "G2"), r.said(Closing, "C1", "C2", "C3")}
	for _, c := range []Criterion{Attitude, Wording, Knowledge, Timely, Clear} {
		out = append(out, r.looked(c))
	}
	return out
}

// said tells whether something that is due was said.
func (r *reading) said(c Criterion, rules ...string) Check {
	out := Check{Criterion: c, Says: NotTheirs, Seqs: []int64{}, Rules: []string{}}
	for _, m := range r.marks {
		if !slices.Contains(rules, m.Rule) || !r.theirs(m) {
			continue
		}
		switch m.What {
		case "agent_present", "present", "by_hand":
			out.add(Present, m)
		case "skipped":
			out.add(Excused, m)
		default:
			out.add(Absent, m)
		}
	}
	return out
}

// add takes a mark; what is there outweighs what is not.
func (c *Check) add(s Says, m Sign) {
	rank := []Says{NotTheirs, Absent, Excused, Present}
	if slices.Index(rank, s) < slices.Index(rank, c.Says) {
		return
	}
	if s != c.Says {
		c.Says, c.Seqs, c.Rules = s, []int64{}, []string{}
	}
	c.Seqs, c.Rules = append(c.Seqs, m.Seq), append(c.Rules, m.Rule)
}

// looked tells what was found of a criterion.
func (r *reading) looked(c Criterion) Check {
	out := Check{Criterion: c, Says: Nothing, Seqs: []int64{}, Rules: []string{}}
	for _, m := range r.marks {
		if m.Criterion != c || !r.theirs(m) || m.What == "turn" || m.What == "turn_away" || m.What == "turn_waiting" {
			continue
		}
		out.Says, out.Seqs, out.Rules = Marked, append(out.Seqs, m.Seq), append(out.Rules, m.Rule)
	}
	switch {
	case out.Says == Marked || c == Timely:
	case c == Knowledge || c == Attitude:
		out.Says = Human
	case !r.readable():
		out.Says = Unread
	}
	return out
}

func (r *reading) theirs(m Sign) bool {
	return r.Agent == "" || m.Agent == r.Agent || slices.ContainsFunc(m.Parts, func(p Part) bool { return p.Agent == r.Agent })
}

// readable says whether every message of the participation can be read by a machine.
func (r *reading) readable() bool {
	return !slices.ContainsFunc(r.human(r.Agent), func(m Message) bool { return m.Text == "" || m.Kind != desk.KindText })
}
