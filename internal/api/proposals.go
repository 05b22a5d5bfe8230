package api

import (
	"context"
	"net/http"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/proposals"
	"firstline/internal/settings"
)

// Proposals keeps what people propose for the department's scripts. *proposals.Service is one.
type Proposals interface {
	List(ctx context.Context, who desk.AgentID) ([]proposals.Proposal, error)
	Open(ctx context.Context) (int64, error)
	Unread(ctx context.Context, who desk.AgentID) (int64, error)
	MarkRead(ctx context.Context, who desk.AgentID) error
	Propose(ctx context.Context, who desk.AgentID, script string, wanted settings.ScriptEntry, reason string) (proposals.Proposal, error)
	Approve(ctx context.Context, who desk.AgentID, id string, n int64, note string, name func(desk.AgentID) string) (proposals.Proposal, error)
	Refuse(ctx context.Context, who desk.AgentID, id, reason string) (proposals.Proposal, error)
	Withdraw(ctx context.Context, who desk.AgentID, id string) (proposals.Proposal, error)
}

// proposalRoutes are how agents revise scripts (SCR-24).
func (a *API) proposalRoutes(tag string) {
	const at = "/api/v1/scripts/proposals"
	route(a, may(access.Wording), described(get(at, "proposals", "What people propose for the scripts", tag),
		"Everybody's, the open ones first, at most 200. `n` is the version of the scripts that they are held against, for approve (SCR-24)."), a.proposals)
	route(a, may(access.Serve), described(with(post(at, "propose-script", "Propose a script, or other words for one", tag), "", http.StatusCreated),
		"With the reason. It is held to what a change of the scripts would be held to: 422 `document_invalid` with what is wrong, at `scripts[id].key`; 422 `reason_needed`, `same_script`, `stage`; 404 `unknown_script`; 409 `proposals_full`."), a.propose)
	route(a, may(access.Wording), described(post(at+"/{id}/approve", "approve-proposal", "Make a proposal hold", tag),
		"As a new version of the scripts, with who and why. `n` is the version that you have seen. 409 `changed_meanwhile` where the scripts have changed since, `proposal_decided` where somebody was faster, `script_gone`."), a.approve)
	route(a, may(access.Wording), described(post(at+"/{id}/refuse", "refuse-proposal", "Turn a proposal down", tag),
		"With the reason, which its author reads. 409 `proposal_decided`."), a.refuseProposal)
	route(a, may(access.Serve), described(post(at+"/{id}/withdraw", "withdraw-proposal", "Take my proposal back", tag),
		"404 `no_proposal` where it is somebody else's; 409 `proposal_decided`."), a.withdraw)
	route(a, may(access.Serve), get("/api/v1/me/proposals", "my-proposals", "What I have proposed, and what became of it", tag), a.myProposals)
	route(a, may(access.Serve), with(post("/api/v1/me/proposals/read", "read-verdicts", "I have read what became of my proposals", tag), "", http.StatusNoContent), a.readVerdicts)
}

// ScriptProposal is a proposal with names.
type ScriptProposal struct {
	proposals.Proposal
	Name    string `json:"who_name,omitempty"`
	Decider string `json:"decided_by_name,omitempty"`
}

type proposalsBody struct {
	N         int64            `json:"n" doc:"The version of the scripts that they are held against"`
	Proposals []ScriptProposal `json:"proposals"`
}

func (a *API) proposals(ctx context.Context, _ *nothing) (*answer[proposalsBody], error) {
	return a.proposalsOf(ctx, "")
}

func (a *API) myProposals(ctx context.Context, _ *nothing) (*answer[proposalsBody], error) {
	return a.proposalsOf(ctx, callerOf(ctx).Agent.ID)
}

func (a *API) proposalsOf(ctx context.Context, who desk.AgentID) (*answer[proposalsBody], error) {
	d := a.o.Settings.Current() // before the list: an approval from a version that is too old is refused, never the other way round
	all, err := a.o.Proposals.List(ctx, who)
	if err != nil {
		return nil, err
	}
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	out := proposalsBody{N: d.Documents[d.ScriptsID()].N, Proposals: make([]ScriptProposal, len(all))}
	for i, p := range all {
		out.Proposals[i] = ScriptProposal{Proposal: p, Name: names[p.Who]}
		if p.Verdict != nil {
			out.Proposals[i].Decider = names[p.Verdict.Who]
		}
	}
	return answering(out), nil
}

type proposeIn struct {
	Body struct {
		Script string `json:"script,omitempty" maxLength:"64" doc:"The one that is to say something else; left out = a new one"`
		settings.ScriptEntry
		Reason string `json:"reason" maxLength:"500"`
	}
}

func (a *API) propose(ctx context.Context, in *proposeIn) (*answer[ScriptProposal], error) {
	who, e := callerOf(ctx).Agent, in.Body.ScriptEntry
	e.Title, e.Code, e.Text = strings.TrimSpace(e.Title), strings.TrimSpace(e.Code), strings.TrimSpace(e.Text)
	p, err := a.o.Proposals.Propose(ctx, who.ID, in.Body.Script, e, in.Body.Reason)
	return answering(ScriptProposal{Proposal: p, Name: who.Name}), err
}

type approveIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		N    int64  `json:"n" minimum:"0" doc:"The version of the scripts that you have seen"`
		Note string `json:"note,omitempty" maxLength:"500" doc:"For the history and for its author; left out = the reason of the proposal"`
	}
}

func (a *API) approve(ctx context.Context, in *approveIn) (*answer[ScriptProposal], error) {
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	who := callerOf(ctx).Agent
	p, err := a.o.Proposals.Approve(ctx, who.ID, in.ID, in.Body.N, in.Body.Note, func(author desk.AgentID) string { return names[author] })
	if err != nil {
		return nil, a.nameOfEditor(ctx, err)
	}
	return answering(ScriptProposal{Proposal: p, Name: names[p.Who], Decider: who.Name}), nil
}

type refuseIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason" maxLength:"500"`
	}
}

func (a *API) refuseProposal(ctx context.Context, in *refuseIn) (*answer[ScriptProposal], error) {
	who := callerOf(ctx).Agent
	p, err := a.o.Proposals.Refuse(ctx, who.ID, in.ID, in.Body.Reason)
	return answering(ScriptProposal{Proposal: p, Decider: who.Name}), err
}

type withdrawIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (a *API) withdraw(ctx context.Context, in *withdrawIn) (*answer[ScriptProposal], error) {
	who := callerOf(ctx).Agent
	p, err := a.o.Proposals.Withdraw(ctx, who.ID, in.ID)
	return answering(ScriptProposal{Proposal: p, Name: who.Name, Decider: who.Name}), err
}

func (a *API) readVerdicts(ctx context.Context, _ *nothing) (*struct{}, error) {
	return nil, a.o.Proposals.MarkRead(ctx, callerOf(ctx).Agent.ID)
}
