package webchat

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/channels"
	"firstline/internal/desk"
)

func agentSays(text string) channels.Entry {
	return channels.Entry{Role: desk.RoleAgent, Author: "张敏", Kind: desk.KindText, Text: text, Delivery: desk.DeliverySent}
}

func TestResumeFromTheBeginningInPages(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	for i := range 2*fullPage + 17 {
		b.host.write(at, agentSays(fmt.Sprint(i)))
	}
	all, last := b.hello(t, token, channels.Cursor{}).caughtUp()
	if len(all) != 2*fullPage+17 || last.Cursor != (channels.Cursor{Ordinal: 1, Version: 2*fullPage + 17}) {
		t.Fatalf("%d entries up to %+v", len(all), last.Cursor)
	}
	for i, e := range all {
		if e.Text != fmt.Sprint(i) {
			t.Fatalf("entry %d says %q", i, e.Text)
		}
	}
}

func TestResumeAfterACursor(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	for i := range 5 {
		b.host.write(at, agentSays(fmt.Sprint(i)))
	}
	c := b.hello(t, token, channels.Cursor{Ordinal: 1, Version: 3})
	all, _ := c.caughtUp()
	if len(all) != 2 || all[0].Text != "3" || all[1].Text != "4" {
		t.Errorf("got %+v", all)
	}
	b.host.write(at, agentSays("5"))
	if f := c.until("entries"); len(f.Entries) != 1 || f.Entries[0].Text != "5" || f.More {
		t.Errorf("live: %+v", f)
	}
}

// A page that is up to date costs the host one read.
func TestResumeUpToDateIsOneRead(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	b.host.write(at, agentSays("好的"))
	c := b.hello(t, token, channels.Cursor{Ordinal: 1, Version: 1})
	if all, _ := c.caughtUp(); len(all) != 0 {
		t.Errorf("got %+v", all)
	}
	b.host.set(func(h *memHost) {
		if h.reads != 1 {
			t.Errorf("%d reads", h.reads)
		}
	})
}

func TestManyWakesAreFewReads(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	c.caughtUp()
	gate := make(chan struct{})
	b.host.set(func(h *memHost) { h.gate = gate })
	for i := range 50 {
		b.host.write(at, agentSays(fmt.Sprint(i)))
	}
	b.host.set(func(h *memHost) { h.gate = nil })
	close(gate)
	for n := 0; n < 50; {
		n += len(c.until("entries").Entries)
	}
	b.host.set(func(h *memHost) {
		if h.reads > 6 {
			t.Errorf("%d reads for 50 wakes at once", h.reads)
		}
	})
}

func TestTranscriptAwayIsTriedAgain(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	b.host.write(at, agentSays("您好"))
	b.host.set(func(h *memHost) { h.readErr = away() })
	c := b.hello(t, token, channels.Cursor{})
	c.say("m-1", "在吗") // answers go on meanwhile
	c.until("kept")
	b.host.set(func(h *memHost) { h.readErr = nil })
	var texts []string
	all, _ := c.caughtUp()
	for _, e := range all {
		texts = append(texts, e.Text)
	}
	if diff := cmp.Diff([]string{"您好", "在吗"}, texts); diff != "" {
		t.Error(diff)
	}
}

// A cursor beyond our history is from another one (a restored backup): the page is told to start again.
func TestForeignCursorIsReset(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	b.host.write(at, agentSays("您好"))
	c := b.hello(t, token, channels.Cursor{Ordinal: 1, Version: 99})
	f := c.until("entries")
	if !f.Reset || len(f.Entries) != 1 {
		t.Errorf("got %+v", f)
	}
	if f = c.until("entries"); f.Reset || f.More {
		t.Errorf("then %+v", f)
	}
}

// What an entry says about itself may change; the page gets the newer state under the same number.
func TestChangedEntryComesAgain(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	at, token := b.visitor()
	b.host.write(at, agentSays("错字"))
	c := b.hello(t, token, channels.Cursor{})
	c.caughtUp()
	b.host.set(func(h *memHost) {
		k := h.talk(at)
		k.version++
		k.entries[0].Text, k.changed[0] = "改好", k.version
	})
	b.host.wakeAll(at)
	if f := c.until("entries"); len(f.Entries) != 1 || f.Entries[0].Seq != 1 || f.Entries[0].Text != "改好" {
		t.Errorf("got %+v", f)
	}
}

func TestOneVisitorNeverSeesAnother(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	theirs, _ := b.visitor()
	_, token := b.visitor()
	b.host.write(theirs, agentSays("给别人的"))
	c := b.hello(t, token, channels.Cursor{})
	if all, _ := c.caughtUp(); len(all) != 0 {
		t.Errorf("got %+v", all)
	}
	b.host.write(theirs, agentSays("也是"))
	c.send(map[string]any{"op": "ping"})
	if f := c.next(); f.Op != "pong" {
		t.Errorf("got %+v", f)
	}
}
