package scripts

import (
	"slices"
	"text/template"
)

// Pack is the scripts of one language, as loaded. It never changes, so it can
// be copied and used from any goroutine. The zero Pack holds no script: asking
// it for a text is an error, and it recognises no phrase.
type Pack struct {
	locale  string
	number  int
	version string
	clock   clock
	hours   map[string]window
	phrases [sets]matcher
	scripts []Script
	index   map[string]int
}

// Script is one text with the rules of the service code that it carries out.
type Script struct {
	ID    string
	Stage Stage
	Rules []string // ids of the service code, such as SCR-03; none where the code is silent
	When  When
	Text  string // the template as written, for an editor to show

	// Title, Code and Groups are for the people who look a script up (SCR-01), and never said. Title is empty where the
	// text speaks for itself; Code is what somebody types who knows it by heart, such as TK01; Groups are those that it is
	// meant for, empty = everybody.
	Title, Code string
	Groups      []string

	// Retired says that agents are not to say it any more; Instead is the id of the one to say, empty = none.
	Retired bool
	Instead string

	Files []string // ids of files that go with the text; whether they are there is not for the pack to know

	// Required variables must be filled or the script is not said; Optional
	// ones may be empty.
	Required, Optional []string

	body *template.Template
}

// When says at which moments a script fits. The zero When always fits.
type When struct {
	Hours     string // name of one of the pack's hours
	Returning bool   // only for a customer who has been here before (SCR-03)
}

// Text is what to say, with where it came from: the message keeps ScriptID and
// Version, so that an inspector sees by which text it was written.
type Text struct {
	ScriptID string
	Version  string
	Locale   string
	Body     string
}

// Locale is the language of the pack, such as zh-TW.
func (p Pack) Locale() string { return p.locale }

// Number is the version number that the pack's author declared.
func (p Pack) Number() int { return p.number }

// Version names exactly this text: "zh-CN/1-" and twelve digits of the hash of
// the file. Two packs with one Version are the same, whatever number an author
// forgot to raise; a session keeps it to stay with the scripts it began under.
func (p Pack) Version() string { return p.version }

// Scripts returns every script in the order of the file.
func (p Pack) Scripts() []Script {
	all := make([]Script, len(p.scripts))
	for i, s := range p.scripts {
		all[i] = s.clone()
	}
	return all
}

// Script returns the script with this id.
func (p Pack) Script(id string) (Script, bool) {
	i, ok := p.index[id]
	if !ok {
		return Script{}, false
	}
	return p.scripts[i].clone(), true
}

// clone keeps a caller's hands off the pack's own slices.
func (s Script) clone() Script {
	s.Rules = slices.Clone(s.Rules)
	s.Groups = slices.Clone(s.Groups)
	s.Files = slices.Clone(s.Files)
	s.Required = slices.Clone(s.Required)
	s.Optional = slices.Clone(s.Optional)
	return s
}
