package api

import (
	"context"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/profile"
)

// Profiles is what the routes need of what the department knows of its customers.
type Profiles interface {
	Rules() profile.Rules
	Of(ctx context.Context, at desk.Address) (profile.Profile, error)
	Change(ctx context.Context, by profile.Who, c profile.Change) (profile.Profile, error)
	Erase(ctx context.Context, by profile.Who, n int64) (profile.Profile, error)
	Reveal(ctx context.Context, a profile.Asking) (string, error)
	NoteExport(ctx context.Context, who desk.AgentID, what, why string) error
	Owners(ctx context.Context, contact string) ([]profile.Fact, error)
	Holds(ctx context.Context, f profile.Fact) (bool, error)
	Reveals(ctx context.Context, before int64, limit int) ([]profile.Revealed, error)
	List(ctx context.Context, f profile.Filter, below int64, limit int) (found []profile.Listed, next int64, err error)
	NoteList(ctx context.Context, who desk.AgentID, what, why string) error
	CountMissed(ctx context.Context) (int64, error)
	Reported(ctx context.Context, f profile.Field, before int64, limit int) ([]profile.Fact, error)
}

// profileRoutes are the routes about what is known of customers (CUS-01, CUS-02, CUS-03, CUS-08, CUS-11, SEC-01).
func (a *API) profileRoutes(tag, all string) {
	const at = "/api/v1/sessions/{id}/profile"
	route(a, signedIn(), described(get(at, "profile", "What is known of the customer", tag),
		"Of the person, at all of its addresses (`contact`). For who has the customer now and for who sees every session; to everybody else who reads the session nothing is told (`yours` false). Contacts are covered: `reveal` shows one."), a.profile)
	route(a, may(access.Serve), described(post(at, "change-profile", "Say something of the customer", tag),
		"For who serves the customer now, and superiors. Of a missed expectation (CUS-08) with `about`. `was` is the field's `last` as it was seen: 409 `profile_changed` where somebody else was first, `profile_often` for who has changed it sixty times within an hour, `profile_full` after a thousand changes (who may `administer` goes on, up to 2000: `profile_shut`). 403 `profile_rank` for a level or a VIP that the department leaves to superiors; 422 `profile_value`, `profile_form`, `profile_choice`."), a.changeProfile)
	route(a, signedIn(), described(get(at+"/history", "profile-history", "Who said what of the customer", tag),
		"Newest first, also what was withdrawn or erased. Contacts are covered."), a.profileHistory)
	route(a, signedIn(), described(post(at+"/reveal", "reveal-contact", "See a contact whole", tag),
		"`fact` is the `n` of a value, or 0 for the contact of the session itself. Who asks is noted before it is shown, and is shown sixty an hour (409 `too_many_reveals`, noted as refused) unless they see every session. 422 `reveal_reason` where the department wants a reason."), a.reveal)
	route(a, may(access.Administer), described(post(at+"/{n}/erase", "erase-profile", "Erase a value for good", tag),
		"Takes the value out of the record wherever the customer's profile or its history names it; that somebody did is kept."), a.eraseProfile)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/orders", "orders", "The customer's orders", tag),
		"As the shop's own system answers (docs/orders.md), kept for a minute. `failed` says why it did not; the desk's own answer is 200 all the same. For who sees the profile; nobody is asked for others."), a.orders)
	route(a, may(access.ReadAll), described(get("/api/v1/customers/log", "customer-log", "Who saw a contact whole, and who changed levels and VIPs", all),
		"Newest first (CUS-02, SEC-01). Go on with `next` until it is 0."), a.customerLog)
}

// ProfileBody is a customer's profile as somebody may see it.
type ProfileBody struct {
	Yours    bool           `json:"yours" doc:"The customer is yours to know; else nothing is told"`
	Fields   []ProfileField `json:"fields" doc:"In the order in which people see them"`
	May      bool           `json:"may_change"`
	Erase    bool           `json:"may_erase"`
	Reason   bool           `json:"reveal_reason" doc:"Who wants to see a contact whole says why"`
	Missed   []MissedEntry  `json:"missed" doc:"Expectations that were missed, newest first (CUS-08)"`
	Levels   []ProfileLevel `json:"levels" doc:"What level takes (CUS-02)"`
	Tags     []string       `json:"tags" doc:"Tags that are offered"`
	FreeTags bool           `json:"free_tags" doc:"Others are taken too"`
}

// ProfileLevel is a level of customers.
type ProfileLevel struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Criteria string `json:"criteria"`
}

// ProfileField is a field with what is known.
type ProfileField struct {
	Field   profile.Field  `json:"field"`
	Several bool           `json:"several" doc:"It takes any number of values"`
	Covered bool           `json:"covered" doc:"Its values are covered until they are asked for"`
	Most    int            `json:"most" doc:"Characters of a value"`
	May     bool           `json:"may_change"`
	Last    int64          `json:"last" doc:"The newest word about it; 0 = there is none"`
	Values  []ProfileValue `json:"values"`
}

// ProfileValue is something that holds.
type ProfileValue struct {
	N     int64         `json:"n"`
	Value string        `json:"value"`
	At    desk.Millis   `json:"at"`
	By    *inbox.Person `json:"by"`
	Here  bool          `json:"here" doc:"It was said at this session's address, not at a linked one"`
}

// MissedEntry is an expectation that was missed: what was expected, the analysis, the improvement and the answer to the customer.
type MissedEntry struct {
	N     int64        `json:"n" doc:"To be named as about by who says something of it"`
	Open  bool         `json:"open" doc:"Something of it is still to be said"`
	Parts []MissedPart `json:"parts" doc:"In the order in which they are done"`
}

// MissedPart is what is said of it in one field.
type MissedPart struct {
	Field profile.Field `json:"field" enum:"expected,analysis,improvement,answer"`
	Most  int           `json:"most" doc:"Characters of a value"`
	Last  int64         `json:"last" doc:"The newest word about it; 0 = there is none"`
	Value *ProfileValue `json:"value" doc:"null: it is still to be said"`
}

// seen is a session that the caller reads, and whether its customer is the caller's to know. A department's seat gets desk.Forbidden.
func (a *API) seen(ctx context.Context, id string) (row inbox.Row, who access.Viewer, yours bool, err error) {
	who = callerOf(ctx).Viewer()
	if row, _, err = a.o.Hub.Read(ctx, who, desk.SessionID(id)); err != nil {
		return row, who, false, err
	}
	if !who.Recalls() {
		return row, who, false, notYours()
	}
	yours, err = a.o.Hub.Keeps(ctx, who, row)
	return row, who, yours, err
}

// kept is a session whose customer the caller may know.
func (a *API) kept(ctx context.Context, id string) (inbox.Row, access.Viewer, error) {
	row, who, yours, err := a.seen(ctx, id)
	if err == nil && !yours {
		err = notYours()
	}
	return row, who, err
}

func notYours() error {
	return desk.Fail(desk.Forbidden, "not_your_customer", "who has the customer now sees this, and superiors do")
}

func (a *API) profile(ctx context.Context, in *sessionIn) (*answer[ProfileBody], error) {
	row, who, yours, err := a.seen(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !yours {
		return answering(ProfileBody{Fields: []ProfileField{}, Missed: []MissedEntry{}, Levels: []ProfileLevel{}, Tags: []string{}}), nil
	}
	p, err := a.o.Profiles.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	return a.profileOf(ctx, who, row, p)
}

func (a *API) profileOf(ctx context.Context, who access.Viewer, row inbox.Row, p profile.Profile) (*answer[ProfileBody], error) {
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	rules := a.o.Profiles.Rules()
	out := ProfileBody{Yours: true, May: inbox.MayLink(who, row), Erase: who.Can(access.Administer), Reason: rules.RevealReason, Missed: missedOf(p, row.At, names), Levels: levelsOf(rules), Tags: append([]string{}, rules.Tags...), FreeTags: !rules.ListedOnly}
	for _, spec := range profile.Fields() {
		f := ProfileField{Field: spec.Field, Several: spec.Several, Covered: spec.Covered, Most: spec.Most, May: out.May && rules.May(spec.Field, who.Rank), Last: p.Last(spec.Field), Values: []ProfileValue{}}
		for _, v := range p.Now(spec.Field) {
			f.Values = append(f.Values, valueOf(v, row.At, names))
		}
		out.Fields = append(out.Fields, f)
	}
	return answering(out), nil
}

func valueOf(f profile.Fact, here desk.Address, names nameList) ProfileValue {
	return ProfileValue{N: f.N, Value: f.Shown(), At: f.At, By: names.person(f.Who), Here: f.Of == here}
}

func missedOf(p profile.Profile, here desk.Address, names nameList) []MissedEntry {
	out := []MissedEntry{}
	for _, m := range p.Missed() {
		e := MissedEntry{N: m.N, Open: m.Open()}
		for _, part := range m.Parts {
			said := MissedPart{Field: part.Field, Most: part.Most, Last: part.Last}
			if part.Now.N > 0 {
				value := valueOf(part.Now, here, names)
				said.Value = &value
			}
			e.Parts = append(e.Parts, said)
		}
		out = append(out, e)
	}
	return out
}

func levelsOf(rules profile.Rules) []ProfileLevel {
	out := []ProfileLevel{}
	for _, l := range rules.Levels {
		out = append(out, ProfileLevel(l))
	}
	return out
}

type changeProfileIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Field  profile.Field `json:"field" maxLength:"40"`
		Value  string        `json:"value,omitempty" maxLength:"2000"`
		Was    int64         `json:"was,omitempty" minimum:"0" doc:"last of a field with one value, as it was seen"`
		Remove int64         `json:"remove,omitempty" minimum:"0" doc:"n of a value that does not hold any more, in place of value"`
		About  int64         `json:"about,omitempty" minimum:"0" doc:"The missed expectation to which it is said; expected without one opens a new one"`
	}
}

func (a *API) changeProfile(ctx context.Context, in *changeProfileIn) (*answer[ProfileBody], error) {
	who := callerOf(ctx).Viewer()
	row, err := a.serving(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := a.o.Profiles.Change(ctx, sayer(who, row), profile.Change{Field: in.Body.Field, Value: in.Body.Value, Was: in.Body.Was, Remove: in.Body.Remove, About: in.Body.About})
	if err != nil {
		return nil, err
	}
	if in.Body.Field == profile.VIP {
		a.regard(ctx, who.ID, row.At)
	}
	return a.profileOf(ctx, who, row, p)
}

func sayer(who access.Viewer, row inbox.Row) profile.Who {
	return profile.Who{ID: who.ID, Rank: who.Rank, At: row.At, Session: row.ID, Administers: who.Can(access.Administer)}
}

// regard lets the open sessions at some addresses know whether their customer is a VIP (CUS-03). What fails here is right again with
// the customer's next session: the profile decides.
func (a *API) regard(ctx context.Context, by desk.AgentID, at ...desk.Address) {
	for _, one := range at {
		if err := a.regardAt(ctx, by, one); err != nil {
			a.log.Warn("open sessions do not know yet whether their customer is a VIP", zap.Error(err))
		}
	}
}

func (a *API) regardAt(ctx context.Context, by desk.AgentID, at desk.Address) error {
	person, err := a.o.Contacts.Of(ctx, at)
	if err != nil {
		return err
	}
	open, err := a.o.Hub.OpenAt(ctx, person.Addresses())
	for _, s := range open {
		if _, failed := a.o.Router.Regard(ctx, by, s.ID); failed != nil {
			err = failed
		}
	}
	return err
}

type eraseIn struct {
	ID string `path:"id" maxLength:"64"`
	N  int64  `path:"n" minimum:"1" doc:"n of the value"`
}

func (a *API) eraseProfile(ctx context.Context, in *eraseIn) (*answer[ProfileBody], error) {
	row, who, err := a.kept(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := a.o.Profiles.Erase(ctx, sayer(who, row), in.N)
	if err != nil {
		return nil, err
	}
	a.regard(ctx, who.ID, row.At)
	return a.profileOf(ctx, who, row, p)
}
