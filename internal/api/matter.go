package api

import (
	"context"
	"net/http"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
	"firstline/sessions"
)

// MatterChoices are what people choose from when they say what a session is about and whom they ask.
type MatterChoices struct {
	Categories  []CategoryChoice `json:"categories"`
	Departments []Choice         `json:"departments" doc:"That can be asked (ORG-13)"`
	Gravities   []GravityChoice  `json:"gravities" doc:"Why a matter goes up (ESC-01)"`
	Levels      []desk.Rank      `json:"levels" doc:"The ladder, lowest first (ESC-02)"`
	Complaint   string           `json:"complaint_group" doc:"The complaint specialists; empty = no group is"`
	Steps       bool             `json:"steps" doc:"The steps of the flows are enforced (FLW-04)"`
	Confirm     bool             `json:"confirm" doc:"No close with its script before the customer was asked whether that answered it (FLW-06)"`
	Handoff     bool             `json:"handoff" doc:"A customer who is passed on is told who takes over (RTE-05)"`
}

// CategoryChoice is a category with whose work it is.
type CategoryChoice struct {
	ID    string          `json:"id"`
	Name  string          `json:"name"`
	Group desk.GroupID    `json:"group" doc:"Whose work it is; empty = it stays where it is"`
	Need  desk.Speciality `json:"speciality" doc:"Who is asked first; empty = anybody"`
	Flow  sessions.Flow   `json:"flow"`
}

// GravityChoice is why a matter goes up, with the level at which it may begin.
type GravityChoice struct {
	ID   string    `json:"id"`
	Name string    `json:"name"`
	From desk.Rank `json:"from" doc:"Empty = the lowest"`
}

// matter is what a session is about and how far it is on its way.
type matter struct {
	Category string              `json:"category"`
	SortedBy string              `json:"sorted_by" doc:"Who said so: an agent's id, or system for a keyword rule"`
	Hint     string              `json:"hint"`
	Need     desk.Speciality     `json:"speciality"`
	Flow     sessions.Flow       `json:"flow"`
	Way      []sessions.StepName `json:"way" doc:"The steps of the flow, in order"`
	Steps    []sessions.Step     `json:"steps" doc:"Those that are done"`
	Next     sessions.StepName   `json:"next_step" doc:"Empty when all is done"`
	Asks     []sessions.Ask      `json:"asks"`
	Promises []sessions.Promise  `json:"promises" doc:"Those that are open"`
	Rating   *sessions.Rating    `json:"rating"`

	Waived *sessions.Waiver `json:"waived" doc:"That the last message needs no reply, as somebody decided; null = nobody did, or the customer wrote or was answered since"`

	Confirmed int64 `json:"confirmed" doc:"The newest question whether that answered it (FLW-06), by its place; 0 = not asked"`
}

func matterOf(s sessions.State) matter {
	m := matter{Category: s.Category, SortedBy: s.SortedBy, Hint: s.Hint, Need: s.Need, Flow: s.Flow, Way: s.Flow.Steps(), Steps: s.Steps, Next: s.NextStep(),
		Asks: s.Asks, Promises: s.Promises, Rating: s.Rating, Waived: s.Waived, Confirmed: s.Confirmed}
	if m.Steps == nil {
		m.Steps = []sessions.Step{}
	}
	if m.Asks == nil {
		m.Asks = []sessions.Ask{}
	}
	if m.Promises == nil {
		m.Promises = []sessions.Promise{}
	}
	return m
}

func (a *API) matters(context.Context, *struct{}) (*answer[MatterChoices], error) {
	m := a.o.Matters()
	m.Categories, m.Departments, m.Gravities, m.Levels = some(m.Categories), some(m.Departments), some(m.Gravities), some(m.Levels)
	return answering(m), nil
}

// some is never nil: a browser wants a list.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type classifyIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Category string `json:"category" minLength:"1" maxLength:"64"`
	}
}

func (a *API) classify(ctx context.Context, in *classifyIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	if !a.hasCategory(in.Body.Category) {
		return nil, desk.Fail(desk.Invalid, "category", "there is no such category")
	}
	res, err := a.o.Router.Classify(ctx, who, row.ID, in.Body.Category)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}

type verifyIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
		Text     string `json:"text" maxLength:"20000" doc:"The finding, for colleagues"`
		Unsolved bool   `json:"unsolved,omitempty" doc:"A technical fault that cannot be solved here (FLW-04)"`
	}
}

func (a *API) verify(ctx context.Context, in *verifyIn) (*done, error) {
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Verify(ctx, who, id, key, text, in.Body.Unsolved)
	})
}

type askIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID   string           `json:"client_id,omitempty" maxLength:"100"`
		Kind       sessions.AskKind `json:"kind" enum:"consult,escalation,department"`
		To         desk.AgentID     `json:"to,omitempty" maxLength:"64" doc:"consult: the colleague"`
		Department string           `json:"department,omitempty" maxLength:"64" doc:"department: which one"`
		Level      desk.Rank        `json:"level,omitempty" enum:",lead,supervisor,manager" doc:"escalation: to whom"`
		Gravity    string           `json:"gravity,omitempty" maxLength:"64" doc:"escalation: why it goes up (ESC-01)"`
		Urgent     bool             `json:"urgent,omitempty" doc:"escalation: levels may be skipped, and are told afterwards (ESC-02)"`
		Text       string           `json:"text" maxLength:"20000" doc:"The question; the facts of an escalation"`
		Proposal   string           `json:"proposal,omitempty" maxLength:"20000" doc:"escalation: what you propose (ESC-03); needed there"`
	}
}

func (a *API) ask(ctx context.Context, in *askIn) (*done, error) {
	b := in.Body
	if err := a.askable(ctx, in); err != nil {
		return nil, err
	}
	return a.say(ctx, in.ID, in.Key, b.ClientID, b.Text, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Ask(ctx, who, id, router.Question{ClientID: key, Kind: b.Kind, To: b.To, Department: b.Department, Level: b.Level, Gravity: b.Gravity,
			Urgent: b.Urgent, Text: text, Proposal: b.Proposal})
	})
}

// askable checks that somebody is there to be asked.
func (a *API) askable(ctx context.Context, in *askIn) error {
	b, m := &in.Body, a.o.Matters()
	switch b.Kind {
	case sessions.AskDepartment:
		if !slices.ContainsFunc(m.Departments, func(d Choice) bool { return d.ID == b.Department }) {
			return desk.Fail(desk.Invalid, "no_department", "there is no such department")
		}
	case sessions.AskEscalation:
		if b.Gravity != "" && !slices.ContainsFunc(m.Gravities, func(g GravityChoice) bool { return g.ID == b.Gravity }) {
			return desk.Fail(desk.Invalid, "no_gravity", "there is no such reason to escalate")
		}
		var err error
		b.Proposal, err = clean(b.Proposal, "proposal")
		return err
	case sessions.AskConsult:
		agents, err := a.o.Hub.Agents(ctx)
		if err != nil {
			return err
		}
		for _, one := range agents {
			if one.ID == b.To && !one.Disabled {
				return nil
			}
		}
		return desk.Fail(desk.Invalid, "no_such_agent", "there is no such colleague")
	}
	return nil
}

type tellIn struct {
	ID   string `path:"id" maxLength:"64"`
	N    int    `path:"n" minimum:"1"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
		Text     string `json:"text" maxLength:"20000"`
	}
}

func (a *API) tell(ctx context.Context, in *tellIn) (*done, error) {
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, a.telling(ctx, router.Telling{N: in.N}))
}

type followIn struct {
	ID   string `path:"id" maxLength:"64"`
	N    int    `path:"n" minimum:"1"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string        `json:"client_id,omitempty" maxLength:"100"`
		As       sessions.Tell `json:"as" enum:"reported,executed,dissent,insisted,changed" doc:"The first three are for who asked or has the session, the others for the superior"`
		Level    desk.Rank     `json:"level,omitempty" enum:",lead,supervisor,manager" doc:"reported: to whom; empty = to every level that is owed a report"`
		Text     string        `json:"text" maxLength:"20000" doc:"The report, what was done, the objection, the instruction"`
	}
}

// follow records what came of an answer: a report to a skipped level, an instruction that was carried out, objected to,
// insisted on or changed (ESC-02, ESC-03).
func (a *API) follow(ctx context.Context, in *followIn) (*done, error) {
	b := in.Body
	return a.say(ctx, in.ID, in.Key, b.ClientID, b.Text, a.telling(ctx, router.Telling{N: in.N, As: b.As, Level: b.Level}))
}

// telling is the command for what is told by the caller.
func (a *API) telling(ctx context.Context, t router.Telling) func(context.Context, router.Actor, desk.SessionID, string, string) (router.Result, error) {
	viewer := callerOf(ctx).Viewer()
	return func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		t.ClientID, t.Text = key, text
		return a.o.Router.Tell(ctx, who, id, t, func(s sessions.State, k sessions.Ask) bool {
			if t.As.BySuperior() {
				return viewer.MayAnswer(k, s.Group)
			}
			return who.Any || k.By == who.ID || s.Holder != nil && s.Holder.Agent == who.ID
		})
	}
}

type promiseIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string      `json:"client_id,omitempty" maxLength:"100"`
		Until    desk.Millis `json:"until" doc:"When the customer was told to hear from us"`
		Text     string      `json:"text" maxLength:"4000" doc:"What was promised, for colleagues"`
	}
}

func (a *API) promise(ctx context.Context, in *promiseIn) (*done, error) {
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Promise(ctx, who, id, key, in.Body.Until, text)
	})
}

type settleIn struct {
	ID   string `path:"id" maxLength:"64"`
	N    int    `path:"n" minimum:"1"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string      `json:"client_id,omitempty" maxLength:"100"`
		As       string      `json:"as" enum:"kept,moved,withdrawn"`
		Until    desk.Millis `json:"until,omitempty" doc:"moved: the new time"`
		Reason   string      `json:"reason,omitempty" maxLength:"4000" doc:"moved, withdrawn: why; for colleagues"`
	}
}

func (a *API) settle(ctx context.Context, in *settleIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	b := in.Body
	if b.As != "kept" {
		if b.Reason, err = clean(b.Reason, "reason"); err != nil {
			return nil, err
		}
		if b.ClientID, err = key(in.Key, b.ClientID); err != nil {
			return nil, err
		}
	} else {
		b.Reason = ""
	}
	res, err := a.o.Router.Settle(ctx, who, row.ID, b.ClientID, in.N, b.As, b.Until, b.Reason)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}
