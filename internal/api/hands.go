package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/router"
	"firstline/sessions"
)

type takeIn struct {
	ID   string    `path:"id" maxLength:"64"`
	Body *struct{} `required:"false"`
}

func (a *API) take(ctx context.Context, in *takeIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.TakeOver)
	if err != nil {
		return nil, err
	}
	res, err := a.o.Router.Take(ctx, who, row.ID)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}

type returnIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"200"`
	}
}

func (a *API) giveBack(ctx context.Context, in *returnIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	reason, err := clean(in.Body.Reason, "reason")
	if err != nil {
		reason = "returned"
	}
	res, err := a.o.Router.Return(ctx, who, row.ID, reason)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}

type transferIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string       `json:"client_id,omitempty" maxLength:"100"`
		ToGroup  desk.GroupID `json:"to_group,omitempty" maxLength:"64"`
		ToAgent  desk.AgentID `json:"to_agent,omitempty" maxLength:"64"`
		Note     string       `json:"note" maxLength:"20000" doc:"For the colleagues: what was asked, checked and promised"`
		Category string       `json:"category,omitempty" maxLength:"64" doc:"What it is about; empty = as before"`

		Speciality desk.Speciality `json:"speciality,omitempty" enum:",technical,theory,allround" doc:"To a group: who is asked first (ORG-03)"`

		Quiet    bool `json:"quiet,omitempty" doc:"The customer is not told this time who takes over (RTE-05)"`
		Although bool `json:"although,omitempty" doc:"A superior passes it to somebody below the group's level; the note says why (ORG-10)"`

		Complaint *Complaint `json:"complaint,omitempty" doc:"What the form of the complaint register says; only to the complaint group"`
	}
}

func (a *API) transfer(ctx context.Context, in *transferIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	t := router.Transfer{ToGroup: in.Body.ToGroup, ToAgent: in.Body.ToAgent, Category: in.Body.Category, Lean: in.Body.Speciality, Quiet: in.Body.Quiet, Although: in.Body.Although}
	if !a.hasCategory(t.Category) {
		return nil, desk.Fail(desk.Invalid, "category", "there is no such category")
	}
	if t.ClientID, err = key(in.Key, in.Body.ClientID); err != nil {
		return nil, err
	}
	if t.Note, err = clean(in.Body.Note, "note"); err != nil {
		return nil, err
	}
	if t.ToName, err = a.target(ctx, t); err != nil {
		return nil, err
	}
	if err := a.number(ctx, who, row, &t, in.Body.Complaint); err != nil {
		return nil, err
	}
	res, err := a.o.Router.Transfer(ctx, who, row.ID, t)
	if err != nil {
		return nil, err
	}
	out := did(res, http.StatusOK)
	out.Body.Register = t.Register
	return out, nil
}

// number registers what goes to the complaint group before it goes (RTE-01, CMP-01). Who cannot hand the session over
// makes no entry, unless the same command made one before.
func (a *API) number(ctx context.Context, who router.Actor, row inbox.Row, t *router.Transfer, form *Complaint) error {
	if a.o.Numbers == nil || t.ToGroup == "" || t.ToGroup != a.o.Cases.Group() {
		return nil
	}
	known, err := a.o.Numbers.Reserved(ctx, row.ID, t.ClientID)
	if err != nil {
		return err
	}
	if !known && !who.Any && (row.Holder == nil || row.Holder.ID != who.ID) {
		return desk.Fail(desk.Conflict, "not_holder", "you do not have this session: take it first")
	}
	if !known && row.Phase == string(sessions.Closed) {
		return desk.Fail(desk.Conflict, "session_closed", "the session is closed: register the complaint without handing it over")
	}
	if form == nil {
		form = &Complaint{}
	}
	r, err := form.request(t.ClientID, t.Note)
	if err != nil {
		return err
	}
	t.Register, err = a.o.Numbers.Reserve(ctx, who.ID, row.ID, r)
	t.Note += "\n" + registered(a.o.Locale) + t.Register
	return err
}

// registered stands before the number in the note that colleagues read.
func registered(locale string) string {
	switch locale {
	case "zh-TW":
		return "投訴登記號："
	case "en":
		return "Complaint register: "
	}
	return "投诉登记号："
}

// target checks where a session shall go and gives the colleague's name.
func (a *API) target(ctx context.Context, t router.Transfer) (string, error) {
	if (t.ToGroup == "") == (t.ToAgent == "") {
		return "", desk.Fail(desk.Invalid, "target", "name a group or a colleague, one of the two")
	}
	if t.ToGroup != "" {
		if !slices.ContainsFunc(a.o.Groups(), func(g Choice) bool { return g.ID == string(t.ToGroup) }) {
			return "", desk.Fail(desk.Invalid, "no_such_group", "there is no such group")
		}
		return "", nil
	}
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return "", err
	}
	for _, one := range agents {
		if one.ID == t.ToAgent && !one.Disabled && access.Can(one.Rank, access.Serve) {
			return one.Name, nil
		}
	}
	return "", desk.Fail(desk.Invalid, "no_such_agent", "there is no such colleague, or he does not serve customers")
}

type confirmIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
	}
}

func (a *API) confirm(ctx context.Context, in *confirmIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	id, err := key(in.Key, in.Body.ClientID)
	if err != nil {
		return nil, err
	}
	res, err := a.o.Router.Confirm(ctx, who, row.ID, id)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusCreated), nil
}

type closeIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string  `json:"client_id,omitempty" maxLength:"100"`
		Outcome  string  `json:"outcome" enum:"solved,to_complaint,to_department,no_response,invalid,left_message_done"`
		Category string  `json:"category,omitempty" maxLength:"64"`
		Text     *string `json:"closing_text,omitempty" maxLength:"20000" doc:"Instead of the unified closing"`
		Feedback string  `json:"feedback,omitempty" enum:",none,given" doc:"Whether the department is to learn something (LOG-03); needed where its steps are enforced"`
		Learned  string  `json:"feedback_text,omitempty" maxLength:"4000" doc:"What; for colleagues, with feedback given"`
		NoRating bool    `json:"no_rating,omitempty" doc:"The customer is not asked for a rating this time"`
		Skip     string  `json:"skip_closing_reason,omitempty" enum:"blocked,token_dead,no_response,invalid,quota_used" doc:"Why no closing can be sent"`
		Seen     int64   `json:"seen_seq,omitempty" minimum:"0" doc:"The newest message on the screen: 409 customer_wrote if the customer has written after it. Without it, whatever there is counts as read"`
	}
}

func (a *API) close(ctx context.Context, in *closeIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	b := in.Body
	c := router.Close{Outcome: b.Outcome, Category: strings.TrimSpace(b.Category), Skip: b.Skip, Feedback: b.Feedback, NoRating: b.NoRating, Seen: b.Seen}
	if c.ClientID, err = key(in.Key, b.ClientID); err != nil {
		return nil, err
	}
	if !a.hasCategory(c.Category) {
		return nil, desk.Fail(desk.Invalid, "category", "there is no such category")
	}
	if b.Feedback == "given" {
		if c.Learned, err = clean(b.Learned, "feedback_text"); err != nil {
			return nil, err
		}
	}
	if b.Text != nil {
		if text, err := clean(*b.Text, "closing_text"); err == nil {
			c.Text = &text
		}
	}
	res, err := a.o.Router.Close(ctx, who, row.ID, c)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}

// hasCategory lets none pass: a list that did not load must not keep a session open (ui.md 1.6.2).
func (a *API) hasCategory(id string) bool {
	if id == "" || len(a.o.Matters().Categories) == 0 {
		return true
	}
	return slices.ContainsFunc(a.o.Matters().Categories, func(c CategoryChoice) bool { return c.ID == id })
}

type resolveIn struct {
	ID   string `path:"id" maxLength:"64"`
	Seq  int64  `path:"seq" minimum:"1"`
	Body struct {
		As string `json:"as" enum:"resend,delivered"`
	}
}

func (a *API) resolve(ctx context.Context, in *resolveIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	res, err := a.o.Router.Resolve(ctx, who, row.ID, in.Seq, in.Body.As)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}
