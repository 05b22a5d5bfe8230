package search

import (
	"context"
	"strconv"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/profile"
	"firstline/internal/search/token"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Customer is somebody who was found, by a name or by a whole contact.
type Customer struct {
	Session inbox.Row     `json:"session" doc:"The newest one at that address that the caller may see"`
	Field   profile.Field `json:"field" doc:"By what: title (the name under which the customer writes), key (the contact of the conversation itself), or a field of the profile"`
	Text    string        `json:"text" doc:"What was found there; a contact is covered (SEC-01)"`
	Spots   []Spot        `json:"spots" doc:"Where the words stand in text"`
}

// What customers are found by besides the fields of the profile.
const (
	ByTitle profile.Field = "title"
	ByKey   profile.Field = "key"
)

// Customers is a page of those who were found by name, the newest first. It may be short, even empty, and still have a next one.
type Customers struct {
	Hits   []Customer `json:"hits"`
	Next   string     `json:"next" doc:"Cursor of the next page; empty at the end"`
	Behind bool       `json:"behind" doc:"The index has not caught up since the start: there may be more"`
}

// Book shows customers to those who may know them.
type Book interface {
	Desk
	Newest(ctx context.Context, who access.Viewer, at desk.Address) (inbox.Row, bool, error)
	Keeps(ctx context.Context, who access.Viewer, of inbox.Row) (bool, error)
}

// Holds says whether a fact of a profile still holds.
type Holds func(ctx context.Context, f profile.Fact) (bool, error)

// Customers looks for customers by their names: those of their networks, for whoever sees a session of theirs, and those of their
// profiles, for whom they are to know. It fails with desk.Invalid as Find does.
func (x *Index) Customers(ctx context.Context, book Book, holds Holds, who access.Viewer, q Question) (Customers, error) {
	out := Customers{Hits: []Customer{}, Behind: x.Behind()}
	m := store.TextMatch{Limit: 100}
	for _, p := range token.Asked(q.Text, mostTerms) {
		m.All = append(m.All, store.TextPhrase{Tokens: named(p.Tokens), Prefix: p.Prefix})
	}
	if len(m.All) == 0 {
		return out, nothingAsked()
	}
	var err error
	if m.Below, err = cursorOf(q.Cursor); err != nil {
		return out, err
	}
	l := naming{Index: x, book: book, holds: holds, who: who, q: q, met: map[desk.Address]bool{}}
	for looked := 0; ; {
		places, err := x.o.Texts.Match(ctx, m)
		if err != nil {
			return out, indexAway(err)
		}
		for _, p := range places {
			looked++
			m.Below = p.ID
			hit, ok, err := l.look(ctx, p)
			if err != nil {
				return out, err
			}
			if ok {
				out.Hits = append(out.Hits, hit)
			}
			if len(out.Hits) >= q.Limit || looked >= mostLooked {
				out.Next = strconv.FormatInt(p.ID, 36)
				return out, nil
			}
		}
		if len(places) < m.Limit {
			return out, nil
		}
	}
}

// naming is one question for customers under way.
type naming struct {
	*Index
	book  Book
	holds Holds
	who   access.Viewer
	q     Question
	met   map[desk.Address]bool // shown already
}

// look says whether what was found may be shown. Whoever wrote many times is shown once a page.
func (l *naming) look(ctx context.Context, p store.TextPlace) (Customer, bool, error) {
	if p.Seq == 0 {
		return l.title(ctx, p)
	}
	return l.fact(ctx, p)
}

// title is a session's customer. Of one whose name is the same today the newest session is enough.
func (l *naming) title(ctx context.Context, p store.TextPlace) (Customer, bool, error) {
	row, _, err := l.book.Session(ctx, l.who, desk.SessionID(p.Session))
	if desk.KindOf(err) == desk.NotFound {
		return Customer{}, false, nil
	}
	if err != nil {
		return Customer{}, false, err
	}
	spots := token.Spots(row.Title, l.q.Text)
	if len(spots) == 0 || l.met[row.At] {
		return Customer{}, false, nil
	}
	now, ok, err := l.book.Newest(ctx, l.who, row.At)
	if err != nil || ok && now.ID != row.ID && len(token.Spots(now.Title, l.q.Text)) > 0 {
		return Customer{}, false, err
	}
	c := Customer{Session: row, Field: ByTitle, Text: row.Title, Spots: spots16(row.Title, spots)}
	if ok {
		c.Session = now
	}
	l.met[row.At] = true
	return c, true, nil
}

// fact is a name of a profile, of a customer that is the viewer's to know.
func (l *naming) fact(ctx context.Context, p store.TextPlace) (Customer, bool, error) {
	row, err := l.o.Record.FactAt(ctx, -p.Seq)
	if gone(err) {
		return Customer{}, false, nil
	}
	if err != nil {
		return Customer{}, false, desk.Away(err)
	}
	f := said(row)
	spots := token.Spots(f.Value, l.q.Text)
	if len(spots) == 0 || l.met[f.Of] {
		return Customer{}, false, nil
	}
	at, ok, err := Owned(ctx, l.book, l.who, f.Of)
	if err != nil || !ok {
		return Customer{}, false, err
	}
	if ok, err := l.holds(ctx, f); err != nil || !ok {
		return Customer{}, false, err
	}
	l.met[f.Of] = true
	return Customer{Session: at, Field: f.Field, Text: f.Value, Spots: spots16(f.Value, spots)}, true, nil
}

// Owned is the newest session at an address whose customer is the viewer's to know; false for any other.
func Owned(ctx context.Context, book Book, who access.Viewer, at desk.Address) (inbox.Row, bool, error) {
	row, ok, err := book.Newest(ctx, who, at)
	if err != nil || !ok {
		return row, false, err
	}
	ok, err = book.Keeps(ctx, who, row)
	return row, ok, err
}

func said(r dbq.FactAtRow) profile.Fact {
	return profile.Fact{N: r.N, Of: desk.Address{Channel: desk.ChannelID(r.Channel), Key: r.ConvKey}, Field: profile.Field(r.Field), Act: profile.Act(r.Act), Value: r.Value}
}
