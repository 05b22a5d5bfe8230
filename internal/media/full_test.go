package media

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
)

// codeOf is the code of a refusal.
func codeOf(err error) string {
	var e *desk.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Code
}

// TestBudgetOfAllVisitors: customers who each hand in little are together held to a budget, those on their way included;
// agents are not, and what is let go makes room.
func TestBudgetOfAllVisitors(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.media.chat.most = 64 << 10
		visitor := func(key string) desk.Address { return desk.Address{Channel: "mute", Key: key} }
		hand := func(key string, body io.Reader) (string, error) {
			got, err := n.media.HandIn(t.Context(), visitor(key), "a.bin", body, 30<<10)
			return got.ID, err
		}
		first, err := hand("1", strings.NewReader(strings.Repeat("x", 30<<10)))
		if err != nil {
			t.Fatal(err)
		}
		slow, feed := io.Pipe()
		slowly := make(chan error)
		go func() { _, err := hand("2", slow); slowly <- err }()
		if _, err := feed.Write([]byte("x")); err != nil { // it is on its way
			t.Fatal(err)
		}
		if _, err := hand("3", strings.NewReader("x")); codeOf(err) != "files_full" || desk.KindOf(err) != desk.Unavailable {
			t.Errorf("beside one that is still coming: %v", err)
		}
		if err := errors.Join(feed.Close(), <-slowly); err != nil {
			t.Fatal(err)
		}
		if _, err := hand("3", strings.NewReader("x")); err != nil { // 34 KiB lie there now, 30 more may come
			t.Errorf("what did not come is still set aside: %v", err)
		}
		b.clock.move(budgetLasts) // by the record, as another node sees it
		if _, err := hand("4", strings.NewReader("x")); codeOf(err) != "files_full" {
			t.Errorf("a fourth visitor: %v", err)
		}
		if _, err := n.media.Keep(t.Context(), "agent:mei", "a.bin", strings.NewReader(strings.Repeat("x", 60<<10)), 60<<10); err != nil {
			t.Errorf("an agent: %v", err)
		}
		if err := n.media.TakeBack(t.Context(), visitor("1"), first); err != nil {
			t.Fatal(err)
		}
		b.clock.move(budgetLasts)
		if _, err := hand("4", strings.NewReader("x")); err != nil {
			t.Errorf("after one was taken back: %v", err)
		}
	})
}

// TestFloorOfTheDisk: on a disk with less room than the floor nothing is taken in: what is handed in is refused, and what a
// network has is not asked for and comes when there is room.
func TestFloorOfTheDisk(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		shelf := n.media.o.Shelf
		if left, err := shelf.free(); err != nil || left <= 0 {
			t.Errorf("the disk says %d, %v", left, err)
		}
		left := int64(99)
		shelf.floor, shelf.free = 100, func() (int64, error) { return left, nil }
		for name, keep := range map[string]func() error{
			"an agent": func() error {
				_, err := n.media.Keep(t.Context(), "agent:mei", "a", strings.NewReader("x"), 1)
				return err
			},
			"a customer": func() error {
				_, err := n.media.HandIn(t.Context(), desk.Address{Channel: "mute", Key: "k"}, "a", strings.NewReader("x"), 1)
				return err
			},
		} {
			if err := keep(); codeOf(err) != "files_full" {
				t.Errorf("%s: %v", name, err)
			}
		}
		b.net.offers("r", content("here"))
		id := n.writes("net", "k", "r")
		n.media.one(t.Context(), n.claimed(t), n.router)
		if f := n.files(id)[0]; f.State != desk.FileWanted || f.Reason != "disk_full" || b.net.times("r") != 0 {
			t.Errorf("%+v after %d fetches", f, b.net.times("r"))
		}
		if lie := files(t, b.folder); len(lie) != 0 {
			t.Errorf("the folder has %q", lie)
		}
		left = 100
		b.clock.move(time.Second)
		n.media.one(t.Context(), n.claimed(t), n.router)
		if f := n.files(id)[0]; f.State != desk.FileStored {
			t.Errorf("with room: %+v", f)
		}
	})
}
