package api

import (
	"context"
	"net/http"
	"slices"

	"firstline/internal/bulk"
	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/router"
)

// remembered gives one session's command, and says how it stood before, where that can be brought back.
func (a *API) remembered(ctx context.Context, o *BulkOrder, id string, one bulkOne) (*bulk.Was, *done, error) {
	switch o.Act {
	case "tag":
		return a.tag(ctx, string(one.ID), printable(o.Tag))
	case "take", "transfer":
		row, _, err := a.o.Hub.Session(ctx, callerOf(ctx).Viewer(), one.ID)
		if err != nil {
			return nil, nil, err
		}
		was := &bulk.Was{Act: o.Act, Group: row.Group}
		if row.Holder != nil {
			was.Holder, was.Name = row.Holder.ID, row.Holder.Name
		}
		got, err := a.command(ctx, o, id, one)
		return was, got, err
	}
	got, err := a.command(ctx, o, id, one)
	return nil, got, err
}

// tag gives the customer of a session a tag, and notes which fact that is (CUS-08).
func (a *API) tag(ctx context.Context, session, tag string) (*bulk.Was, *done, error) {
	who := callerOf(ctx).Viewer()
	row, err := a.serving(ctx, who, session)
	if err != nil {
		return nil, nil, err
	}
	has := func(p profile.Profile) (n int64) {
		if i := slices.IndexFunc(p.Now(profile.Tag), func(f profile.Fact) bool { return f.Value == tag }); i >= 0 {
			n = p.Now(profile.Tag)[i].N
		}
		return n
	}
	before, err := a.o.Profiles.Of(ctx, row.At)
	if err != nil {
		return nil, nil, err
	}
	after, err := a.o.Profiles.Change(ctx, sayer(who, row), profile.Change{Field: profile.Tag, Value: tag})
	was := &bulk.Was{Act: "tag"}
	if has(before) == 0 {
		was.Tagged = has(after)
	}
	return was, &done{}, err
}

// undo takes back what the request of has done to a session, as long as nobody has built on it (ui.md 1.6).
func (a *API) undo(ctx context.Context, of, id string, session desk.SessionID) (*done, error) {
	who := callerOf(ctx)
	all, err := a.o.Lots.Did(ctx, who.Agent.ID, of)
	if err != nil {
		return nil, err
	}
	d := all[session]
	switch was := d.Was; {
	case was == nil:
		return nil, desk.Fail(desk.Conflict, "nothing_to_undo", "that request has done nothing to this session that can be taken back")
	case was.Act == "tag":
		return &done{}, a.untag(ctx, string(session), was.Tagged)
	case d.Register != "":
		return nil, desk.Fail(desk.Conflict, "undo_registered", "the complaint stands in the register: it stays with the complaint group")
	}
	if err := a.unanswered(ctx, session, d.Version); err != nil {
		return nil, err
	}
	b := router.Back{ClientID: id, Taken: d.Was.Act == "take", Group: d.Was.Group, Holder: d.Was.Holder, Name: d.Was.Name, Note: undone(a.o.Locale)}
	res, err := a.o.Router.TakeBack(ctx, router.Actor{ID: who.Agent.ID, Name: who.Agent.Name}, session, b)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}

// untag takes back a tag that the customer did not have before.
func (a *API) untag(ctx context.Context, session string, fact int64) error {
	if fact == 0 {
		return nil
	}
	who := callerOf(ctx).Viewer()
	row, err := a.serving(ctx, who, session)
	if err != nil {
		return err
	}
	_, err = a.o.Profiles.Change(ctx, sayer(who, row), profile.Change{Field: profile.Tag, Remove: fact})
	return err
}

// unanswered refuses where somebody has answered the customer since a version.
func (a *API) unanswered(ctx context.Context, session desk.SessionID, since int64) error {
	lines, err := a.o.Hub.Messages(ctx, session, 0, newestMost)
	if err != nil {
		return err
	}
	for _, m := range lines {
		if m.Role == desk.RoleAgent && m.Version > since {
			return desk.Fail(desk.Conflict, "undo_answered", "the customer was answered since")
		}
	}
	return nil
}

// undone is the note that colleagues read.
func undone(locale string) string {
	switch locale {
	case "zh-TW":
		return "撤銷了轉接或接入"
	case "en":
		return "The transfer, or taking it, was undone"
	}
	return "撤销了转接或接入"
}
