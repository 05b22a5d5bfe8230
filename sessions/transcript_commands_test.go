package sessions_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"firstline/internal/desk"
	"firstline/scripts"
	"firstline/sessions"
)

// args are the words of a command, with key=value in any place.
type args struct {
	words   []string
	options map[string]string
}

func parseArgs(rest string) args {
	a := args{options: map[string]string{}}
	for _, word := range strings.Fields(rest) {
		if key, value, ok := strings.Cut(word, "="); ok && len(a.words) < 3 {
			a.options[key] = value
			continue
		}
		a.words = append(a.words, word)
	}
	return a
}

func (a args) option(key string) string { return a.options[key] }

func (a args) yes(key string) bool { return a.options[key] == "yes" }

// word is the n-th word, from 0; empty when there are fewer.
func (a args) word(n int) string {
	if n < len(a.words) {
		return a.words[n]
	}
	return ""
}

// text is what stands behind the first n words.
func (a args) text(n int) sessions.Words {
	return sessions.Words{Text: strings.Join(a.words[min(n, len(a.words)):], " ")}
}

// command makes an event as the router would.
type command func(s *stage, at desk.Millis, a args) sessions.Event

func commands() map[string]command {
	return map[string]command{
		"wrote": (*stage).wrote,
		"replied": func(s *stage, at desk.Millis, a args) sessions.Event {
			w := a.text(1)
			return sessions.AgentReplied{At: at, Agent: desk.AgentID(a.word(0)), Words: w, Greeted: scripts.HasGreeting(s.rules.Pack, w.Text)}
		},
		"note": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.NoteAdded{At: at, Agent: desk.AgentID(a.word(0)), Words: a.text(1)}
		},
		"assigned": func(_ *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.Assigned{At: at, Agent: desk.AgentID(a.word(0)), By: "system", Reason: "assigned", Name: a.word(0), Over: a.yes("over")}
			if by := a.option("by"); by != "" {
				e.By, e.Reason = by, "taken"
			}
			return e
		},
		"transferred": func(_ *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.Transferred{At: at, By: desk.AgentID(a.word(0)), Any: a.yes("any"), Words: a.text(1)}
			if agent, ok := strings.CutPrefix(a.option("to"), "@"); ok {
				e.ToAgent, e.Name = desk.AgentID(agent), agent
			} else {
				e.ToGroup = desk.GroupID(a.option("to"))
			}
			return e
		},
		"returned": func(_ *stage, at desk.Millis, a args) sessions.Event {
			return sessions.Returned{At: at, By: a.word(0), Reason: a.word(1), Any: a.yes("any")}
		},
		"close": (*stage).close,
		"delivered": func(s *stage, at desk.Millis, a args) sessions.Event {
			e := sessions.DeliveryReported{At: at, Seq: s.seq(a.word(0)), Delivery: desk.Delivery(a.word(1)), Reason: a.text(2).Text}
			if e.Delivery == desk.DeliverySent {
				e.ExternalID = "x" + a.word(0)
			}
			return e
		},
		"resolve": func(s *stage, at desk.Millis, a args) sessions.Event {
			return sessions.DeliveryResolved{At: at, By: desk.AgentID(a.word(0)), Seq: s.seq(a.word(1)), As: a.word(2)}
		},
		"time": func(_ *stage, at desk.Millis, _ args) sessions.Event { return sessions.TimeReached{At: at} },
	}
}

func (s *stage) seq(word string) int64 {
	n, err := strconv.ParseInt(word, 10, 64)
	s.check(err, "seq")
	return n
}

// wrote opens a session where the last one does not continue, like the router.
func (s *stage) wrote(at desk.Millis, a args) sessions.Event {
	s.external++
	e := sessions.CustomerWrote{At: at, Kind: desk.KindText, Title: s.title, ExternalID: fmt.Sprintf("c%d", s.external), Words: a.text(0)}
	if sessions.Continues(s.rules, s.w.s, at) {
		return e
	}
	s.ordinal++
	e.Opening = &sessions.Opening{Session: desk.SessionID(fmt.Sprintf("s%d", s.ordinal)), Address: desk.Address{Channel: s.channel, Key: "7"},
		Ordinal: s.ordinal, Rules: s.rules.Version, Accepts: s.accepts, Returning: s.ordinal > 1, Last: s.w.s.Last}
	s.w = newWitness(s.t, s.rules)
	return e
}

// close takes the closing script of the moment unless the story skips it.
func (s *stage) close(at desk.Millis, a args) sessions.Event {
	e := sessions.CloseRequested{At: at, By: desk.AgentID(a.word(0)), Outcome: a.word(1), Skip: a.option("skip"), Any: a.yes("any")}
	if e.Skip != "" {
		return e
	}
	text, err := scripts.Closing(scripts.Ask{Pack: s.rules.Pack, At: at.Time().In(s.rules.Zone), Organisation: s.rules.Organisation,
		Customer: s.w.s.Title, Agent: a.word(0)})
	s.check(err, "closing script")
	e.Script, e.Text = text.ScriptID, text.Body
	if !slices.Contains(sessions.Outcomes(), e.Outcome) && e.Outcome != "" {
		s.t.Fatalf("no outcome %q: %v", e.Outcome, sessions.Outcomes())
	}
	return e
}
