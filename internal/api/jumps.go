package api

import (
	"context"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

// mostJumps is how many sessions of a view a palette is given, and spelledName how many characters of a name are spelled.
const (
	mostJumps   = 200
	spelledName = 40
)

// Jump is a session that a palette can lead to.
type Jump struct {
	Row  inbox.Row `json:"row"`
	Keys string    `json:"keys" doc:"The customer's name in letters, as in the list of scripts"`
}

// JumpPerson is a colleague who is found by name.
type JumpPerson struct {
	ID   desk.AgentID `json:"id"`
	Name string       `json:"name"`
	Keys string       `json:"keys" doc:"The name in letters, as in the list of scripts"`
}

// Jumps is what a palette can lead to, besides what the page knows by itself.
type Jumps struct {
	Sessions []Jump       `json:"sessions" doc:"Open ones that the caller sees, at most 200 of each view"`
	People   []JumpPerson `json:"people" doc:"Empty for who may look at nobody's day"`
}

// jumps gives the open sessions of the caller's views, each once, and the colleagues of who answers for others.
func (a *API) jumps(ctx context.Context, _ *nothing) (*answer[Jumps], error) {
	viewer := callerOf(ctx).Viewer()
	out := Jumps{Sessions: []Jump{}, People: []JumpPerson{}}
	seen := map[desk.SessionID]bool{}
	for _, view := range viewsOf(viewer) {
		p, err := a.o.Hub.Page(ctx, viewer, view, mostJumps, "")
		if err != nil {
			return nil, err
		}
		for _, r := range p.Rows {
			if !seen[r.ID] {
				seen[r.ID] = true
				out.Sessions = append(out.Sessions, Jump{Row: r, Keys: a.speller.Keys(r.Title, spelledName)})
			}
		}
	}
	people, err := a.seenDays(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if p.ID != viewer.ID && p.Can(access.Serve) {
			out.People = append(out.People, JumpPerson{ID: p.ID, Name: p.Name, Keys: a.speller.Keys(p.Name, spelledName)})
		}
	}
	return answering(out), nil
}

// viewsOf are the views in which a viewer's open sessions stand.
func viewsOf(v access.Viewer) []inbox.View {
	switch {
	case v.Can(access.ReadAll):
		return []inbox.View{inbox.ViewMine, inbox.ViewAll}
	case v.Rank == desk.RankDepartment:
		return []inbox.View{inbox.ViewAsked}
	}
	return []inbox.View{inbox.ViewMine, inbox.ViewQueue, inbox.ViewAsked}
}
