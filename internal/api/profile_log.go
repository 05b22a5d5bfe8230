package api

import (
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/profile"
)

type revealIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Fact   int64  `json:"fact,omitempty" minimum:"0" doc:"n of a value of the profile; 0 = the contact of the session itself"`
		Reason string `json:"reason,omitempty" maxLength:"400" doc:"Why, at most 200 characters; needed where the department asks for it"`
	}
}

// Whole is a contact as it is.
type Whole struct {
	Value string `json:"value"`
}

func (a *API) reveal(ctx context.Context, in *revealIn) (*answer[Whole], error) {
	row, who, err := a.kept(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	whole, err := a.o.Profiles.Reveal(ctx, profile.Asking{Who: sayer(who, row), Fact: in.Body.Fact, Why: in.Body.Reason, Free: who.SeesAll()})
	if err != nil {
		return nil, err
	}
	if in.Body.Fact == 0 {
		whole = a.o.Hub.WholeContact(row)
	}
	return answering(Whole{whole}), nil
}

// ProfileAct is something that was done to a profile.
type ProfileAct struct {
	N      int64          `json:"n" doc:"0 = a contact was shown, or was refused"`
	At     desk.Millis    `json:"at"`
	By     *inbox.Person  `json:"by"`
	Act    string         `json:"act" enum:"said,withdrawn,erased,revealed,refused,exported,listed" doc:"exported: whole sessions were written out; listed: a list of customers was; revealed: a contact was shown; refused: it was not, as too many were within an hour"`
	Field  profile.Field  `json:"field" doc:"Empty: the contact of the session itself"`
	Value  string         `json:"value" doc:"Covered where it is a contact; empty once it was erased"`
	Why    string         `json:"why"`
	In     desk.SessionID `json:"session"`
	Number string         `json:"number"`
}

func actOf(f profile.Fact, names nameList) ProfileAct {
	return ProfileAct{N: f.N, At: f.At, By: names.person(f.Who), Act: string(f.Act), Field: f.Field, Value: f.Shown(), In: f.Session, Number: inbox.Number(f.Session)}
}

func shownOf(r profile.Revealed, names nameList) ProfileAct {
	act := "revealed"
	switch {
	case r.Field == profile.Exported:
		return ProfileAct{At: r.At, By: names.person(r.Who), Act: "exported", Why: r.Why}
	case r.Field == profile.ListedIn && !r.Refused:
		return ProfileAct{At: r.At, By: names.person(r.Who), Act: "listed", Why: r.Why}
	case r.Refused:
		act = "refused"
	}
	return ProfileAct{At: r.At, By: names.person(r.Who), Act: act, Field: r.Field, Why: r.Why, In: r.Session, Number: inbox.Number(r.Session)}
}

// ProfileHistory is who said what of a customer.
type ProfileHistory struct {
	Acts []ProfileAct `json:"acts"`
}

// historyMost is how many acts of one customer are shown.
const historyMost = 200

func (a *API) profileHistory(ctx context.Context, in *sessionIn) (*answer[ProfileHistory], error) {
	row, _, err := a.kept(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := a.o.Profiles.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	out := ProfileHistory{Acts: []ProfileAct{}}
	for _, f := range slices.Backward(p.Facts) {
		if len(out.Acts) == historyMost {
			break
		}
		out.Acts = append(out.Acts, actOf(f, names))
	}
	return answering(out), nil
}

type customerLogIn struct {
	What   string `query:"what" enum:"revealed,level,vip" default:"revealed" doc:"revealed: contacts that were shown whole, or refused (SEC-01); level, vip: what was said of them (CUS-02, CUS-03)"`
	Before int64  `query:"before" minimum:"0" doc:"next of the page before; 0 for the first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// CustomerLog is a page of the log, newest first.
type CustomerLog struct {
	Acts []ProfileAct `json:"acts"`
	Next int64        `json:"next" doc:"0 at the end"`
}

func (a *API) customerLog(ctx context.Context, in *customerLogIn) (*answer[CustomerLog], error) {
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	out := CustomerLog{Acts: []ProfileAct{}}
	if in.What == "revealed" {
		shown, err := a.o.Profiles.Reveals(ctx, in.Before, in.Limit)
		if err != nil {
			return nil, err
		}
		for _, r := range shown {
			out.Acts = append(out.Acts, shownOf(r, names))
			out.Next = r.N
		}
	} else {
		said, err := a.o.Profiles.Reported(ctx, profile.Field(in.What), in.Before, in.Limit)
		if err != nil {
			return nil, err
		}
		for _, f := range said {
			out.Acts = append(out.Acts, actOf(f, names))
			out.Next = f.N
		}
	}
	if len(out.Acts) < in.Limit {
		out.Next = 0
	}
	return answering(out), nil
}
