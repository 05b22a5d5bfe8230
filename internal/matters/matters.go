// Package matters says what customers can want: the categories of the department, whose work each of them is and by which
// words it is recognised (ORG-02, ORG-03, RTE-01…03), which departments can be asked, and up which ladder a matter goes
// (ESC-01, ESC-04, ESC-05). It decides what a document of that kind may say and which category a text belongs to; it
// refuses to decide anything about a session. It reads no clock and opens no file.
package matters

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"firstline/internal/desk"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Matters is one version of the document. It never changes. The zero value knows no category: any text is one, and
// nothing is recognised.
type Matters struct {
	Locale      string             // of the names
	Number      int                // from 1, raised by who changes it
	Steps       bool               // the steps of the flows are enforced (FLW-04)
	Duties      bool               // reports afterwards, instructions and departments' answers are owed until done (ESC-02, ESC-03, FLW-11)
	Rating      bool               // a close with script asks for a rating (SAT-01)
	Offer       time.Duration      // how long an agent has to accept; 0 = sessions are given at once
	Repeat      time.Duration      // RTE-10: bonus of a customer who comes back inside the window
	Warning     time.Duration      // SCR-15: before a promised time
	LeftMessage bool               // CHN-02: who writes while nobody of the group is there is told so
	Handoff     bool               // RTE-05: who is passed on is told who takes over
	Confirm     bool               // FLW-06: no close with script before the customer was asked whether that answered it
	Burst       time.Duration      // SCR-20: how long after a complainant's message nothing is said automatically; 0 = it does not wait
	QueuePlace  bool               // who begins while others wait is told the place in the queue
	Thanks      []string           // acknowledgements that need no reply, such as 谢谢 (ui.md 1.6)
	WaiveFirst  bool               // a message may be waived before the customer ever had an answer (SLA-01)
	NoChange    bool               // who wrote a reply may neither correct it nor take it back
	Reopen      sessions.Reopeners // who opens a closed session again, beside the customer (ui.md 1.6.2)
	Categories  []Category         // the first that fits wins
	Departments []Named            // that can be asked (ORG-13)
	Ladder      []desk.Rank        // level by level (ESC-02)
	Gravities   []Gravity          // why a matter goes up (ESC-01), and where it may begin (ESC-04)

	version string
	words   *guard.Guard // the words of all categories, each under its category
}

// Named is something to choose, with its name in the document's language.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Category is a kind of matter.
type Category struct {
	Named
	Group  desk.GroupID    // whose work it is; empty = it stays where it is, a dispute comes to the complaint specialists
	Need   desk.Speciality // who is asked first (ORG-03); empty = anybody
	Flow   sessions.Flow
	Bonus  time.Duration // it is ranked as if it had waited so much longer
	Words  []string      // by which it is recognised
	Except []string      // longer wordings in which a word means something else
	Menu   string        // the button below the greeting by which a customer chooses it; empty = it is not offered
}

// Gravity is why a matter is taken to a superior.
type Gravity struct {
	Named
	From desk.Rank // the level at which it may begin; empty = the lowest
}

// Version names exactly this content: "zh-CN/1-" and twelve digits of the hash of the source.
func (m Matters) Version() string { return m.version }

func version(locale string, number int, source []byte) string {
	return fmt.Sprintf("%s/%d-%.6x", locale, number, sha256.Sum256(source))
}

// Match gives the category that a customer's text belongs to: whose button it chose, or else by its words, with the word; nil
// when there is none. The first category of the document wins, so that a dispute about an order is a dispute.
func (m Matters) Match(text string, channel desk.ChannelID) *sessions.Match {
	if c := m.offered(text); c != nil {
		return &sessions.Match{Category: c.ID, Rule: "menu", Word: c.Menu, List: m.version}
	}
	if m.words == nil || text == "" {
		return nil
	}
	best, word := len(m.Categories), ""
	for _, f := range m.words.Check(text, guard.Scope{Channel: channel}) {
		if i := m.index(f.Rule); i < best {
			best, word = i, f.Phrase
		}
	}
	if best == len(m.Categories) {
		return nil
	}
	id := m.Categories[best].ID
	return &sessions.Match{Category: id, Rule: ruleOf(id), Word: word, List: m.version}
}

// Menu is what a customer can choose from below the greeting, in the order of the document. A value names its category, a label
// is what the button says, and what the customer is taken to have written.
func (m Matters) Menu() []desk.Choice {
	var out []desk.Choice
	for _, c := range m.Categories {
		if c.Menu != "" {
			out = append(out, desk.Choice{Label: c.Menu, Value: "menu:" + c.ID})
		}
	}
	return out
}

// offered is the category whose button says just this; nil when there is none. Who writes it means it as well.
func (m Matters) offered(text string) *Category {
	text = strings.TrimSpace(text)
	for i := range m.Categories {
		if c := &m.Categories[i]; c.Menu != "" && strings.EqualFold(c.Menu, text) {
			return c
		}
	}
	return nil
}

func (m Matters) index(rule string) int {
	return slices.IndexFunc(m.Categories, func(c Category) bool { return ruleOf(c.ID) == rule })
}

// ruleOf is the id under which the words of a category are listed.
func ruleOf(category string) string { return "matter." + category }

// A customer may answer the question behind a close for two days, and think better of it for ten minutes (SAT-01).
const (
	ratedFor = 48 * time.Hour
	rerate   = 10 * time.Minute
)

// Fill puts into the rules what sessions have to know of it. The rules say already which group the complaint specialists are:
// disputes are theirs. there says whether a group exists; a category whose group does not stays where it is.
func (m Matters) Fill(r *sessions.Rules, there func(desk.GroupID) bool) {
	if m.Rating {
		r.RatedFor, r.Rerate = ratedFor, rerate
	}
	r.Steps, r.Duties, r.Rating, r.Offer, r.Repeat, r.Warning = m.Steps, m.Duties, m.Rating, m.Offer, m.Repeat, m.Warning
	r.Nobody, r.Handoff, r.Confirm, r.Place, r.Burst = m.LeftMessage, m.Handoff, m.Confirm, m.QueuePlace, m.Burst
	r.WaiveFirst = m.WaiveFirst
	r.Change, r.Reopen = !m.NoChange, m.Reopen
	r.Categories, r.Ladder = nil, nil
	for _, c := range m.Categories {
		g := c.Group
		switch {
		case c.Flow == sessions.FlowDispute:
			g = r.Complaint
		case !there(g):
			g = ""
		}
		r.Categories = append(r.Categories, sessions.Category{ID: c.ID, Group: g, Need: c.Need, Flow: c.Flow, Bonus: c.Bonus})
	}
	for _, rank := range m.Ladder {
		rung := sessions.Rung{Rank: rank}
		for _, g := range m.Gravities {
			if g.From == rank {
				rung.Direct = append(rung.Direct, g.ID)
			}
		}
		r.Ladder = append(r.Ladder, rung)
	}
}
