package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

// settle waits, without any trouble, until nothing is left to do: I11 says that this comes.
func (w *World) settle() error {
	w.people[len(w.people)-1].status(desk.StatusOnline)
	for _, left := range []struct {
		what string
		zero func() int
	}{
		{"a node to run", func() int { return len(w.slots) - len(w.nodes()) }},
		{"the network to hand over all updates", func() int { return int(w.tg.Counts().States[faketelegram.Pending]) }},
		{"all raw rows to be carried", func() int { return w.count("SELECT count(*) FROM pending") }},
		{"the outbox to be empty", func() int { return w.count("SELECT count(*) FROM outbox") }},
		{"all sessions to have an agent", func() int { return w.count("SELECT count(*) FROM session WHERE phase IN ('queued', 'closing')") }},
		{"all deadlines to be met", func() int {
			return w.count("SELECT count(*) FROM session WHERE next_due > 0 AND next_due < ?", w.now().UnixMilli()-2000)
		}},
	} {
		if err := w.until(left.what, 3*time.Minute, func() bool { return left.zero() == 0 }); err != nil {
			return err
		}
	}
	nap(3*time.Second, nil)
	w.rested = w.now()
	w.trace.add("everything has settled")
	return nil
}

// strike plants the defects that go straight into the record.
func (w *World) strike() {
	if w.mut == nil {
		return
	}
	statement := map[string]string{
		Load:   "UPDATE agent SET load = load + 1 WHERE id = 'agent-0'",
		Drop:   "CREATE TRIGGER vanish AFTER INSERT ON outbox WHEN NEW.seq % 5 = 0 BEGIN DELETE FROM outbox WHERE session = NEW.session AND seq = NEW.seq; END",
		Tamper: "DROP TRIGGER event_no_update; UPDATE event SET who = 'nobody' WHERE version = 1",
	}[w.mut.Kind]
	n := w.pick(0)
	if statement == "" || n == nil {
		return
	}
	if err := n.store.Exec(w.ctx(), statement); err == nil {
		w.mut.Hits.Add(1)
	}
}

// digest is a hash over everything that came out, without random ids: the same seed gives the same digest as far as
// the run is repeatable.
func (w *World) digest(r *record, out *Outcome) string {
	h := sha256.New()
	name := map[string]string{}
	for _, s := range r.sessions {
		name[s.ID] = fmt.Sprint(s.Key, "/", s.Ordinal)
		for _, e := range r.events[s.ID] {
			_, _ = fmt.Fprintln(h, name[s.ID], e.Version, e.At, e.Kind, e.Who)
		}
	}
	for _, s := range w.tg.Sends() {
		text, id, seq := unmark(s.Text)
		_, _ = fmt.Fprintln(h, s.At.UnixNano(), s.ChatID, text, name[string(id)], seq, s.Done, s.Code)
	}
	out.Coarse = w.coarse(r, name)
	for _, u := range w.tg.Updates() {
		_, _ = fmt.Fprintln(h, u.ID, u.ChatID, u.Text, u.State, u.Attempts, u.DoneAt.UnixNano())
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// coarse is a hash over the transcripts alone: who said what, in which order, and what became of it.
func (w *World) coarse(r *record, name map[string]string) string {
	h := sha256.New()
	for _, s := range r.sessions {
		for _, m := range r.messages[s.ID] {
			_, _ = fmt.Fprintln(h, name[s.ID], m.Seq, m.Role, m.Author, m.Purpose, m.Text, m.Delivery)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
