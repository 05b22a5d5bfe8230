package marks

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality/timing"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Version names these checks: a mark that is kept somewhere is judged by the checks that made it. Raise it with every
// change of a word list or a rule.
const Version = "checks/2"

// Criterion is what a mark is about, as the scorecard names it; empty for how the session went on.
type Criterion string

// The criteria (QA-05, QA-06).
const (
	Greeting  Criterion = "greeting"
	Closing   Criterion = "closing"
	Attitude  Criterion = "attitude"
	Wording   Criterion = "wording"
	Knowledge Criterion = "knowledge"
	Timely    Criterion = "timely"
	Clear     Criterion = "clear"
	Flow      Criterion = ""
)

// Sure says how much a mark is worth: a fact can be shown, a hint is a reason to look.
type Sure string

// The two kinds of marks (ui.md 4.1: D and H).
const (
	Fact Sure = "fact"
	Hint Sure = "hint"
)

// Sign is a mark: something that stands at one message.
type Sign struct {
	Rule      string       `json:"rule" doc:"Which check found it, such as T1 (ui.md 4.1)"`
	Version   string       `json:"version" doc:"Of the checks, or of the phrase list"`
	Criterion Criterion    `json:"criterion" enum:",greeting,closing,attitude,wording,knowledge,timely,clear" doc:"Empty: how the session went on"`
	Sure      Sure         `json:"sure" enum:"fact,hint"`
	What      string       `json:"what" doc:"What there is, or is not: a word for the screen to put into a sentence"`
	Seq       int64        `json:"seq" doc:"The message it stands at"`
	Agent     desk.AgentID `json:"agent" doc:"Whose it is; empty: nobody's"`
	Detail    string       `json:"detail,omitempty" doc:"A reason, a rule of the phrase list, a target"`
	Phrase    string       `json:"phrase,omitempty" doc:"The words, as they stand in the text"`
	Start16   int          `json:"start16,omitempty" doc:"Where they stand, as JavaScript counts; both 0: not known any more"`
	End16     int          `json:"end16,omitempty"`
	MS        int64        `json:"ms,omitempty" doc:"What was measured, in the group's working time"`
	TargetMS  int64        `json:"target_ms,omitempty"`
	Reply     int64        `json:"reply,omitempty" doc:"Of a turn: the message that answered"`
	Parts     []Part       `json:"parts,omitempty" doc:"Of a turn: whose its seconds were"`
	End       timing.End   `json:"end,omitempty" doc:"Of a turn: how it ended"`
}

// Part is what one of those who can have it had of a turn.
type Part struct {
	Whose string       `json:"whose" enum:"agent,nobody,platform,system"`
	Agent desk.AgentID `json:"agent,omitempty"`
	MS    int64        `json:"ms"`
}

// Message is a line of the transcript, as far as it is read here. An erased text is empty.
type Message struct {
	Seq      int64
	Role     desk.Role
	Author   desk.AgentID
	Purpose  string
	Kind     desk.Kind
	Text     string
	At       desk.Millis
	Delivery desk.Delivery
}

// Asked is what is to be read. The zero Guard finds no place of a phrase; a zero Agent means everybody.
type Asked struct {
	Story    explain.Story
	Messages []Message // ascending by Seq, all of them
	Guard    *guard.Guard
	Agent    desk.AgentID // whose participation the checks are about
}

// Found is what a session shows.
type Found struct {
	Marks  []Sign  `json:"marks" doc:"In the order of the transcript"`
	Checks []Check `json:"checks" doc:"What the machine can say about each criterion: facts, never a verdict"`

	Findings []Held   `json:"findings" doc:"What it holds against somebody by itself (FBD-03); a person may overrule it"`
	Polite   []Polite `json:"polite" doc:"The basic polite words and how often the agent used them (SCR-10): a hint"`

	Seen   *sessions.Seen `json:"seen" doc:"How far the customer has read; null = nothing that we know of"`
	ByHand bool           `json:"by_hand" doc:"Written down by people (CHN-01): what agents said was said elsewhere, and sent to nobody"`
}

// Of reads one session. It never fails: what cannot be known is left out, and the checks say so.
func Of(a Asked) Found {
	r := &reading{Asked: a}
	r.greeting()
	r.closing()
	r.turns()
	r.aims()
	r.wording()
	r.words()
	r.questions()
	r.flow()
	slices.SortStableFunc(r.marks, func(a, b Sign) int { return cmp.Compare(a.Seq, b.Seq) })
	return Found{Marks: append([]Sign{}, r.marks...), Checks: r.checks(), Findings: Findings(r.Story, r.Agent), Polite: r.polite(), ByHand: r.Story.State.ByHand, Seen: r.Story.State.Seen}
}

// reading is one session under the eyes.
type reading struct {
	Asked
	marks []Sign
	made  []map[[2]rune]bool // the pairs of characters of each message, as they are asked for
}

func (r *reading) mark(m Sign) {
	if m.Version == "" {
		m.Version = Version
	}
	if m.Sure == "" {
		m.Sure = Fact
	}
	r.marks = append(r.marks, m)
}

// at is a message by its place; nil when it is not there.
func (r *reading) at(seq int64) *Message {
	i, ok := slices.BinarySearchFunc(r.Messages, seq, func(m Message, seq int64) int { return cmp.Compare(m.Seq, seq) })
	if !ok {
		return nil
	}
	return &r.Messages[i]
}

// human are the messages that people wrote to the customer, of one agent or of all.
func (r *reading) human(agent desk.AgentID) []Message {
	var out []Message
	for _, m := range r.Messages {
		if m.Role == desk.RoleAgent && (agent == "" || m.Author == agent) {
			out = append(out, m)
		}
	}
	return out
}

// last is the place of the last message; 0 without any.
func (r *reading) last() int64 {
	if len(r.Messages) == 0 {
		return 0
	}
	return r.Messages[len(r.Messages)-1].Seq
}

// took are those who wrote to the customer or held the session, in the order in which they came.
func (r *reading) took() []desk.AgentID {
	var out []desk.AgentID
	add := func(id desk.AgentID) {
		if id != "" && !slices.Contains(out, id) && (r.Agent == "" || r.Agent == id) {
			out = append(out, id)
		}
	}
	for _, h := range r.Story.Timing.Holds {
		add(h.Agent)
	}
	for _, m := range r.human("") {
		add(m.Author)
	}
	return out
}
