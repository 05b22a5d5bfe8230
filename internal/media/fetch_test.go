package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/router"
)

// TestFetched: the files of a message come after it, are what their bytes are, and the customer's view shows them.
func TestFetched(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		picture := string(encoded(t, png.Encode, painted(600, 400)))
		b.net.offers("r1", content(picture))
		b.net.offers("r2", func(context.Context) (channels.Content, error) {
			return channels.Content{Body: io.NopCloser(strings.NewReader("<html>")), Name: "../她.png", Size: 6}, nil
		})
		got := n.settled(n.writes("net", "k", "r1", "r2", "none"))
		if f := got[0]; f.State != desk.FileStored || f.Type != "image/png" || f.Width != 600 || f.Name != "claimed.pdf" || f.Thumb == "" || string(n.media.o.Shelf.bytes(t, f.Blob)) != picture {
			t.Errorf("the picture: %+v", f)
		}
		if f := got[1]; f.State != desk.FileStored || f.Type != "text/html" || f.Name != "她.png" || f.Thumb != "" {
			t.Errorf("what the network calls a document: %+v", f)
		}
		if f := got[2]; f.State != desk.FileFailed || f.Reason != "gone" || f.Blob != "" || f.Type != "application/pdf" {
			t.Errorf("what is not there: %+v", f)
		}
		at := desk.Address{Channel: "net", Key: "k"}
		entries, _, err := n.router.Transcript(t.Context(), at, channels.Cursor{}, 10)
		mine := slices.IndexFunc(entries, func(e channels.Entry) bool { return e.Role == desk.RoleCustomer })
		if err != nil || mine < 0 || len(entries[mine].Files) != 3 || entries[mine].Files[0].State != desk.FileStored {
			t.Errorf("the customer's view: %+v %v", entries, err)
		}
		if f, err := n.media.FileAt(t.Context(), at, 1, 1, 0); err != nil || f.Blob != got[0].Blob {
			t.Errorf("the customer's file: %+v %v", f, err)
		}
		for _, other := range []desk.Address{{Channel: "net", Key: "other"}, {Channel: "mute", Key: "k"}} {
			if f, err := n.media.FileAt(t.Context(), other, 1, 1, 0); desk.KindOf(err) != desk.NotFound {
				t.Errorf("%v reads %+v, %v", other, f, err)
			}
		}
	})
}

// TestTriedAgain: what cannot be reached is asked for after growing pauses, a network's own pause is kept to, and it comes
// in the end.
func TestTriedAgain(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		b.net.offers("r", unreachable)
		id := n.writes("net", "k", "r")
		b.asked("r")
		for _, wait := range []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 10 * time.Minute} {
			n.attempted(id, "unavailable")
			n.due(t, b.clock.now().Add(wait))
			b.clock.move(wait)
			n.media.Wake()
			b.asked("r")
		}
		b.net.offers("r", func(context.Context) (channels.Content, error) {
			return channels.Content{}, &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, RetryAfter: time.Hour}
		})
		n.attempted(id, "unavailable")
		b.clock.move(10 * time.Minute)
		n.media.Wake()
		b.asked("r")
		n.attempted(id, "unreachable")
		n.due(t, b.clock.now().Add(time.Hour))
		b.net.offers("r", content("at last"))
		b.clock.move(time.Hour)
		n.media.Wake()
		if f := n.settled(id)[0]; f.State != desk.FileStored || f.Size != 7 || f.Reason != "" {
			t.Errorf("%+v", f)
		}
	})
}

// due waits until the one wanted file is put off to a time.
func (n *node) due(t *testing.T, at time.Time) {
	t.Helper()
	n.until(fmt.Sprint("the file to be put off to ", at), func() bool {
		next, err := n.store.NextFile(t.Context())
		return err == nil && next == int64(desk.At(at))
	})
}

// TestGivenUp: what will never come is not asked for again; what only cannot be reached is given up after a day.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		for ref, c := range map[string]struct {
			give   func(context.Context) (channels.Content, error)
			reason string
		}{
			"refused": {func(context.Context) (channels.Content, error) {
				return channels.Content{}, &channels.FetchError{Reason: channels.FetchNoScope}
			}, "no_scope"},
			"odd": {func(context.Context) (channels.Content, error) {
				return channels.Content{}, &channels.FetchError{Reason: "<b>"}
			}, "refused"},
			"large": {content(strings.Repeat("x", mostSize+1)), "too_big"},
			"declared": {func(context.Context) (channels.Content, error) {
				return channels.Content{Body: io.NopCloser(strings.NewReader("x")), Size: mostSize + 1}, nil
			}, "too_big"},
			"empty": {content(""), "empty"},
		} {
			b.net.offers(ref, c.give)
			if f := n.settled(n.writes("net", "k-"+ref, ref))[0]; f.State != desk.FileFailed || f.Reason != c.reason || b.net.times(ref) != 1 {
				t.Errorf("%s: %+v after %d tries", ref, f, b.net.times(ref))
			}
		}
		if f := n.settled(n.writes("mute", "k", "r"))[0]; f.State != desk.FileFailed || f.Reason != "not_fetched" {
			t.Errorf("a channel that fetches nothing: %+v", f)
		}
		b.net.offers("late", unreachable)
		id := n.writes("net", "k-late", "late")
		n.attempted(id, "unavailable")
		b.clock.move(longest)
		n.media.Wake()
		if f := n.settled(id)[0]; f.State != desk.FileFailed || f.Reason != "unavailable" || b.net.times("late") != 2 {
			t.Errorf("after a day: %+v after %d tries", f, b.net.times("late"))
		}
	})
}

// TestBrokenInTheMiddle: a download that ends early is begun again; nothing of the first one stays.
func TestBrokenInTheMiddle(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		b.net.offers("r", func(context.Context) (channels.Content, error) {
			return channels.Content{Body: io.NopCloser(io.MultiReader(strings.NewReader("half"), broken{}))}, nil
		})
		id := n.writes("net", "k", "r")
		n.attempted(id, "unreachable")
		b.net.offers("r", content("half and half"))
		b.clock.move(time.Second)
		n.media.Wake()
		if f := n.settled(id)[0]; f.Size != 13 {
			t.Errorf("%+v", f)
		}
		if left := files(t, b.folder); len(left) != 1 {
			t.Errorf("the folder has %q", left)
		}
	})
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the line broke") }

// TestHandedIn: a customer's message takes over what the customer has handed in, and nothing that others have.
func TestHandedIn(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		me, other := desk.Address{Channel: "mute", Key: "me"}, desk.Address{Channel: "mute", Key: "other"}
		mine, err := n.media.HandIn(t.Context(), me, "a.png", bytes.NewReader(encoded(t, png.Encode, painted(20, 10))), mostSize)
		if err != nil || mine.Kind != desk.KindPhoto || channels.UploadKind(mine.ID) != desk.KindPhoto {
			t.Fatal(mine, err)
		}
		theirs, err := n.media.HandIn(t.Context(), other, "b.txt", strings.NewReader("theirs"), mostSize)
		if err != nil {
			t.Fatal(err)
		}
		got := n.settled(n.writes("mute", "me", "upload:"+mine.ID, "upload:"+theirs.ID, "upload:none"))
		if f := got[0]; f.State != desk.FileStored || f.Digest != mine.Digest || f.Blob == mine.Blob || f.Name != "a.png" || f.Thumb == "" {
			t.Errorf("one's own: %+v", f)
		}
		for _, f := range got[1:] {
			if f.State != desk.FileFailed || f.Reason != "gone" {
				t.Errorf("what is not one's own: %+v", f)
			}
		}
		n.until("the upload to be let go", func() bool {
			_, err := n.store.UploadOf(t.Context(), dbq.UploadOfParams{ID: mine.ID, Owner: "chat:mute/me"})
			return err != nil
		})
		n.until("its bytes to go with it", func() bool { return !n.lies(mine.Blob) && !n.lies(mine.Thumb) })
		if !n.lies(got[0].Blob) || !n.lies(got[0].Thumb) {
			t.Error("the message has lost its copy")
		}
		if _, err := n.store.UploadOf(t.Context(), dbq.UploadOfParams{ID: theirs.ID, Owner: "chat:mute/other"}); err != nil {
			t.Errorf("the other's upload: %v", err)
		}
	})
}

// lies says whether there are bytes under a key.
func (n *node) lies(key string) bool {
	b, err := n.media.Open(key)
	if err == nil {
		_ = b.Close()
	}
	return err == nil
}

// TestCustomersFilesGoWhole: what a customer takes back, what makes room for more, and what nobody sent in a day leaves no bytes behind, for
// an erasure would find no row that names them. What a person of the desk takes back is swept: a message may just be taking it.
// Shows SEC-01.
func TestCustomersFilesGoWhole(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.assemble("a")
		me, agent := desk.Address{Channel: "mute", Key: "me"}, router.AgentOwner("mei")
		hand := func() channels.Upload {
			u, err := n.media.HandIn(t.Context(), me, "a.png", bytes.NewReader(encoded(t, png.Encode, painted(20, 10))), mostSize)
			if err != nil || !n.lies(u.Blob) || !n.lies(u.Thumb) {
				t.Fatal(u, err)
			}
			return u
		}
		gone := func(what string, u channels.Upload) {
			t.Helper()
			if n.lies(u.Blob) || n.lies(u.Thumb) {
				t.Errorf("%s: its bytes are there still", what)
			}
		}
		back := hand()
		if err := n.media.TakeBack(t.Context(), me, back.ID); err != nil {
			t.Fatal(err)
		}
		gone("taken back", back)
		first := hand()
		b.clock.move(time.Second)
		for range mostUploads {
			hand()
		}
		gone("the oldest of too many", first)
		last := hand()
		kept, err := n.media.Keep(t.Context(), agent, "b.txt", strings.NewReader("an agent's"), mostSize)
		if err != nil {
			t.Fatal(err)
		}
		b.clock.move(uploadsLast + time.Hour)
		if err := n.media.Sweep(t.Context(), 256); err != nil {
			t.Fatal(err)
		}
		gone("a day old", last)
		if !n.lies(kept.Blob) {
			t.Error("what an agent handed in went before a commit can have ended")
		}
	})
}

// TestTwoNodesFetchEachOnce: of two nodes each takes what the other has not, and together they take every file once.
func TestTwoNodesFetchEachOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t))
	one, two := b.start("a"), b.start("b")
	const messages, each = 12, 3
	var ids []string
	for m := range messages {
		var refs []string
		for f := range each {
			ref := fmt.Sprintf("r%d-%d", m, f)
			b.net.offers(ref, content(ref))
			refs = append(refs, ref)
		}
		ids = append(ids, one.writes("net", fmt.Sprint("k", m), refs...))
		two.media.Wake()
	}
	for m, id := range ids {
		for f, got := range two.settled(id) {
			ref := fmt.Sprintf("r%d-%d", m, f)
			if got.State != desk.FileStored || string(two.media.o.Shelf.bytes(t, got.Blob)) != ref || b.net.times(ref) != 1 {
				t.Errorf("%s: %+v after %d fetches", ref, got, b.net.times(ref))
			}
		}
	}
	if left := files(t, b.folder); len(left) != messages*each {
		t.Errorf("%d files lie in the folder, want %d", len(left), messages*each)
	}
}

// TestNodesThatStop: what a node breaks off while it stops is taken at once by another one; what a killed node had claimed,
// when its claim has run out and not before.
func TestNodesThatStop(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t))
	one, two := b.start("a"), b.start("b")
	two.rest()
	b.net.offers("r", func(ctx context.Context) (channels.Content, error) {
		<-ctx.Done()
		return channels.Content{}, ctx.Err()
	})
	id := one.writes("net", "k", "r")
	b.asked("r")
	b.net.offers("r", content("here"))
	one.rest()
	three := b.start("c")
	if f := three.settled(id)[0]; f.State != desk.FileStored {
		t.Errorf("after a node stopped: %+v", f)
	}
	three.rest()

	b.net.offers("s", content("here"))
	id = two.writes("net", "k2", "s")
	dead := two.wanted(t)
	if !two.media.claim(t.Context(), &dead) || two.media.claim(t.Context(), &dbq.FilesWantedRow{Session: dead.Session, Seq: dead.Seq, N: dead.N, DueAt: dead.DueAt - 1}) {
		t.Fatal("a claim is not had once")
	}
	four := b.start("d")
	four.due(t, b.clock.now().Add(claimTime))
	if f := four.files(id)[0]; f.State != desk.FileWanted || b.net.times("s") != 0 {
		t.Errorf("before the claim has run out: %+v", f)
	}
	b.clock.move(claimTime)
	four.media.Wake()
	if f := four.settled(id)[0]; f.State != desk.FileStored || b.net.times("s") != 1 {
		t.Errorf("after it has: %+v", f)
	}
}

// wanted is the one file that is due.
func (n *node) wanted(t *testing.T) dbq.FilesWantedRow {
	t.Helper()
	rows, err := n.store.FilesWanted(t.Context(), dbq.FilesWantedParams{DueAt: int64(n.media.now()), Limit: 10})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

// TestRecordAway: when the event cannot be committed the next try takes what is here, and what the first try brought is swept
// in the end, as after a crash between the two.
func TestRecordAway(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		b.net.offers("r", content("here"))
		id := n.writes("net", "k", "r")
		w := n.claimed(t)
		n.media.one(t.Context(), w, settler(func() (bool, error) { return false, errors.New("the record is away") }))
		if left := files(t, b.folder); len(left) != 1 {
			t.Fatalf("the folder has %q", left)
		}
		b.clock.move(time.Second)
		w = n.claimed(t)
		n.media.one(t.Context(), w, n.router)
		got := n.settled(id)[0]
		if b.net.times("r") != 1 || string(n.media.o.Shelf.bytes(t, got.Blob)) != "here" {
			t.Errorf("what was here already was fetched %d times: %+v", b.net.times("r"), got)
		}
		if left := files(t, b.folder); got.State != desk.FileStored || len(left) != 2 {
			t.Fatalf("%+v; the folder has %q", got, left)
		}
		n.media.one(t.Context(), w, n.router) // a third node that is late
		if left := files(t, b.folder); len(left) != 2 {
			t.Errorf("who was late leaves %q", left)
		}
		b.clock.move(bytesLast + time.Hour)
		if err := n.media.Sweep(t.Context(), 256); err != nil {
			t.Fatal(err)
		}
		if left := files(t, b.folder); len(left) != 1 || string(n.media.o.Shelf.bytes(t, got.Blob)) != "here" {
			t.Errorf("after the sweep: %q", left)
		}
	})
}

type settler func() (bool, error)

func (s settler) FileSettled(context.Context, desk.SessionID, int64, int, desk.File) (bool, error) {
	return s()
}
