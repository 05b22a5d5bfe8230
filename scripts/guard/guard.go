package guard

import (
	"slices"

	"firstline/internal/desk"
)

// Guard finds the phrases of one list. It never changes, so any number of goroutines may use it. The zero Guard finds
// nothing.
type Guard struct {
	list    List
	version string
	phrases []phrase
	words   automaton // over phrases
}

func (c *compiler) guard() {
	words := make([][]rune, len(c.phrases))
	for i, p := range c.phrases {
		words[i] = p.runes()
	}
	c.list.origin = nil
	c.made = &Guard{list: c.list, version: c.list.Version(), phrases: c.phrases, words: newAutomaton(words)}
}

// Version is that of the list. Each finding carries it.
func (g *Guard) Version() string { return g.version }

// List returns the list that the Guard was made of.
func (g *Guard) List() List { return g.list.clone() }

// Rule returns the rule with this id, as a finding names it.
func (g *Guard) Rule(id string) (Rule, bool) {
	i := slices.IndexFunc(g.list.Rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return g.list.Rules[i].clone(), true
}

// Scope is where a text is about to be said. What is not known stays empty, and then rules for any such place apply:
// better one finding too many than a supplier's name told.
type Scope struct {
	Channel desk.ChannelID
	Group   desk.GroupID // of the session
	Phase   Phase
}

func (r Reach) covers(s Scope) bool {
	return covers(r.Channels, s.Channel) && covers(r.Groups, s.Group) && covers(r.Phases, s.Phase)
}

func covers[T ~string](all []T, one T) bool {
	return len(all) == 0 || one == "" || slices.Contains(all, one)
}

// Finding is a phrase of the list in a text.
type Finding struct {
	Rule    string `json:"rule"`    // id of the rule
	Version string `json:"version"` // of the list
	Level   Level  `json:"level"`
	Action  Action `json:"action"`
	Phrase  string `json:"phrase"` // as the list has it; the text may write it otherwise
	// Replace are the wordings to propose instead of text[Start:End], the best first; none where the list has none.
	Replace []string `json:"replace,omitempty"`
	// Start and End are where the phrase stands in the text as given, in bytes of UTF-8, always between characters.
	Start int `json:"start"`
	End   int `json:"end"`
	// Start16 and End16 are the same in UTF-16 code units, which is how browsers count. A byte that is not UTF-8 counts
	// as one unit, since JSON makes one U+FFFD of it.
	Start16 int `json:"start16"`
	End16   int `json:"end16"`
}

// Strictest is what becomes of a text with these findings; empty without any: it may be sent.
func Strictest(found []Finding) Action {
	for _, action := range Actions() {
		if slices.ContainsFunc(found, func(f Finding) bool { return f.Action == action }) {
			return action
		}
	}
	return ""
}
