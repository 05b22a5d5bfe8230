package api

import (
	"context"

	"firstline/internal/api/access"
	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

func (a *API) agents(ctx context.Context, _ *nothing) (*answer[[]inbox.Agent], error) {
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return nil, err
	}
	return answering(agents), nil
}

type newAgentIn struct {
	Body struct {
		Login      string          `json:"login" maxLength:"200"`
		Name       string          `json:"name" maxLength:"200"`
		Password   string          `json:"password" maxLength:"1000"`
		Rank       desk.Rank       `json:"rank" enum:"agent,lead,supervisor,inspector,manager,admin,department"`
		Groups     []desk.GroupID  `json:"groups,omitempty" maxItems:"50"`
		Speciality desk.Speciality `json:"speciality,omitempty" enum:"technical,theory,allround"`
		Capacity   *int            `json:"capacity,omitempty" minimum:"0" maximum:"100"`
		Level      int             `json:"level,omitempty" minimum:"0" maximum:"9" doc:"Experience (ORG-10); 0 = 1, the least"`
	}
}

func (a *API) createAgent(ctx context.Context, in *newAgentIn) (*answer[inbox.Agent], error) {
	b := in.Body
	if !access.CanManage(callerOf(ctx).Agent.Rank, b.Rank) {
		return nil, errNotAllowed()
	}
	id, err := a.o.People.Create(ctx, people.Newcomer{Login: b.Login, Name: b.Name, Password: b.Password, Rank: b.Rank, Speciality: b.Speciality, Groups: b.Groups, Capacity: b.Capacity, Level: b.Level,
		By: callerOf(ctx).Agent.ID})
	if err != nil {
		return nil, err
	}
	return a.agent(ctx, id)
}

type changeAgentIn struct {
	ID   string `path:"id" pattern:"^[0-9a-f-]{36}$"`
	Body struct {
		Name       *string          `json:"name,omitempty" maxLength:"200"`
		Password   *string          `json:"password,omitempty" maxLength:"1000"`
		Rank       *desk.Rank       `json:"rank,omitempty" enum:"agent,lead,supervisor,inspector,manager,admin,department"`
		Groups     *[]desk.GroupID  `json:"groups,omitempty" maxItems:"50"`
		Speciality *desk.Speciality `json:"speciality,omitempty" enum:"technical,theory,allround"`
		Capacity   *int             `json:"capacity,omitempty" minimum:"0" maximum:"100"`
		Level      *int             `json:"level,omitempty" minimum:"1" maximum:"9" doc:"Experience (ORG-10)"`
		Deputy     *desk.AgentID    `json:"deputy,omitempty" maxLength:"64" doc:"Takes what is passed to this person while away or offline (FCR-02); empty = nobody"`
		Disabled   *bool            `json:"disabled,omitempty"`
	}
}

func (a *API) changeAgent(ctx context.Context, in *changeAgentIn) (*answer[inbox.Agent], error) {
	b, id := in.Body, desk.AgentID(in.ID)
	err := a.o.People.Change(ctx, callerOf(ctx).Viewer(), id, people.Change{Name: b.Name, Rank: b.Rank, Speciality: b.Speciality, Groups: b.Groups,
		Level: b.Level, Deputy: b.Deputy, Capacity: b.Capacity, Disabled: b.Disabled, Password: b.Password})
	if err != nil {
		return nil, err
	}
	return a.agent(ctx, id)
}

// agent reads somebody who was made or changed just now.
func (a *API) agent(ctx context.Context, id desk.AgentID) (*answer[inbox.Agent], error) {
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return nil, err
	}
	for _, one := range agents {
		if one.ID == id {
			return answering(one), nil
		}
	}
	return nil, desk.Fail(desk.NotFound, "not_found", "there is no such person")
}

// Group is a queue and what it can take now.
type Group struct {
	ID      desk.GroupID `json:"id"`
	Name    string       `json:"name"`
	Waiting int          `json:"waiting"`
	Online  int          `json:"online" doc:"Connected people of its level who chose to be online"`
	Free    int          `json:"free" doc:"Their free places"`

	MinLevel  int  `json:"min_level" doc:"The least experience of who may serve it (ORG-10); 0 = anybody's"`
	Complaint bool `json:"complaint" doc:"What is handed to it gets a number in the complaint register"`
}

func (a *API) groups(ctx context.Context, _ *nothing) (*answer[[]Group], error) {
	waiting, err := a.o.Hub.Waiting(ctx)
	if err != nil {
		return nil, err
	}
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return nil, err
	}
	groups := a.o.Groups()
	out := make([]Group, len(groups))
	for i, g := range groups {
		out[i] = Group{ID: desk.GroupID(g.ID), Name: g.Name, Waiting: waiting[desk.GroupID(g.ID)], MinLevel: a.o.Level(desk.GroupID(g.ID)), Complaint: desk.GroupID(g.ID) == a.o.Cases.Group()}
		for _, one := range agents {
			if one.Connected && one.Status == desk.StatusOnline && access.Can(one.Rank, access.Serve) && one.Level >= out[i].MinLevel && (desk.Agent{Groups: one.Groups}).In(out[i].ID) {
				out[i].Online++
				out[i].Free += max(0, one.Capacity-one.Load)
			}
		}
	}
	return answering(out), nil
}
