package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/yamlform"
	"firstline/scripts/guard"
)

// Settings is what the routes need of the department's settings.
type Settings interface {
	Current() *settings.Department
	Documents() []settings.Document
	Document(id settings.ID) (settings.Document, error)
	Versions(ctx context.Context, id settings.ID) ([]settings.Version, error)
	Version(ctx context.Context, id settings.ID, n int64) (settings.Version, error)
	Change(ctx context.Context, c settings.Change) (settings.Version, error)
	Check(ctx context.Context, c settings.Change) error
	Restore(ctx context.Context, id settings.ID, n, newest int64, note string, who desk.AgentID) (settings.Version, error)
	Choose(ctx context.Context, preset string, who desk.AgentID, note string) error
	PhrasesOf(ctx context.Context, version string) (settings.Version, guard.List, error)
	TryPhrases(ctx context.Context, c settings.Change) (guard.Report, error)
	PreviewScripts(c settings.Change, o settings.Occasion) (settings.Preview, error)
	Arrived(ctx context.Context) (map[desk.ChannelID]desk.Millis, error)
}

// documentMost is the largest body with a document: a list of phrases may have 4 MiB.
const documentMost = 5 << 20

func large(op huma.Operation) huma.Operation {
	op.MaxBodyBytes = documentMost
	return op
}

// settingRoutes are the routes of administration. Which documents a caller may change is asked in mayChange: it depends
// on the kind.
func (a *API) settingRoutes() {
	const tag, doc = "Settings", "/api/v1/settings/documents/{kind}/{name}"
	route(a, may(access.Wording), described(get("/api/v1/settings", "settings", "What the department has decided", tag),
		"All documents without their texts: which version holds, who made it and when, and what the configuration holds."), a.settings)
	route(a, may(access.Wording), get(doc, "setting", "A document as it holds now", tag), a.setting)
	route(a, may(access.Wording), large(described(with(get(doc, "change-setting", "Change a document", tag), http.MethodPut, http.StatusOK),
		"Give `body` (YAML) or `form` (the same as JSON), and in `n` the version that you have seen. It takes effect at once, on other nodes within two seconds; sessions that are open keep their rules. "+
			"422 `document_invalid` with everything that is wrong, 409 `changed_meanwhile`, `held_by_config`, `group_in_use`.")), a.changeSetting)
	route(a, may(access.Wording), large(described(with(post(doc+"/check", "check-setting", "Say what is wrong with a document", tag), "", http.StatusNoContent),
		"Fails as a change would, and stores nothing.")), a.checkSetting)
	route(a, may(access.Wording), get(doc+"/versions", "setting-versions", "The history of a document, the newest first", tag), a.settingVersions)
	route(a, may(access.Wording), get(doc+"/versions/{n}", "setting-version", "A document as it once was", tag), a.settingVersion)
	route(a, may(access.Wording), described(post(doc+"/versions/{n}/restore", "restore-setting", "Make an old version hold again", tag),
		"As a new version, with the same checks as a change."), a.restoreSetting)
	route(a, may(access.ReadAll), described(get("/api/v1/settings/phrases/versions/{locale}/{number}", "phrases-of", "The list of phrases of a version", tag),
		"As findings name it, such as zh-CN/3-0123456789ab: what a message was held against can be read for ever."), a.phrasesOf)
	route(a, may(access.Wording), large(described(post("/api/v1/settings/phrases/try", "try-phrases", "Try a list on what agents have written", tag),
		"The newest 2,000 messages at most; hits by rule and by agent with five examples each. Nothing is stored.")), a.tryPhrases)
	route(a, may(access.Wording), large(post("/api/v1/settings/scripts/preview", "preview-scripts", "Fill all scripts of a pack", tag)), a.previewScripts)
	route(a, may(access.Wording), get("/api/v1/settings/presets", "presets", "Kinds of department to begin with", tag), a.presets)
	route(a, may(access.ManageAll), described(with(post("/api/v1/settings/presets/{id}", "choose-preset", "Make the department one of a kind", tag), "", http.StatusNoContent),
		"Groups and hours at once, on a desk that has not begun (409 `group_in_use`). You become a member of all of its groups."), a.choosePreset)
	route(a, may(access.Wording), get("/api/v1/settings/channels", "channels", "The channels, and how each is", tag), a.channels)
	a.asideRoutes(tag)
}

// mayChange says whether the caller's rank may change documents of the kind (FBD-02: supervisors edit what is said).
func mayChange(ctx context.Context, k settings.Kind) bool {
	rank := callerOf(ctx).Agent.Rank
	return access.Can(rank, access.Administer) || settings.IsWording(k) && access.Can(rank, access.Wording)
}

// settingProblem turns what settings fail with into a Problem; nil for any other failure.
func settingProblem(err error) *Problem {
	var wrong yamlform.Problems
	var late *settings.Meanwhile
	var held *settings.HeldError
	var used *settings.InUse
	switch {
	case errors.As(err, &wrong):
		p := problem(http.StatusUnprocessableEntity, "document_invalid", "the document cannot be used: correct what is listed", 0)
		for _, one := range wrong {
			p.Errors = append(p.Errors, FieldProblem{Field: one.Key, Message: one.Reason, Line: one.Line})
		}
		return p
	case errors.As(err, &late):
		p := problemOf(late.Unwrap())
		v := versionBody(late.Newest, nil)
		p.Newest = &v
		return p
	case errors.As(err, &held):
		p := problemOf(held.Unwrap())
		p.Held = &held.Held
		return p
	case errors.As(err, &used):
		p := problemOf(used.Unwrap())
		p.Reasons = used.Reasons
		return p
	}
	return nil
}

// SettingVersion is one version of a document.
type SettingVersion struct {
	N    int64        `json:"n" doc:"From 1; 0 = nobody has written it yet"`
	Who  desk.AgentID `json:"who,omitempty" doc:"Empty: the configuration, or what comes with the program"`
	Name string       `json:"who_name,omitempty"`
	At   desk.Millis  `json:"at"`
	Note string       `json:"note,omitempty"`
}

func versionBody(v settings.Version, names map[desk.AgentID]string) SettingVersion {
	return SettingVersion{N: v.N, Who: v.Who, Name: names[v.Who], At: v.At, Note: v.Note}
}

// SettingHead is a document without its text.
type SettingHead struct {
	settings.ID
	SettingVersion
	Held   *settings.Held `json:"held,omitempty" doc:"The configuration decides it: a change is refused"`
	Broken bool           `json:"broken,omitempty" doc:"This program cannot read the newest version: what holds is where the configuration starts"`
	May    bool           `json:"may_change" doc:"Whether you may change it"`
}

// Setting is a document with its text.
type Setting struct {
	SettingHead
	Body string          `json:"body" doc:"YAML, as it was written"`
	Form json.RawMessage `json:"form" doc:"The same as JSON"`
}

func (a *API) head(ctx context.Context, d settings.Document, names map[desk.AgentID]string) SettingHead {
	return SettingHead{ID: d.ID, SettingVersion: versionBody(d.Version, names), Held: d.Held, Broken: d.Broken, May: d.Held == nil && mayChange(ctx, d.Kind)}
}

// authors are the names of everybody.
func (a *API) authors(ctx context.Context) (map[desk.AgentID]string, error) {
	agents, err := a.o.Hub.Agents(ctx)
	names := make(map[desk.AgentID]string, len(agents))
	for _, one := range agents {
		names[one.ID] = one.Name
	}
	return names, err
}

type settingsBody struct {
	Documents    []SettingHead     `json:"documents"`
	Groups       []settings.Group  `json:"groups"`
	Organisation string            `json:"organisation"`
	Preset       string            `json:"preset" doc:"The kind of department that was chosen; empty = none was"`
	Locale       string            `json:"locale"`
	Zone         string            `json:"zone"`
	Ranges       map[string]string `json:"ranges" doc:"What each target takes, in words"`
}

func (a *API) settings(ctx context.Context, _ *nothing) (*answer[settingsBody], error) {
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	d := a.o.Settings.Current()
	out := settingsBody{Groups: d.Groups, Organisation: d.Organisation, Preset: d.Preset, Locale: d.Locale, Zone: d.Zone.String(), Ranges: settings.Ranges()}
	for _, doc := range a.o.Settings.Documents() {
		out.Documents = append(out.Documents, a.head(ctx, doc, names))
	}
	return answering(out), nil
}

// SettingPath names a document.
type SettingPath struct {
	Kind string `path:"kind" maxLength:"32"`
	Name string `path:"name" maxLength:"64"`
}

func (in SettingPath) id() settings.ID {
	return settings.ID{Kind: settings.Kind(in.Kind), Name: in.Name}
}

func (a *API) setting(ctx context.Context, in *SettingPath) (*answer[Setting], error) {
	d, err := a.o.Settings.Document(in.id())
	if err != nil {
		return nil, err
	}
	return a.document(ctx, d)
}

func (a *API) document(ctx context.Context, d settings.Document) (*answer[Setting], error) {
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	form, err := d.Form()
	return answering(Setting{a.head(ctx, d, names), d.Body, form}), err
}

// SettingDraft is a document on its way: as text or as a form.
type SettingDraft struct {
	Text string          `json:"body,omitempty" doc:"YAML or JSON"`
	Form json.RawMessage `json:"form,omitempty" doc:"In place of body: the document as JSON. It is written as YAML, and its number is raised"`
}

func (b SettingDraft) draft() settings.Change {
	c := settings.Change{Body: b.Text}
	if len(b.Form) > 0 && string(b.Form) != "null" {
		c.Form = b.Form
	}
	return c
}

type changeSettingIn struct {
	SettingPath
	Body struct {
		SettingDraft
		N    int64  `json:"n" minimum:"0" doc:"The version that you have seen"`
		Note string `json:"note,omitempty" maxLength:"500" doc:"Why"`
	}
}

func (a *API) changeSetting(ctx context.Context, in *changeSettingIn) (*answer[Setting], error) {
	if !mayChange(ctx, in.id().Kind) {
		return nil, errNotAllowed()
	}
	c := in.Body.draft()
	c.ID, c.N, c.Note, c.Who = in.id(), in.Body.N, strings.TrimSpace(in.Body.Note), callerOf(ctx).Agent.ID
	if _, err := a.o.Settings.Change(ctx, c); err != nil {
		return nil, a.nameOfEditor(ctx, err)
	}
	return a.setting(ctx, &in.SettingPath)
}

// nameOfEditor adds the name of whoever was faster.
func (a *API) nameOfEditor(ctx context.Context, err error) error {
	var late *settings.Meanwhile
	if !errors.As(err, &late) {
		return err
	}
	names, _ := a.authors(ctx) // without the name it says no less than that somebody was
	p := settingProblem(err)
	p.Newest.Name = names[late.Newest.Who]
	return p
}

type checkSettingIn struct {
	SettingPath
	Body SettingDraft
}

func (a *API) checkSetting(ctx context.Context, in *checkSettingIn) (*nothing, error) {
	if !mayChange(ctx, in.id().Kind) {
		return nil, errNotAllowed()
	}
	c := in.Body.draft()
	c.ID = in.id()
	return nil, a.o.Settings.Check(ctx, c)
}
