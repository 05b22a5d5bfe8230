package guard

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
)

// Level says why a phrase is not wanted. It is what people see; what happens is the Action's business.
type Level string

// The levels of a list.
const (
	Forbidden Level = "forbidden" // 服务忌语 (FBD-01)
	Negative  Level = "negative"  // 负面语言: another wording is proposed (FBD-02, SCR-11, SCR-16)
	Absolute  Level = "absolute"  // promises without room (SCR-17, SCR-18)
	Protected Level = "protected" // what customers may not learn, such as suppliers' names (SEC-04)
)

// Levels are all levels, the gravest first.
func Levels() []Level { return []Level{Protected, Forbidden, Absolute, Negative} }

// Action is what becomes of a text that holds the phrase (FBD-01: block or confirm with a reason, by setting).
type Action string

// The actions of a list.
const (
	Block Action = "block" // it is not sent
	Ask   Action = "ask"   // it is sent with a reason given
	Warn  Action = "warn"  // it is sent; the agent and the inspector see the finding
)

// Actions are all actions, the strictest first.
func Actions() []Action { return []Action{Block, Ask, Warn} }

// Phase is where a session stands when a text is to be sent; empty where it is not known.
type Phase string

// The phases in which an agent can write to a customer.
const (
	Queued  Phase = "queued"
	Serving Phase = "serving"
	Closing Phase = "closing"
)

// Phases are all phases.
func Phases() []Phase { return []Phase{Queued, Serving, Closing} }

// List is one version of the department's phrases. The zero List is not valid: it has no locale and no number.
type List struct {
	Locale string `json:"locale"` // of those who edit it; a phrase of any language is found in any text
	Number int    `json:"number"` // from 1, raised by who changes it
	Rules  []Rule `json:"rules,omitempty"`

	origin *origin
}

// Rule is some phrases of one kind with what is to be done about them.
type Rule struct {
	ID     string `json:"id"` // such as forbidden.not_known; findings are kept under it, so it is not used for anything else later
	Level  Level  `json:"level"`
	Action Action `json:"action"`
	// Code are the ids of the service code that the rule carries out; none for a rule of the department's own.
	Code []string `json:"code,omitempty"`
	// Scope says where the rule applies; the zero Reach is everywhere.
	Scope Reach `json:"scope,omitzero"`
	// Phrases may be none: then the rule waits for the department to fill it.
	Phrases []string `json:"phrases,omitempty"`
	// Except are longer wordings in which a phrase means something else, such as 没空调 for 没空. One … stands for
	// anything within a sentence: 没办法…但 excuses 没办法今天发，但明早可以.
	Except []string `json:"except,omitempty"`
	// Replace are wordings to propose instead, the best first (SCR-11).
	Replace []string `json:"replace,omitempty"`
}

// Reach is where a rule applies: in any of the channels, groups and phases. An empty list means all of them.
type Reach struct {
	Channels []desk.ChannelID `json:"channels,omitempty"`
	Groups   []desk.GroupID   `json:"groups,omitempty"`
	Phases   []Phase          `json:"phases,omitempty"`
}

// origin remembers where a list was read, for the problems.
type origin struct {
	file  string
	lines map[string]int // by key
	found yamlform.Problems
	fatal bool // not even a list: found says it all
}

// Version names exactly this content: "zh-CN/1-" and twelve digits of its hash. Comments and layout of a file do not
// matter. Two lists with one Version find the same, whatever number an author forgot to raise.
func (l List) Version() string {
	content, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers alone
	}
	return fmt.Sprintf("%s/%d-%.6x", l.Locale, l.Number, sha256.Sum256(content))
}

// clone keeps a caller's hands off the Guard's own slices.
func (l List) clone() List {
	l.Rules = slices.Clone(l.Rules)
	for i := range l.Rules {
		l.Rules[i] = l.Rules[i].clone()
	}
	return l
}

func (r Rule) clone() Rule {
	r.Code, r.Phrases, r.Except, r.Replace = slices.Clone(r.Code), slices.Clone(r.Phrases), slices.Clone(r.Except), slices.Clone(r.Replace)
	r.Scope.Channels, r.Scope.Groups, r.Scope.Phases = slices.Clone(r.Scope.Channels), slices.Clone(r.Scope.Groups), slices.Clone(r.Scope.Phases)
	return r
}

// keys are the names of the rules in problems: an author looks for rules[forbidden.blame], not for the third entry. A
// name that is missing or stands twice is of no use for that.
func keys(ids []string) []string {
	out, seen := make([]string, len(ids)), map[string]bool{}
	for i, id := range ids {
		out[i] = yamlform.Item("rules", i)
		if id != "" && !seen[id] {
			out[i] = "rules[" + id + "]"
		}
		seen[id] = true
	}
	return out
}
