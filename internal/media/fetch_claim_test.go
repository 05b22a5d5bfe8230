package media

import (
	"context"
	"errors"
	"image/png"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// claimed is the one file that is due, claimed.
func (n *node) claimed(t *testing.T) dbq.FilesWantedRow {
	t.Helper()
	w := n.wanted(t)
	if !n.media.claim(t.Context(), &w) {
		t.Fatal("no claim")
	}
	return w
}

// TestTryThatKilled: a picture whose first try ended with its node comes without a small one, so that a picture which takes
// too much memory takes one node down at most; one that was only not reached, or given back, has it.
func TestTryThatKilled(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		picture := content(string(encoded(t, png.Encode, painted(60, 40))))
		for ref, c := range map[string]struct {
			first func(w dbq.FilesWantedRow)
			thumb bool
		}{
			"killed": {func(dbq.FilesWantedRow) {}, false},
			"unreached": {func(w dbq.FilesWantedRow) {
				b.net.offers("unreached", unreachable)
				n.media.one(t.Context(), w, n.router)
			}, true},
			"given back": {func(w dbq.FilesWantedRow) { n.media.giveBack(w) }, true},
		} {
			id := n.writes("net", ref, ref)
			c.first(n.claimed(t))
			b.net.offers(ref, picture)
			b.clock.move(claimTime)
			n.media.one(t.Context(), n.claimed(t), n.router)
			if f := n.files(id)[0]; f.State != desk.FileStored || f.Kind != desk.KindDocument || f.Width != 60 || (f.Thumb != "") != c.thumb {
				t.Errorf("%s: %+v", ref, f)
			}
		}
	})
}

// TestClaimThatRanOut: who comes back after the claim has run out does not put off what another node has by then.
func TestClaimThatRanOut(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		n.writes("net", "k", "r")
		late := n.claimed(t)
		b.clock.move(claimTime)
		n.claimed(t)
		n.media.giveBack(late)
		n.media.putOff(t.Context(), late, n.media.now(), "unreachable")
		n.due(t, b.clock.now().Add(claimTime))
	})
}

// TestChannelOfOtherNodes: a node that does not have the channel leaves the file to those that have it, for a day.
func TestChannelOfOtherNodes(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		id := n.writes("net", "k", "r")
		b.net.offers("r", content("here"))
		all := n.media.o.Channels
		n.media.o.Channels = map[desk.ChannelID]channels.Adapter{}
		n.media.one(t.Context(), n.claimed(t), n.router)
		if f := n.files(id)[0]; f.State != desk.FileWanted || f.Reason != "no_channel" {
			t.Fatalf("%+v", f)
		}
		n.media.o.Channels = all
		b.clock.move(time.Second)
		n.media.one(t.Context(), n.claimed(t), n.router)
		if f := n.files(id)[0]; f.State != desk.FileStored {
			t.Errorf("where the channel is: %+v", f)
		}
	})
}

// TestNeverRecorded: what cannot be recorded for a day is given up, and looked at once a day from then on.
func TestNeverRecorded(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		b.net.offers("r", content("here"))
		n.writes("net", "k", "r")
		b.clock.move(longest)
		var told []desk.FileState
		n.media.one(t.Context(), n.claimed(t), teller(func(f desk.File) { told = append(told, f.State) }))
		if len(told) != 2 || told[0] != desk.FileStored || told[1] != desk.FileFailed {
			t.Errorf("the record is told %q", told)
		}
		n.due(t, b.clock.now().Add(longest))
	})
}

// teller is a record that hears and does not take.
type teller func(desk.File)

func (s teller) FileSettled(_ context.Context, _ desk.SessionID, _ int64, _ int, f desk.File) (bool, error) {
	s(f)
	return false, errors.New("the record is away")
}
