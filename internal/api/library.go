package api

import (
	"context"
	"crypto/sha256"
	"fmt"

	"firstline/internal/api/access"
	"firstline/internal/spell"
	"firstline/scripts"
)

// spelled is how many characters of a script can be found by pinyin: its title, and how its text begins.
const spelled = 60

// libraryRoutes are the routes of what agents insert.
func (a *API) libraryRoutes() {
	route(a, may(access.Serve), described(get("/api/v1/scripts", "scripts", "What agents may insert", "Commands"),
		"The department's scripts for people, filled but for the customer's name, with what they are found by: one list for all sessions, to be kept and asked for again with `have` (SCR-01)."), a.library)
	a.scriptFileRoutes("Commands")
	a.ownTextRoutes("Commands")
	a.proposalRoutes("Commands")
}

// LibraryEntry is a script that an agent may insert.
type LibraryEntry struct {
	ID      string        `json:"id"`
	Stage   scripts.Stage `json:"stage"`
	Title   string        `json:"title,omitempty" doc:"Empty: the text speaks for itself"`
	Code    string        `json:"code,omitempty" doc:"What people type who know it by heart"`
	Groups  []string      `json:"groups,omitempty" doc:"Whom it is meant for; none = everybody"`
	Body    string        `json:"body" doc:"To a customer whose name is not known"`
	Text    string        `json:"text,omitempty" doc:"As the pack has it, where that is not body: what a proposal begins with (SCR-24)"`
	Named   string        `json:"named,omitempty" doc:"The same to one whose name is; U+FFFC stands for it. Absent where the text does not say it"`
	Gaps    []string      `json:"gaps,omitempty" doc:"What is to be filled in before it is sent, such as {时效}"`
	Window  string        `json:"window,omitempty" doc:"The part of the day that it is meant for, such as 21:00-05:00"`
	Greets  bool          `json:"greets,omitempty" doc:"It counts as a greeting (SCR-02)"`
	Closes  bool          `json:"closes,omitempty" doc:"It counts as a closing (SCR-02)"`
	Fault   bool          `json:"fault,omitempty" doc:"Only where a complaint was found valid, which fault_script of the session says (SCR-21)"`
	Retired bool          `json:"retired,omitempty" doc:"It is not to be said any more"`
	Instead string        `json:"instead,omitempty" doc:"Of a retired one: the id of the one to say"`
	Files   []uploadBody  `json:"files,omitempty" doc:"That go with it: attach hands one in for an answer"`
	Keys    string        `json:"keys" doc:"Title and beginning in letters: a word for each character, its readings apart by |"`
}

type libraryIn struct {
	Have string `query:"have" maxLength:"64" doc:"The version that you keep: while it holds, scripts is null"`
}

type libraryBody struct {
	Version string         `json:"version" doc:"Of this list, for have: it is another one when the scripts, the organisation's name or yours are"`
	Pack    string         `json:"pack" doc:"The version of the scripts, which a reply names behind @"`
	Scripts []LibraryEntry `json:"scripts" doc:"In the order in which the department keeps them"`
}

// library is what agents may insert, filled but for the customer, so that a browser keeps one list for all sessions and
// needs no connection to open it (SCR-01).
func (a *API) library(ctx context.Context, in *libraryIn) (*answer[libraryBody], error) {
	d, agent := a.o.Settings.Current(), callerOf(ctx).Agent.Name
	out := libraryBody{Version: fmt.Sprintf("%.8x", sha256.Sum256(fmt.Appendf(nil, "1\n%q\n%q\n%q", d.Pack.Version(), d.Organisation, agent))), Pack: d.Pack.Version()}
	if in.Have == out.Version {
		return answering(out), nil
	}
	offers, err := scripts.Offers(scripts.Ask{Pack: d.Pack, Organisation: d.Organisation, Agent: agent})
	if err != nil {
		return nil, err
	}
	out.Scripts = make([]LibraryEntry, len(offers))
	for i, o := range offers {
		out.Scripts[i] = entry(o, &a.speller)
		if out.Scripts[i].Files, err = a.filesOf(ctx, o.Files); err != nil {
			return nil, err
		}
	}
	return answering(out), nil
}

func entry(o scripts.Offer, s *spell.Speller) LibraryEntry {
	text := o.Text
	if text == o.Body {
		text = ""
	}
	return LibraryEntry{ID: o.ID, Text: text, Stage: o.Stage, Title: o.Title, Code: o.Code, Groups: o.Groups, Body: o.Body, Named: o.Named, Gaps: o.Gaps,
		Retired: o.Retired, Instead: o.Instead, Window: o.Window, Greets: o.Greets, Closes: o.Closes, Fault: o.Fault, Keys: s.Keys(o.Title+" "+o.Body, spelled)}
}
