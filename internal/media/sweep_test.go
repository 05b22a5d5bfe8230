package media

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/cases"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/router"
)

// TestSweep: what nobody has goes after two days, what somebody has stays, an upload that its customer does not send goes after one, and
// the folder's mark stays.
func TestSweep(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		shelf := n.media.o.Shelf
		if err := shelf.Claim(t.Context(), n.store); err != nil {
			t.Fatal(err)
		}
		b.net.offers("r", content(string(encoded(t, png.Encode, painted(9, 9)))))
		kept := n.settled(n.writes("net", "k", "r"))[0]
		up, err := n.media.HandIn(t.Context(), desk.Address{Channel: "net", Key: "k"}, "x.png", bytes.NewReader(encoded(t, png.Encode, painted(8, 8))), mostSize)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := shelf.Take(t.Context(), "nobody's", strings.NewReader("x"), mostSize); err != nil {
			t.Fatal(err)
		}
		half, err := shelf.begin()
		if err != nil {
			t.Fatal(err)
		}
		if err := half.Close(); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			after time.Duration
			left  int
		}{{0, 7}, {uploadsLast - time.Minute, 7}, {2 * time.Minute, 5}, {bytesLast - uploadsLast, 3}} { // the mark, the file, its small picture
			b.clock.move(c.after)
			if err := n.media.Sweep(t.Context(), 256); err != nil {
				t.Fatal(err)
			}
			if left := files(t, b.folder); len(left) != c.left {
				t.Errorf("%v later: %q, want %d", c.after, left, c.left)
			}
		}
		if len(shelf.bytes(t, kept.Blob)) == 0 || len(shelf.bytes(t, kept.Thumb)) == 0 {
			t.Error("the message's file is gone")
		}
		if _, err := shelf.Open(up.Blob); err == nil {
			t.Error("the old upload is still there")
		}
	})
}

// TestSweepSeesAllInADay: a day's sweeps look at every part of the folder.
func TestSweepSeesAllInADay(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t))
	n := b.assemble("a")
	defer func() { _ = n.store.Close() }()
	for _, part := range fan() {
		key := part + strings.Repeat("0", keyLength-2)
		err := n.media.o.Shelf.enter(key, func(at string) error { return n.media.o.Shelf.root.WriteFile(at, []byte("x"), 0o600) })
		if err != nil {
			t.Fatal(err)
		}
	}
	b.clock.move(bytesLast + time.Hour)
	for range 24 {
		if err := n.media.Sweep(t.Context(), sweepShare); err != nil {
			t.Fatal(err)
		}
		b.clock.move(time.Hour)
	}
	if left := files(t, b.folder); len(left) != 0 {
		t.Errorf("%d parts were not looked at, such as %s", len(left), left[0])
	}
}

// TestSweepLeavesEvidence: what a complaint has taken stays for ever, bytes and all, and takes no room of who handed it in
// (ORG-07).
func TestSweepLeavesEvidence(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		var kept []channels.Upload
		for i := range mostUploads + 2 { // more than one person may have lying about
			up, err := n.media.Keep(t.Context(), router.AgentOwner("mei"), "x.png", bytes.NewReader(encoded(t, png.Encode, painted(9+i, 9))), mostSize)
			if err == nil {
				err = n.store.Write(t.Context(), func(q *dbq.Queries) error {
					_, err := q.PassUpload(t.Context(), dbq.PassUploadParams{ID: up.ID, Owner: router.AgentOwner("mei"), Heir: cases.FileOwner("c")})
					return err
				})
			}
			if err != nil {
				t.Fatal(err)
			}
			kept = append(kept, up)
		}
		b.clock.move(bytesLast + uploadsLast + time.Hour)
		for range 2 {
			if err := n.media.Sweep(t.Context(), 256); err != nil {
				t.Fatal(err)
			}
		}
		for i, up := range kept {
			if len(n.media.o.Shelf.bytes(t, up.Blob)) == 0 || len(n.media.o.Shelf.bytes(t, up.Thumb)) == 0 {
				t.Errorf("file %d is gone", i)
			}
		}
		if have, err := n.store.UploadsOf(t.Context(), cases.FileOwner("c")); err != nil || have.N != int64(len(kept)) {
			t.Errorf("%d files are known (%v)", have.N, err)
		}
	})
}
