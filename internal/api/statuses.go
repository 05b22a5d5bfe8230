package api

import (
	"context"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/availability"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

// Statuses keeps what people are, and their wishes to leave. *availability.Service is one.
type Statuses interface {
	Set(ctx context.Context, who desk.AgentID, w availability.Wish, led bool) (availability.Now, error)
	Open(ctx context.Context) ([]availability.Request, error)
	Decided(ctx context.Context) ([]availability.Request, error)
	Of(ctx context.Context, who desk.AgentID) ([]availability.Request, error)
	Approve(ctx context.Context, by desk.AgentID, id, note string, may availability.May) (availability.Request, error)
	Refuse(ctx context.Context, by desk.AgentID, id, note string, may availability.May) (availability.Request, error)
	Withdraw(ctx context.Context, who desk.AgentID, id string) (availability.Request, error)
}

// statusRoutes are how people say whether they take customers, and who lets them go (DUT-04).
func (a *API) statusRoutes(me, others string) {
	const at = "/api/v1/status-requests"
	route(a, signedIn(), described(post("/api/v1/me/status", "set-status", "Say whether I take sessions", me),
		"Where the department wants a superior to grant it (`approval` of the answer) and one stands above me, it becomes a wish that waits: the status stays, `asking` is its id, and `reason` and `back_at` are needed (422 `reason_needed`, `back_needed`; 409 `request_open` while another waits). To choose anything else takes a wish back. 422 `back_past`, `back_alone`."), a.setStatus)
	route(a, signedIn(), described(get("/api/v1/me/status-requests", "my-status-requests", "My wishes to leave, and what became of them", me),
		"The newest first, at most 20."), a.myStatusRequests)
	route(a, may(access.ActAny), described(get(at, "status-requests", "Who wishes to leave", others),
		"Of those whom the caller lets go: superiors, a lead those of the own groups. What waits, the oldest first, and what was decided within the last seven days."), a.statusRequests)
	route(a, may(access.ActAny), described(post(at+"/{id}/approve", "approve-status", "Let somebody leave", others),
		"It takes effect at once. 404 `no_request` where the caller does not decide on it; 409 `request_decided` where somebody was faster, `gone_offline`."), a.approveStatus)
	route(a, may(access.ActAny), described(post(at+"/{id}/refuse", "refuse-status", "Have somebody stay", others),
		"With the reason, which the person reads. 404, 409 as above; 422 `reason_needed`."), a.refuseStatus)
	route(a, signedIn(), described(post(at+"/{id}/withdraw", "withdraw-status", "Take my wish back", me),
		"404 `no_request` where it is somebody else's; 409 `request_decided`."), a.withdrawStatus)
}

type statusIn struct {
	Body struct {
		Status desk.Status `json:"status" enum:"online,busy,away,draining,offline"`
		Reason string      `json:"reason,omitempty" maxLength:"200" doc:"Superiors read it, and the person"`
		Back   desk.Millis `json:"back_at,omitempty" minimum:"0" doc:"Of away and busy: when I mean to be back; everybody reads it"`
	}
}

func (a *API) setStatus(ctx context.Context, in *statusIn) (*answer[inbox.Me], error) {
	c, b := callerOf(ctx), in.Body
	led, err := a.led(ctx, c.Viewer())
	if err != nil {
		return nil, err
	}
	now, err := a.o.Statuses.Set(ctx, c.Agent.ID, availability.Wish{Status: b.Status, Reason: b.Reason, Back: b.Back}, led)
	if err != nil {
		return nil, err
	}
	c.Agent.Status, c.Agent.Since, c.Agent.Back, c.Agent.Asking = now.Status, now.Since, now.Back, now.Asking
	return answering(a.o.Hub.MeOf(c.Agent, c.Login)), nil
}

// led says whether somebody who works here stands above the person: without, nobody could ever grant a wish.
func (a *API) led(ctx context.Context, who access.Viewer) (bool, error) {
	if !who.Can(access.Serve) {
		return false, nil // takes no customers: leaves none
	}
	agents, err := a.o.Hub.Agents(ctx)
	return slices.ContainsFunc(agents, func(p inbox.Agent) bool {
		return !p.Disabled && access.NewViewer(p.ID, p.Name, p.Rank, p.Groups).Releases(who)
	}), err
}

// StatusRequest is a wish to leave with names.
type StatusRequest struct {
	availability.Request
	Name    string `json:"agent_name,omitempty"`
	Decider string `json:"decided_by_name,omitempty"`
}

func (a *API) myStatusRequests(ctx context.Context, _ *nothing) (*answer[[]StatusRequest], error) {
	all, err := a.o.Statuses.Of(ctx, callerOf(ctx).Agent.ID)
	if err != nil {
		return nil, err
	}
	out, err := a.wishes(ctx, all, func(desk.AgentID) bool { return true })
	return answering(out), err
}

// StatusRequests are what waits and what was decided.
type StatusRequests struct {
	Open    []StatusRequest `json:"open"`
	Decided []StatusRequest `json:"decided"`
}

func (a *API) statusRequests(ctx context.Context, _ *nothing) (*answer[StatusRequests], error) {
	may, err := a.releases(ctx)
	if err != nil {
		return nil, err
	}
	open, err := a.o.Statuses.Open(ctx)
	if err != nil {
		return nil, err
	}
	decided, err := a.o.Statuses.Decided(ctx)
	if err != nil {
		return nil, err
	}
	var out StatusRequests
	if out.Open, err = a.wishes(ctx, open, may); err != nil {
		return nil, err
	}
	out.Decided, err = a.wishes(ctx, decided, may)
	return answering(out), err
}

// releases says on whose wishes the caller decides.
func (a *API) releases(ctx context.Context) (availability.May, error) {
	me := callerOf(ctx).Viewer()
	agents, err := a.o.Hub.Agents(ctx)
	return func(id desk.AgentID) bool {
		return slices.ContainsFunc(agents, func(p inbox.Agent) bool {
			return p.ID == id && me.Releases(access.NewViewer(p.ID, p.Name, p.Rank, p.Groups))
		})
	}, err
}

// wishes are the wishes of those whom may lets through, with names.
func (a *API) wishes(ctx context.Context, all []availability.Request, may availability.May) ([]StatusRequest, error) {
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	out := []StatusRequest{}
	for _, r := range all {
		if may(r.Agent) {
			out = append(out, oneNamed(r, names))
		}
	}
	return out, nil
}

func oneNamed(r availability.Request, names map[desk.AgentID]string) StatusRequest {
	out := StatusRequest{Request: r, Name: names[r.Agent]}
	if r.Verdict != nil {
		out.Decider = names[r.Verdict.Who]
	}
	return out
}

type decideStatusIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Note string `json:"note,omitempty" maxLength:"200" doc:"The person reads it"`
	}
}

func (a *API) approveStatus(ctx context.Context, in *decideStatusIn) (*answer[StatusRequest], error) {
	return a.decidesStatus(ctx, in, a.o.Statuses.Approve)
}

func (a *API) refuseStatus(ctx context.Context, in *decideStatusIn) (*answer[StatusRequest], error) {
	return a.decidesStatus(ctx, in, a.o.Statuses.Refuse)
}

func (a *API) decidesStatus(ctx context.Context, in *decideStatusIn, decide func(ctx context.Context, by desk.AgentID, id, note string, may availability.May) (availability.Request, error)) (*answer[StatusRequest], error) {
	may, err := a.releases(ctx)
	if err != nil {
		return nil, err
	}
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	r, err := decide(ctx, callerOf(ctx).Agent.ID, in.ID, in.Body.Note, may)
	return answering(oneNamed(r, names)), err
}

func (a *API) withdrawStatus(ctx context.Context, in *withdrawIn) (*answer[StatusRequest], error) {
	who := callerOf(ctx).Agent
	r, err := a.o.Statuses.Withdraw(ctx, who.ID, in.ID)
	return answering(oneNamed(r, map[desk.AgentID]string{who.ID: who.Name})), err
}
