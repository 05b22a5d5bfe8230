package drafts

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/sessions/memstore"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// house is one record with two nodes of the same desk.
type house struct {
	one, two *Service
	st       *store.Store
	now      atomic.Int64 // milliseconds
}

// at is the time of the house.
func (h *house) at() time.Time { return time.UnixMilli(h.now.Load()) }

// nobody is a Live that counts nothing and tells nobody.
type nobody struct{}

func (nobody) Publish(context.Context, string, []byte) error { return errors.New("nobody listens") }
func (nobody) Take(context.Context, string, int, int, time.Duration) (time.Duration, error) {
	return 0, errors.New("away") // nothing depends on it
}

func onBoth(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		h := &house{st: st}
		h.now.Store(1_700_000_000_000)
		o := Options{Record: st, Live: nobody{}, Owner: func(id desk.AgentID) string { return "agent:" + string(id) }, Kept: func() time.Duration { return 24 * time.Hour }, Now: h.at}
		h.one, h.two = New(o), New(o)
		run(t, h)
	})
}

// TestDraftsNeverMeet: two people write in many sessions, each in two browsers, and go from one to the other as they like.
// Whatever is read is what that person last saved there, and who is outrun is told what is there instead and has lost nothing.
func TestDraftsNeverMeet(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	onBoth(t, func(t *testing.T, h *house) {
		r := rand.New(rand.NewPCG(seed, 0))
		type place struct {
			who  desk.AgentID
			in   desk.SessionID
			mode Mode
		}
		saved := map[place]Draft{}
		knows := map[string]int64{} // by browser and place
		for step := range 400 {
			p := place{[]desk.AgentID{"mei", "bo"}[r.IntN(2)], desk.SessionID(fmt.Sprint("s", r.IntN(3))), []Mode{Reply, Note}[r.IntN(2)]}
			browser, s := "a", h.one
			if r.IntN(2) == 0 {
				browser, s = "b", h.two
			}
			key := fmt.Sprint(browser, p)
			text := fmt.Sprintf("%d of %v", step, p)
			if r.IntN(5) == 0 {
				text = "" // sent, or thrown away
			}
			n, err := s.Save(t.Context(), p.who, p.in, p.mode, knows[key], Content{Text: text})
			var outrun *OutrunError
			switch {
			case errors.As(err, &outrun):
				if knows[key] == saved[p].N || outrun.Newest.Text != saved[p].Text || outrun.Newest.N != saved[p].N {
					t.Fatalf("step %d, %v behind %d: outrun by %+v; %+v was saved", step, p, knows[key], outrun.Newest, saved[p])
				}
				knows[key] = outrun.Newest.N
			case err != nil:
				t.Fatal(err)
			case n == saved[p].N && text == saved[p].Text:
				knows[key] = n // both have thrown the same away
			case knows[key] != saved[p].N || n != knows[key]+1:
				t.Fatalf("step %d, %v: saved as %d behind %d, though %d is the newest", step, p, n, knows[key], saved[p].N)
			default:
				knows[key], saved[p] = n, Draft{N: n, Text: text}
			}
			got, err := s.In(t.Context(), p.who, p.in)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range got {
				if want := saved[place{p.who, p.in, d.Mode}]; d.Text != want.Text || d.N != want.N {
					t.Fatalf("step %d: %v reads %+v, want %+v", step, p, d, want)
				}
			}
		}
		for _, who := range []desk.AgentID{"mei", "bo"} {
			all, err := h.one.All(t.Context(), who)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range all {
				if want := saved[place{who, m.Session, m.Mode}]; m.N != want.N || m.Written != (want.Text != "") {
					t.Errorf("%s: %+v, want %+v", who, m, want)
				}
			}
		}
	})
}

// TestSaveAgain: a save whose answer was lost is the same save; another one behind the same number is outrun.
func TestSaveAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		c := Content{Text: "在的", Scripts: []Inserted{{"greeting@zh-CN-1", []string{"{时效}"}}}, Files: []string{"photo-1"}, Quotes: 3}
		for range 2 {
			if n, err := h.one.Save(t.Context(), "mei", "s", Reply, 0, c); n != 1 || err != nil {
				t.Fatal(n, err)
			}
		}
		c.Text = "在"
		var outrun *OutrunError
		if _, err := h.two.Save(t.Context(), "mei", "s", Reply, 0, c); !errors.As(err, &outrun) || outrun.Newest.Text != "在的" || outrun.Newest.Quotes != 3 || outrun.Newest.Scripts[0].Gaps[0] != "{时效}" {
			t.Fatal(err)
		}
		if n, err := h.two.Save(t.Context(), "mei", "s", Reply, 1, c); n != 2 || err != nil {
			t.Fatal(n, err)
		}
	})
}

// TestFilesOfADraft: what was handed in comes back with what is known of it; what has expired, was sent or is another
// person's is gone, and nothing is told of it.
func TestFilesOfADraft(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		add := func(id, owner string) {
			t.Helper()
			err := h.st.Write(t.Context(), func(q *dbq.Queries) error {
				return q.AddUpload(t.Context(), dbq.AddUploadParams{ID: id, Owner: owner, Kind: "photo", Name: id + ".png", Type: "image/png", Size: 7, Width: 3, Height: 2, Blob: "b" + id, At: 1})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		add("mine", "agent:mei")
		add("theirs", "agent:bo")
		add("sent", "agent:mei")
		if err := h.st.Exec(t.Context(), `INSERT INTO file (session, seq, n, channel, kind, name, type, size, width, height, seconds, ref, state, reason, blob, thumb, digest, attempt, due_at)
			VALUES ('s', 1, 0, '', 'photo', '', '', 0, 0, 0, 0, 'sent', 'stored', '', 'bsent', '', '', 0, 0)`); err != nil {
			t.Fatal(err)
		}
		if _, err := h.one.Save(t.Context(), "mei", "s", Reply, 0, Content{Files: []string{"mine", "theirs", "sent", "never"}}); err != nil {
			t.Fatal(err)
		}
		got, err := h.two.In(t.Context(), "mei", "s")
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		want := []File{{ID: "mine", Kind: "photo", Name: "mine.png", Type: "image/png", Size: 7, Width: 3, Height: 2}, {ID: "theirs", Gone: true}, {ID: "sent", Gone: true}, {ID: "never", Gone: true}}
		if !slices.Equal(got[0].Files, want) {
			t.Errorf("%+v", got[0].Files)
		}
	})
}

// TestDraftsEnd: a draft goes when nobody touches it for a fortnight, and when its session is closed for good; not before, and
// not while somebody still writes.
func TestDraftsEnd(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		session := func(id, phase string, closed time.Duration) {
			t.Helper()
			if err := h.st.Exec(t.Context(), `INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at,
				closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head, asks) VALUES ('`+id+`', 'tg', '`+id+`', 1, 0, 1, '`+phase+`', '', '', '', '', 1, 0, `+
				fmt.Sprint(h.at().Add(closed).UnixMilli())+`, 0, 0, '', '', 0, '{}', '', 0)`); err != nil {
				t.Fatal(err)
			}
		}
		session("open", "serving", 0)
		session("closed", "closed", time.Minute)
		session("noted", "closed", time.Minute)
		save := func(id desk.SessionID, follows int64) {
			t.Helper()
			if _, err := h.one.Save(t.Context(), "mei", id, Note, follows, Content{Text: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		left := func(want string) {
			t.Helper()
			if err := h.two.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			all, err := h.one.All(t.Context(), "mei")
			var got []string
			for _, m := range all {
				got = append(got, string(m.Session))
			}
			slices.Sort(got)
			if err != nil || strings.Join(got, " ") != want {
				t.Errorf("left are %v, want %s (%v)", got, want, err)
			}
		}
		save("open", 0)
		save("closed", 0)
		save("noted", 0)
		h.now.Add((24 * time.Hour).Milliseconds())
		left("closed noted open") // the customer may come back within the day
		save("noted", 1)
		h.now.Add((2 * time.Minute).Milliseconds())
		left("noted open")
		h.now.Add((24 * time.Hour).Milliseconds())
		left("open")
		h.now.Add((12*24*time.Hour + time.Hour).Milliseconds())
		left("")
		save("open", 1) // what is not remembered any more outruns nobody
	})
}

// TestDraftBounds: what no composer makes is refused, one person has so many drafts, and saves so often.
func TestDraftBounds(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		code := func(m Mode, c Content) string {
			_, err := h.one.Save(t.Context(), "mei", "s", m, 0, c)
			var e *desk.Error
			if errors.As(err, &e) {
				return e.Code
			}
			return fmt.Sprint(err)
		}
		for name, c := range map[string]Content{
			"a long text":         {Text: strings.Repeat("长", desk.MaxText+1)},
			"many files":          {Files: strings.Split(strings.Repeat("x ", MostFiles+1), " ")},
			"the same file twice": {Files: []string{"a", "a"}},
			"no id":               {Files: []string{""}},
			"many scripts":        {Scripts: make([]Inserted, MostScripts+1)},
			"long gaps":           {Scripts: []Inserted{{"a", []string{strings.Repeat("x", scriptBytes)}}}},
		} {
			if got := code(Reply, c); got != "draft" {
				t.Errorf("%s: %s", name, got)
			}
		}
		if code(Note, Content{Files: []string{"a"}}) != "draft" || code(Note, Content{Quotes: 1}) != "draft" || code(Reply, Content{Quotes: -1}) != "draft" || code("shout", Content{}) != "draft" {
			t.Error("a note with files, or another mode, is taken")
		}
		for i := range MostDrafts {
			if _, err := h.one.Save(t.Context(), "bo", desk.SessionID(fmt.Sprint(i)), Note, 0, Content{Text: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := h.one.Save(t.Context(), "bo", "one more", Note, 0, Content{Text: "x"}); desk.KindOf(err) != desk.Conflict {
			t.Errorf("one more than may be: %v", err)
		}
		if _, err := h.one.Save(t.Context(), "bo", "0", Note, 1, Content{Text: "y"}); err != nil {
			t.Errorf("one that is there: %v", err)
		}
		var outrun *OutrunError
		if _, err := h.one.Save(t.Context(), "bo", "0", Note, 1, Content{Text: "z"}); !errors.As(err, &outrun) || outrun.Newest.Text != "y" {
			t.Errorf("one that is outrun: %v", err)
		}
		if _, err := h.one.Save(t.Context(), "bo", "swept", Note, 7, Content{}); err != nil {
			t.Errorf("one that is thrown away, and not remembered: %v", err)
		}
		if _, err := h.one.Save(t.Context(), "bo", "1", Note, 1, Content{}); err != nil {
			t.Errorf("one that is thrown away: %v", err)
		}
		if _, err := h.one.Save(t.Context(), "bo", "one more", Note, 0, Content{Text: "x"}); err != nil {
			t.Errorf("one in its place: %v", err)
		}
		if _, err := h.one.Save(t.Context(), "bo", "1", Note, 2, Content{Text: "x"}); desk.KindOf(err) != desk.Conflict {
			t.Errorf("the same taken up again: %v", err)
		}
		busy := New(Options{Record: h.st, Live: memstore.New(memstore.Options{Now: h.at}), Owner: h.one.o.Owner, Kept: h.one.o.Kept})
		var late *BusyError
		for i := range savesBurst + 1 {
			if _, err := busy.Save(t.Context(), "eve", "s", Note, int64(i), Content{Text: fmt.Sprint(i)}); (i < savesBurst) != (err == nil) || err != nil && !errors.As(err, &late) {
				t.Fatalf("save %d: %v", i, err)
			}
		}
	})
}

// TestNoMoreThanThereIsRoomFor: of many drafts that one person begins at once, on two nodes, no more are kept than one may have.
func TestNoMoreThanThereIsRoomFor(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		err := h.st.Write(t.Context(), func(q *dbq.Queries) error {
			for i := range MostDrafts - 1 {
				if _, err := q.AddDraft(t.Context(), dbq.AddDraftParams{Agent: "mei", Session: fmt.Sprint("old", i), Mode: string(Reply), N: 1, Text: "x", Scripts: "[]", Files: "[]"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 10 {
			s := []*Service{h.one, h.two}[i%2]
			wg.Go(func() {
				_, _ = s.Save(t.Context(), "mei", desk.SessionID(fmt.Sprint("new", i)), Reply, 0, Content{Text: "x"})
			})
		}
		wg.Wait()
		if n, err := h.st.CountDrafts(t.Context(), "mei"); err != nil || n != MostDrafts {
			t.Errorf("%d are kept: %v", n, err)
		}
	})
}
