// Package views keeps ways of looking at the list that people have named: one's own, and those that a superior made for a group
// (ui.md 1.6). It decides who may change which; it refuses to know what a way of looking finds.
package views

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// What a person can keep.
const (
	Most      = 50  // views that one person has made for oneself, and as many for groups
	nameMost  = 40  // characters of a name
	queryMost = 300 // bytes
)

// View is a named way of looking at the list.
type View struct {
	ID    string       `json:"id"`
	Name  string       `json:"name"`
	Group desk.GroupID `json:"group" doc:"Who else sees it; empty = nobody"`
	Query string       `json:"query" doc:"What stands behind the ? of the address, with view"`
	Mine  bool         `json:"mine" doc:"The caller may change it"`
}

// Options are what the service is made of.
type Options struct {
	Record *store.Store
	Groups func() []desk.GroupID // that there are
	Now    func() time.Time      // nil = time.Now
}

// Service reads and writes views.
type Service struct{ o Options }

// New makes the service.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{o}
}

// Of gives a person's views and those of the groups that the person belongs to, or sees.
func (s *Service) Of(ctx context.Context, who access.Viewer) ([]View, error) {
	rows, err := s.o.Record.SavedViews(ctx, string(who.ID))
	if err != nil {
		return nil, desk.Away(err)
	}
	out := []View{}
	for _, r := range rows {
		if own(who, r) || shows(who, desk.GroupID(r.Grp)) {
			out = append(out, View{ID: r.ID, Name: r.Name, Group: desk.GroupID(r.Grp), Query: r.Query, Mine: may(who, r)})
		}
	}
	return out, nil
}

// Make keeps a view. Only who acts for others can make one for a group (desk.Forbidden "shared_view").
func (s *Service) Make(ctx context.Context, who access.Viewer, v View) (View, error) {
	v, err := s.checked(v)
	switch {
	case err != nil:
		return View{}, err
	case v.Group != "" && !shares(who, v.Group):
		return View{}, desk.Fail(desk.Forbidden, "shared_view", "only a superior makes views for a group")
	case v.Group != "" && !slices.Contains(s.o.Groups(), v.Group):
		return View{}, desk.Fail(desk.Invalid, "no_such_group", "there is no such group")
	}
	v.ID, v.Mine = uuid.Must(uuid.NewV7()).String(), true
	full := false
	err = s.o.Record.WriteAlone(ctx, "saved_view:"+string(who.ID), func(q *dbq.Queries) error {
		n, err := q.CountSavedViews(ctx, dbq.CountSavedViewsParams{Owner: string(who.ID), Grp: string(v.Group)})
		if full = n >= Most; err != nil || full {
			return err
		}
		return q.AddSavedView(ctx, dbq.AddSavedViewParams{ID: v.ID, Owner: string(who.ID), Grp: string(v.Group), Name: v.Name, Query: v.Query, MadeAt: int64(desk.At(s.o.Now()))})
	})
	switch {
	case err != nil:
		return View{}, desk.Away(err)
	case full:
		return View{}, desk.Fail(desk.Conflict, "views_full", "you have made too many views: delete some first")
	}
	return v, nil
}

// Change gives a view another name, or another query; what is empty stays.
func (s *Service) Change(ctx context.Context, who access.Viewer, id, name, query string) (View, error) {
	row, err := s.its(ctx, who, id)
	if err != nil {
		return View{}, err
	}
	v := View{ID: id, Name: cmp.Or(name, row.Name), Group: desk.GroupID(row.Grp), Query: cmp.Or(query, row.Query), Mine: true}
	if v, err = s.checked(v); err != nil {
		return View{}, err
	}
	if name != "" {
		name = v.Name
	}
	var changed []dbq.ChangeSavedViewRow
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		changed, err = q.ChangeSavedView(ctx, dbq.ChangeSavedViewParams{ID: id, Name: name, Query: query})
		return err
	})
	switch {
	case err != nil:
		return View{}, desk.Away(err)
	case len(changed) == 0:
		return View{}, none()
	}
	v.Name, v.Query = changed[0].Name, changed[0].Query
	return v, nil
}

// Drop deletes a view.
func (s *Service) Drop(ctx context.Context, who access.Viewer, id string) error {
	if _, err := s.its(ctx, who, id); err != nil {
		return err
	}
	if err := s.o.Record.Write(ctx, func(q *dbq.Queries) error { return q.DropSavedView(ctx, id) }); err != nil {
		return desk.Away(err)
	}
	return nil
}

// its reads a view that the person may change; others are not there.
func (s *Service) its(ctx context.Context, who access.Viewer, id string) (dbq.SavedView, error) {
	row, err := s.o.Record.SavedView(ctx, id)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return row, desk.Away(err)
	case err != nil || !may(who, row):
		return row, none()
	}
	return row, nil
}

func none() error {
	return desk.Fail(desk.NotFound, "no_view", "there is no such view, or it is not yours to change")
}

// shows says whether what a group shares is the person's to see.
func shows(who access.Viewer, g desk.GroupID) bool {
	return g != "" && (who.SeesAll() || slices.Contains(who.Groups, g))
}

// own says whether a view is the person's alone. What one made for a group is the group's.
func own(who access.Viewer, r dbq.SavedView) bool { return r.Grp == "" && r.Owner == string(who.ID) }

// shares says whether the person may make and change what a group shares, as the rank and the groups are now.
func shares(who access.Viewer, g desk.GroupID) bool { return who.Can(access.ActAny) && shows(who, g) }

// may says whether the person may change a view: one's own, or, for who acts for others, a group's.
func may(who access.Viewer, r dbq.SavedView) bool {
	return own(who, r) || shares(who, desk.GroupID(r.Grp))
}

func (s *Service) checked(v View) (View, error) {
	v.Name = strings.TrimSpace(v.Name)
	if v.Name == "" || utf8.RuneCountInString(v.Name) > nameMost || strings.ContainsFunc(v.Name, unicode.IsControl) {
		return v, desk.Fail(desk.Invalid, "view_name", "a view wants a name of 1 to 40 characters")
	}
	if v.Query == "" || len(v.Query) > queryMost || strings.ContainsFunc(v.Query, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return v, desk.Fail(desk.Invalid, "view_query", "a view wants what stands behind the ? of an address, at most 300 visible ASCII characters")
	}
	return v, nil
}
