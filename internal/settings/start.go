package settings

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"firstline/config"
	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/internal/yamlform"
)

// Text is a document from outside, with the name that its problems carry.
type Text struct{ File, Body string }

// Start is where a department starts: what the configuration says.
type Start struct {
	Config  config.Config
	Hours   map[desk.GroupID]Text // the files of session.hours
	Phrases Text                  // the file of session.phrases; empty = what comes with the program
	Matters Text                  // the file of session.matters; the same
}

// file names a document of the configuration in problems.
func (s Start) file(id ID) string {
	switch id.Kind {
	case KindHours:
		return cmp.Or(s.Hours[desk.GroupID(id.Name)].File, id.file())
	case KindPhrases:
		return cmp.Or(s.Phrases.File, id.file())
	case KindMatters:
		return cmp.Or(s.Matters.File, id.file())
	}
	return id.file()
}

// strays are files of hours for groups that are not there: a misspelt name would leave its group at work round the clock.
func (s Start) strays(d *Department) yamlform.Problems {
	r := yamlform.Reader{}
	for _, g := range slices.Sorted(maps.Keys(s.Hours)) {
		if !slices.Contains(d.GroupIDs(), g) {
			r.File = s.Hours[g].File
			r.Problem(0, "", "there is no group of that name: rename the file or take it away")
		}
	}
	return r.Found
}

// compose puts the newest rows together. What is not there stands where it starts. A stored document that this program
// cannot read (an older program could) is replaced by its start, and named in broken: a desk that does not open would be
// worse. The error is about the start itself.
func compose(rows []dbq.Setting, s Start) (d *Department, broken []error, err error) {
	d = blank(s)
	stored := byID(rows)
	var wrong yamlform.Problems
	for _, k := range kinds() {
		for _, name := range k.names(d) {
			id := ID{k.id, name}
			v, ok := stored[id]
			if ok {
				if err := k.read(v.Body, name, id.file(), d); err != nil {
					broken = append(broken, fmt.Errorf("%s/%s version %d: %w", k.id, name, v.N, err))
					v.Broken, ok = true, false
				}
			}
			if !ok {
				v.ID, v.Body = id, k.start(s, d, name)
				if err := k.read(v.Body, name, s.file(id), d); err != nil {
					wrong = append(wrong, problemsOf(id, err)...)
				}
			}
			d.Documents[id] = v
		}
	}
	return d, broken, wrong.Err()
}

func blank(s Start) *Department {
	return &Department{Locale: s.Config.Locale, Zone: s.Config.TimeZone, Documents: map[ID]Version{}, Hours: map[desk.GroupID]calendar.Calendar{}}
}

func byID(rows []dbq.Setting) map[ID]Version {
	out := map[ID]Version{}
	for _, row := range rows {
		out[ID{Kind(row.Kind), row.Name}] = versionOf(row)
	}
	return out
}

// problemsOf takes an error of a reader apart; whatever else it is becomes one problem.
func problemsOf(id ID, err error) yamlform.Problems {
	if p, ok := err.(yamlform.Problems); ok {
		return p
	}
	return yamlform.Problems{{File: id.file(), Reason: err.Error()}}
}

// begin says what has to be written down of what the configuration and the program say: at the first start everything,
// later what has changed there and nobody has decided otherwise, and what the configuration has come to hold.
func begin(rows []dbq.Setting, s Start) (add []Version, err error) {
	d := blank(s)
	stored := byID(rows)
	var wrong yamlform.Problems
	for _, k := range kinds() {
		held := s.held(k)
		for _, name := range k.names(d) {
			id := ID{k.id, name}
			now := stored[id]
			start := k.start(s, d, name)
			// Read also where somebody has decided otherwise: what is wrong in a file is said at once.
			if err := k.read(start, name, s.file(id), d); err != nil {
				wrong = append(wrong, problemsOf(id, err)...)
				continue
			}
			if start == "" && now.N > 0 { // hours that the configuration has given up
				start = aroundTheClock(d, name)
			}
			switch decided := now.N > 0 && now.Who != "" && held == nil; {
			case decided:
				_ = k.read(now.Body, name, id.file(), d) // later kinds look at what holds; compose speaks of what cannot be read
			case start != "" && now.Body != start:
				add = append(add, Version{ID: id, N: now.N + 1, Body: start, Note: held.where()})
			}
		}
	}
	return add, append(wrong, s.strays(d)...).Err()
}

// Look reads the department of a record without changing anything: for commands that do not serve.
func Look(ctx context.Context, record Record, s Start) (*Department, error) {
	rows, err := record.NewestSettings(ctx)
	if err != nil {
		return nil, away(err)
	}
	d, _, err := compose(rows, s)
	return d, err
}
