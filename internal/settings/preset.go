package settings

import (
	"context"
	"embed"
	"errors"
	"path"
	"slices"
	"sync"

	yaml "github.com/goccy/go-yaml"

	"firstline/internal/desk"
	"firstline/scripts"
)

//go:embed presets/*.yaml
var presetFiles embed.FS

// Preset is a kind of department to begin with (ORG-01, ORG-09): its groups and their hours. Scripts and phrases are those
// that come with the program for the desk's language: the regulations have no others.
type Preset struct {
	ID    string            `yaml:"id"`
	Code  []string          `yaml:"code"`  // rules of the service code that it comes from
	Names map[string]string `yaml:"names"` // by language
	About map[string]string `yaml:"about"`
	Posts []Post            `yaml:"groups"`
}

// Post is a group of a preset.
type Post struct {
	ID        desk.GroupID      `yaml:"id"`
	Names     map[string]string `yaml:"names"`
	Default   bool              `yaml:"default"`
	Complaint bool              `yaml:"complaint"`
	MinLevel  int               `yaml:"min_level"` // ORG-10; 0 = anybody
	// Week are the hours, mon to sun; none is round the clock.
	Week map[string][]string `yaml:"week"`
}

// embeddedPresets are part of the program and proved by its tests, hence the panic.
var embeddedPresets = sync.OnceValue(func() []Preset {
	var all []Preset
	for _, name := range []string{"standard", "ecommerce", "property"} {
		var p Preset
		text, err := presetFiles.ReadFile(path.Join("presets", name+".yaml"))
		if err == nil {
			err = yaml.UnmarshalWithOptions(text, &p, yaml.Strict())
		}
		if err != nil {
			panic(err)
		}
		all = append(all, p)
	}
	return all
})

// Presets are the kinds of department to choose from; the first is where a department starts.
func Presets() []Preset { return slices.Clone(embeddedPresets()) }

func isPreset(id string) bool {
	return slices.ContainsFunc(embeddedPresets(), func(p Preset) bool { return p.ID == id })
}

// In gives the text of a language, or of the nearest there is.
func In(locale string, texts map[string]string) string {
	for _, l := range scripts.Fallback(locale) {
		if text, ok := texts[l]; ok {
			return text
		}
	}
	return ""
}

// Groups are the groups of the preset, named in a language.
func (p Preset) Groups(locale string) []Group {
	groups := make([]Group, len(p.Posts))
	for i, post := range p.Posts {
		groups[i] = Group{ID: post.ID, Name: In(locale, post.Names), MinLevel: post.MinLevel, Default: post.Default, Complaint: post.Complaint}
	}
	return groups
}

// hours writes the hours of a post as its document; empty is round the clock.
func (p Post) hours(d *Department) (string, error) {
	if p.Week == nil {
		return "", nil
	}
	week := yaml.MapSlice{}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		week = append(week, yaml.MapItem{Key: day, Value: p.Week[day]})
	}
	text, err := yaml.Marshal(yaml.MapSlice{{Key: "name", Value: In(d.Locale, p.Names)}, {Key: "zone", Value: d.Zone.String()}, {Key: "week", Value: week}})
	return string(text), err
}

// Choose makes the department one of a preset: its groups and their hours, all at once. That is for a desk that has not
// begun: groups that are taken away must have no sessions and no members but the person who chooses (*InUse). Documents
// that the configuration holds stay as they are, but for groups and hours it refuses (*HeldError).
func (s *Service) Choose(ctx context.Context, preset string, who desk.AgentID, note string) error {
	i := slices.IndexFunc(embeddedPresets(), func(p Preset) bool { return p.ID == preset })
	if i < 0 {
		return desk.Fail(desk.NotFound, "not_found", "there is no such preset")
	}
	p := embeddedPresets()[i]
	for range tries {
		if err := s.refresh(ctx); err != nil {
			return err
		}
		before := s.Current()
		add, after, err := s.chosen(ctx, before, p)
		if err != nil {
			return err
		}
		if err := s.inUse(ctx, before, after, who); err != nil {
			return err
		}
		for i := range add {
			add[i].Who, add[i].Note = who, note
		}
		if err = s.add(ctx, before.Revision, add); errors.Is(err, errMoved) {
			continue
		}
		if err != nil {
			return away(err)
		}
		s.settle(ctx)
		return nil
	}
	return errBusy()
}

// chosen are the versions that the preset makes, and the department that follows.
func (s *Service) chosen(ctx context.Context, before *Department, p Preset) ([]Version, *Department, error) {
	wanted := []Change{{ID: ID{KindGroups, Only}, Body: groupsText(p.Groups(before.Locale))}}
	for _, post := range p.Posts {
		text, err := post.hours(before)
		if err != nil {
			return nil, nil, err
		}
		wanted = append(wanted, Change{ID: ID{KindHours, string(post.ID)}, Body: text})
	}
	if department, _ := kindOf(KindDepartment); s.o.Start.held(department) == nil {
		wanted = append(wanted, Change{ID: ID{KindDepartment, Only}, Body: "organisation: " + yamlQuote(before.Organisation) + "\npreset: " + p.ID + "\n"})
	}
	var add []Version
	after := before.copy()
	for _, w := range wanted {
		k, _ := kindOf(w.Kind)
		if h := s.o.Start.held(k); h != nil {
			return nil, nil, &HeldError{*h}
		}
		newest, err := s.newestOf(ctx, w.ID)
		if err != nil {
			return nil, nil, err
		}
		if w.Body == "" { // round the clock, which is what nothing means unless there was something
			if newest.N == 0 {
				continue
			}
			w.Body = aroundTheClock(after, w.Name)
		}
		next, err := with(after, k, w.ID, w.Body)
		if err != nil {
			return nil, nil, err
		}
		after = next
		if newest.N == 0 || newest.Body != w.Body {
			add = append(add, Version{ID: w.ID, N: newest.N + 1, Body: w.Body})
		}
	}
	return add, after, nil
}

// newestOf reads the newest version of a document that need not be one of the present department's.
func (s *Service) newestOf(ctx context.Context, id ID) (Version, error) {
	all, err := s.Versions(ctx, id)
	if err != nil || len(all) == 0 {
		return Version{ID: id}, err
	}
	return s.Version(ctx, id, all[0].N)
}
