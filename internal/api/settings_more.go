package api

import (
	"cmp"
	"context"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/scripts/guard"
)

// mayRead says whether the caller may read the history of the kind: that of people is for those who manage them.
func mayRead(ctx context.Context, k settings.Kind) bool {
	return k != settings.KindPeople || access.Can(callerOf(ctx).Agent.Rank, access.ManageAgents)
}

func (a *API) settingVersions(ctx context.Context, in *SettingPath) (*answer[[]SettingVersion], error) {
	if !mayRead(ctx, in.id().Kind) {
		return nil, errNotAllowed()
	}
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.o.Settings.Versions(ctx, in.id())
	if err != nil {
		return nil, err
	}
	out := make([]SettingVersion, len(all))
	for i, v := range all {
		out[i] = versionBody(v, names)
	}
	return answering(out), nil
}

// SettingVersionPath names one version of a document.
type SettingVersionPath struct {
	SettingPath
	N int64 `path:"n" minimum:"1"`
}

func (a *API) settingVersion(ctx context.Context, in *SettingVersionPath) (*answer[Setting], error) {
	if !mayRead(ctx, in.id().Kind) {
		return nil, errNotAllowed()
	}
	v, err := a.o.Settings.Version(ctx, in.id(), in.N)
	if err != nil {
		return nil, err
	}
	return a.document(ctx, settings.Document{Version: v})
}

type restoreIn struct {
	SettingVersionPath
	Body struct {
		Newest int64  `json:"newest" minimum:"1" doc:"The version that you have seen as the newest"`
		Note   string `json:"note,omitempty" maxLength:"500"`
	}
}

func (a *API) restoreSetting(ctx context.Context, in *restoreIn) (*answer[Setting], error) {
	if !mayChange(ctx, in.id().Kind) {
		return nil, errNotAllowed()
	}
	if _, err := a.o.Settings.Restore(ctx, in.id(), in.N, in.Body.Newest, in.Body.Note, callerOf(ctx).Agent.ID); err != nil {
		return nil, a.nameOfEditor(ctx, err)
	}
	return a.setting(ctx, &in.SettingPath)
}

type phrasesOfIn struct {
	Locale string `path:"locale" maxLength:"32"`
	Number string `path:"number" maxLength:"64"`
}

// PhraseList is a list of phrases as it once held.
type PhraseList struct {
	Version string `json:"version"`
	SettingVersion
	List guard.List `json:"list"`
}

func (a *API) phrasesOf(ctx context.Context, in *phrasesOfIn) (*answer[PhraseList], error) {
	version := in.Locale + "/" + in.Number
	v, list, err := a.o.Settings.PhrasesOf(ctx, version)
	if err != nil {
		return nil, err
	}
	names, err := a.authors(ctx)
	return answering(PhraseList{version, versionBody(v, names), list}), err
}

type draftIn struct{ Body SettingDraft }

func (a *API) tryPhrases(ctx context.Context, in *draftIn) (*answer[guard.Report], error) {
	report, err := a.o.Settings.TryPhrases(ctx, in.Body.draft())
	return answering(report), err
}

type previewIn struct {
	Body struct {
		SettingDraft
		At        string `json:"at,omitempty" maxLength:"32" doc:"On the department's clock, such as 2026-08-20T21:30; empty = now"`
		Returning bool   `json:"returning,omitempty"`
		Customer  string `json:"customer,omitempty" maxLength:"64"`
		Agent     string `json:"agent,omitempty" maxLength:"64" doc:"Empty = you"`
		Group     string `json:"group,omitempty" maxLength:"64" doc:"Its name; empty = the default group's"`
		Position  int    `json:"position,omitempty" minimum:"0" maximum:"10000"`
		Back      string `json:"back,omitempty" maxLength:"32" doc:"When somebody will be there again; empty = in ten hours"`
	}
}

func (a *API) previewScripts(ctx context.Context, in *previewIn) (*answer[settings.Preview], error) {
	b, d := in.Body, a.o.Settings.Current()
	o := settings.Occasion{At: a.o.Now().In(d.Zone), Returning: b.Returning, Customer: b.Customer, Agent: cmp.Or(b.Agent, callerOf(ctx).Agent.Name), Group: b.Group, Position: b.Position}
	for _, g := range d.Groups {
		if o.Group == "" && g.Default {
			o.Group = g.Name
		}
	}
	var err error
	if o.At, err = moment(b.At, d.Zone, o.At); err != nil {
		return nil, err
	}
	if o.Back, err = moment(b.Back, d.Zone, o.At.Add(10*time.Hour)); err != nil {
		return nil, err
	}
	p, err := a.o.Settings.PreviewScripts(b.draft(), o)
	return answering(p), err
}

// moment reads a time of the department's wall clock.
func moment(text string, zone *time.Location, otherwise time.Time) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", text, zone)
	if err != nil {
		return at, desk.Fail(desk.Invalid, "moment", "write the moment as 2026-08-20T21:30")
	}
	return at, nil
}

// Preset is a kind of department to begin with.
type Preset struct {
	ID     string           `json:"id"`
	Name   string           `json:"name"`
	About  string           `json:"about"`
	Code   []string         `json:"code" doc:"Rules of the service code that it comes from"`
	Groups []settings.Group `json:"groups"`
	Chosen bool             `json:"chosen"`
}

type presetsIn struct {
	Locale string `query:"locale" maxLength:"32" doc:"Of the words about them; empty = the desk's"`
}

func (a *API) presets(_ context.Context, in *presetsIn) (*answer[[]Preset], error) {
	d := a.o.Settings.Current()
	var out []Preset
	for _, p := range settings.Presets() {
		locale := cmp.Or(in.Locale, d.Locale)
		out = append(out, Preset{ID: p.ID, Name: settings.In(locale, p.Names), About: settings.In(locale, p.About), Code: p.Code, Groups: p.Groups(d.Locale), Chosen: p.ID == d.Preset})
	}
	return answering(out), nil
}

type presetIn struct {
	ID   string `path:"id" maxLength:"32"`
	Body struct {
		Note string `json:"note,omitempty" maxLength:"500"`
	}
}

// choosePreset makes the one who chooses a member of all new groups: the old ones are gone.
func (a *API) choosePreset(ctx context.Context, in *presetIn) (*nothing, error) {
	caller := callerOf(ctx)
	if err := a.o.Settings.Choose(ctx, in.ID, caller.Agent.ID, in.Body.Note); err != nil {
		return nil, err
	}
	groups := a.o.Settings.Current().GroupIDs()
	return nil, a.o.People.Change(ctx, caller.Viewer(), caller.Agent.ID, people.Change{Groups: &groups})
}
