package api

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/owntexts"
	"firstline/internal/scriptuse"
	"firstline/scripts"
)

// OwnTexts keeps the texts that people write for themselves. *owntexts.Service is one.
type OwnTexts interface {
	Most() int
	Of(ctx context.Context, who desk.AgentID) ([]owntexts.Text, error)
	Write(ctx context.Context, who desk.AgentID, t owntexts.Text) (owntexts.Text, error)
	Drop(ctx context.Context, who desk.AgentID, id string) error
}

// ScriptUse counts how often scripts are said. *scriptuse.Service is one.
type ScriptUse interface {
	All(ctx context.Context) ([]scriptuse.Usage, error)
	Of(ctx context.Context, who desk.AgentID) ([]scriptuse.Usage, error)
}

// ownTextRoutes are what people keep beside the department's scripts.
func (a *API) ownTextRoutes(tag string) {
	const at = "/api/v1/me/scripts"
	route(a, may(access.Serve), described(get(at, "own-scripts", "My own texts, and what I use", tag),
		"One's own, in the order in which they were begun, with what they are found by: to be kept and asked for again with `have`. Nobody else sees them (SCR-01)."), a.ownTexts)
	route(a, may(access.Serve), described(with(post(at, "make-own-script", "Write a text of my own", tag), "", http.StatusCreated),
		"422 `document_invalid` with everything that is wrong; 409 `own_texts_full`. What may not be said to customers is asked when it is sent, as of every text."), a.makeOwnText)
	route(a, may(access.Serve), described(with(get(at+"/{id}", "change-own-script", "Change a text of my own", tag), http.MethodPut, http.StatusOK),
		"`n` is what you have seen: 409 `changed_meanwhile` where another window was faster."), a.changeOwnText)
	route(a, may(access.Serve), with(get(at+"/{id}", "drop-own-script", "Delete a text of my own", tag), http.MethodDelete, http.StatusNoContent), a.dropOwnText)
	route(a, may(access.Wording), described(get("/api/v1/scripts/use", "script-use", "How often each script was said", tag),
		"In the last 30 days, by how many agents and when last, the most used first; what is not in it nobody has said. It counts answers that still had the script word for word when they left."), a.scriptUse)
}

// OwnEntry is a text of one's own as a picker needs it.
type OwnEntry struct {
	owntexts.Text
	Gaps   []string `json:"gaps,omitempty" doc:"What is to be filled in before it is sent"`
	Greets bool     `json:"greets,omitempty" doc:"It counts as a greeting (SCR-02)"`
	Closes bool     `json:"closes,omitempty" doc:"It counts as a closing (SCR-02)"`
	Keys   string   `json:"keys" doc:"Title and beginning in letters, as of /scripts"`
}

type ownTextsBody struct {
	Version string            `json:"version" doc:"Of the texts, for have"`
	Most    int               `json:"most" doc:"How many one may have"`
	Texts   []OwnEntry        `json:"texts"`
	Used    []scriptuse.Usage `json:"used" doc:"Of the department's scripts, by me, in the last 30 days; null like texts while have holds, which is a day at most"`
	Open    int64             `json:"open" doc:"Proposals that wait for a verdict, for those who decide; 0 for others"`
	Unread  int64             `json:"unread" doc:"Verdicts on my proposals that I have not read"`
}

func (a *API) ownTexts(ctx context.Context, in *libraryIn) (*answer[ownTextsBody], error) {
	who := callerOf(ctx).Agent
	texts, err := a.o.OwnTexts.Of(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	out := ownTextsBody{Most: a.o.OwnTexts.Most()}
	if out.Unread, err = a.o.Proposals.Unread(ctx, who.ID); err != nil {
		return nil, err
	}
	if access.Can(who.Rank, access.Wording) {
		if out.Open, err = a.o.Proposals.Open(ctx); err != nil {
			return nil, err
		}
	}
	pack := a.o.Settings.Current().Pack
	all, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	day := a.o.Now().Unix() / int64((24 * time.Hour).Seconds()) // what was counted is kept for a day at most
	if out.Version = fmt.Sprintf("%.8x", sha256.Sum256(fmt.Appendf(nil, "2\n%d\n%q\n%s", day, pack.Version(), all))); out.Version == in.Have {
		return answering(out), nil
	}
	if out.Used, err = a.o.ScriptUse.Of(ctx, who.ID); err != nil {
		return nil, err
	}
	out.Texts = make([]OwnEntry, len(texts))
	for i, t := range texts {
		out.Texts[i] = a.ownEntry(pack, t)
	}
	return answering(out), nil
}

func (a *API) ownEntry(pack scripts.Pack, t owntexts.Text) OwnEntry {
	return OwnEntry{Text: t, Gaps: scripts.Gaps(t.Text), Greets: scripts.HasGreeting(pack, t.Text), Closes: scripts.HasClosing(pack, t.Text), Keys: a.speller.Keys(t.Title+" "+t.Text, spelled)}
}

// OwnTextBody is what somebody writes.
type OwnTextBody struct {
	Title string `json:"title,omitempty" maxLength:"200"`
	Code  string `json:"code,omitempty" maxLength:"40"`
	Text  string `json:"text" maxLength:"4000"`
}

type makeOwnTextIn struct{ Body OwnTextBody }

func (a *API) makeOwnText(ctx context.Context, in *makeOwnTextIn) (*answer[OwnEntry], error) {
	return a.writeOwnText(ctx, owntexts.Text{Title: in.Body.Title, Code: in.Body.Code, Text: in.Body.Text})
}

type changeOwnTextIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		OwnTextBody
		N int64 `json:"n" minimum:"1" doc:"That you have seen"`
	}
}

func (a *API) changeOwnText(ctx context.Context, in *changeOwnTextIn) (*answer[OwnEntry], error) {
	return a.writeOwnText(ctx, owntexts.Text{ID: in.ID, N: in.Body.N, Title: in.Body.Title, Code: in.Body.Code, Text: in.Body.Text})
}

func (a *API) writeOwnText(ctx context.Context, t owntexts.Text) (*answer[OwnEntry], error) {
	t, err := a.o.OwnTexts.Write(ctx, callerOf(ctx).Agent.ID, t)
	if err != nil {
		return nil, err
	}
	return answering(a.ownEntry(a.o.Settings.Current().Pack, t)), nil
}

type dropOwnTextIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (a *API) dropOwnText(ctx context.Context, in *dropOwnTextIn) (*struct{}, error) {
	return nil, a.o.OwnTexts.Drop(ctx, callerOf(ctx).Agent.ID, in.ID)
}

type scriptUseBody struct {
	Days int               `json:"days"`
	Used []scriptuse.Usage `json:"used"`
}

func (a *API) scriptUse(ctx context.Context, _ *nothing) (*answer[scriptUseBody], error) {
	used, err := a.o.ScriptUse.All(ctx)
	return answering(scriptUseBody{scriptuse.Days, used}), err
}
