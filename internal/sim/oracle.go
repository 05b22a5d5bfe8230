package sim

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"

	faketelegram "firstline/internal/fake/telegram"
)

// judge asks every oracle once the system has stopped. The numbers are those of the promises I1 to I12. I6 (screens) is
// not asked here: there are no browsers in this simulation.
func (w *World) judge(out *Outcome) []string {
	r, err := readRecord(w.view)
	if err != nil {
		return []string{"the record cannot be read: " + err.Error()}
	}
	var f faults
	folds := map[string]*fold{}
	for _, s := range r.sessions {
		folds[s.ID] = foldOf(s, r.events[s.ID], r.messages[s.ID])
		out.Events += len(r.events[s.ID])
	}
	w.inbound(r, &f)
	w.outbound(r, folds, &f)
	w.replies(r, &f)
	w.sessions(r, folds, &f)
	w.rest(&f)
	out.Digest = w.digest(r, out)
	return f
}

// inbound: I1 what was acknowledged stands in the transcript, I2 once, I3 in the order of the network.
func (w *World) inbound(r *record, f *faults) {
	at := map[string][]messageRow{} // by conversation, oldest first
	for _, s := range r.sessions {
		for _, m := range r.messages[s.ID] {
			if m.Role == "customer" {
				at[s.Key] = append(at[s.Key], m)
			}
		}
	}
	for _, u := range w.tg.Updates() {
		if u.State != faketelegram.Delivered {
			f.add("I1 update %d of %d is %s: it never got through", u.ID, u.ChatID, u.State)
			continue
		}
		n := 0
		for _, m := range at[strconv.FormatInt(u.ChatID, 10)] {
			if m.Text == u.Text && (m.Kind == "edit") == (u.Kind == "edited_message") {
				n++
			}
		}
		f.must(n > 0, "I1 update %d (%q) of %d was acknowledged and is not in the transcript", u.ID, u.Text, u.ChatID)
		f.must(n < 2, "I2 update %d (%q) of %d stands %d times in the transcript", u.ID, u.Text, u.ChatID, n)
	}
	for key, ms := range at {
		last := int64(0)
		for _, m := range ms {
			if m.Kind == "edit" {
				continue
			}
			id, _ := strconv.ParseInt(m.External, 10, 64)
			f.must(id > last, "I3 conversation %s: message %d stands behind %d", key, id, last)
			last = id
		}
	}
}

// sent is what the network knows of one message.
type sent struct {
	arrived int
	first   int64 // the ledger's number of the first arrival
}

func (w *World) ledger(r *record, f *faults) map[string]*sent {
	by, key := map[string]*sent{}, map[string]string{}
	for _, s := range r.sessions {
		key[s.ID] = s.Key
	}
	for _, s := range w.tg.Sends() {
		_, id, seq := unmark(s.Text)
		f.must(key[string(id)] == strconv.FormatInt(s.ChatID, 10), "I5 %q went to chat %d", s.Text, s.ChatID)
		x := by[fmt.Sprint(id, ":", seq)]
		if x == nil {
			x = &sent{}
			by[fmt.Sprint(id, ":", seq)] = x
		}
		if s.Done {
			if x.arrived++; x.arrived == 1 {
				x.first = s.Seq
			}
		}
	}
	return by
}

// outbound: I4 every message that had to leave is in one state, and the network agrees; I5 it arrived at most once,
// unless a person sent it again; and what arrived, arrived in order.
func (w *World) outbound(r *record, folds map[string]*fold, f *faults) {
	by := w.ledger(r, f)
	newest := map[string]int64{}
	for _, s := range r.sessions {
		for _, m := range r.messages[s.ID] {
			if m.Delivery == "" {
				continue
			}
			name := fmt.Sprint(s.ID, ":", m.Seq)
			x, again := by[name], folds[s.ID].resent[m.Seq]
			if x == nil {
				x = &sent{}
			}
			f.must(x.arrived <= 1+again, "I5 %s %q arrived %d times and was sent again by a person %d times", name, m.Text, x.arrived, again)
			switch m.Delivery {
			case "sent":
				f.must(x.arrived > 0 || m.Why == "marked delivered", "I4 %s %q counts as sent and never arrived", name, m.Text)
			case "failed":
				f.must(x.arrived == 0 || again > 0, "I4 %s %q counts as failed and arrived", name, m.Text)
			case "unconfirmed":
			default:
				f.add("I4 %s %q is still %s", name, m.Text, m.Delivery)
			}
			if x.arrived == 0 || again > 0 {
				continue
			}
			f.must(x.first > newest[s.Key], "I3 %s %q arrived before an older message of the conversation", name, m.Text)
			newest[s.Key] = x.first
		}
	}
}

// replies: I4 from the people's side: what the system said was done stands once, what it refused does not stand.
func (w *World) replies(r *record, f *faults) {
	for _, p := range w.people {
		for _, a := range p.said {
			n := 0
			for _, m := range r.messages[string(a.Session)] {
				if m.Client == a.Client {
					n++
					f.must(m.Text == a.Text && m.Author == string(p.id), "I4 %s stands with another text or author", a.Client)
				}
			}
			switch a.Answer {
			case answerDone:
				f.must(n == 1, "I4 %s was confirmed and stands %d times", a.Client, n)
			case answerRefused:
				f.must(n == 0, "I4 %s was refused and stands %d times", a.Client, n)
			default:
				f.must(n <= 1, "I4 %s stands %d times", a.Client, n)
			}
		}
	}
}

// sessions: I7 holders, I9 deadlines, I10 greeting and closing, I12 columns, counters and the chain.
func (w *World) sessions(r *record, folds map[string]*fold, f *faults) {
	ordinal := map[string]int64{}
	now := w.now().UnixMilli()
	if !w.rested.IsZero() {
		now = w.rested.UnixMilli() // behind it the nodes only stop, which waits for a call that hangs
	}
	for _, s := range r.sessions {
		ordinal[s.Key]++
		f.must(s.Ordinal == ordinal[s.Key], "I12 session %s has the number %d, it is the %d. at %s", s.ID, s.Ordinal, ordinal[s.Key], s.Key)
		d := folds[s.ID]
		for _, what := range d.wrong {
			f.add("%s (session %s)", what, s.ID)
		}
		f.must(d.holder == s.Holder, "I7 session %s is held by %q, its events say %q", s.ID, s.Holder, d.holder)
		f.must(d.due() == s.Due, "I9 session %s is due %d, its events say %d", s.ID, s.Due, d.due())
		f.must(s.Due == 0 || s.Due > now-5000, "I9 session %s was due %d ms ago and nothing happened", s.ID, now-s.Due)
		f.must(d.greetings == 1, "I10 session %s was greeted %d times", s.ID, d.greetings)
		f.must(d.closings == d.closes, "I10 session %s: %d closes and %d closing texts", s.ID, d.closes, d.closings)
		f.must(s.Phase != "closing" && s.Phase != "queued", "I11 session %s is still %s", s.ID, s.Phase)
		f.must(s.Phase != "serving" || s.Holder != "", "I11 session %s is serving and nobody has it", s.ID)
		f.must(len(s.State.InFlight) == 0, "I11 session %s waits for the delivery of %v", s.ID, s.State.InFlight)
		w.columns(s, r, f)
		chain(s, r.events[s.ID], f)
	}
}

func (w *World) columns(s sessionRow, r *record, f *faults) {
	holder := ""
	if s.State.Holder != nil {
		holder = s.State.Holder.Agent
	}
	f.must(s.Version == s.State.Version && s.Phase == s.State.Phase && s.Holder == holder, "I12 session %s: its columns differ from its state", s.ID)
	f.must(int64(len(r.events[s.ID])) == s.Version, "I12 session %s has version %d and %d events", s.ID, s.Version, len(r.events[s.ID]))
	ms := r.messages[s.ID]
	f.must(int64(len(ms)) == s.State.Seq && ms[len(ms)-1].Seq == s.State.Seq, "I12 session %s: the last message is %d and there are %d", s.ID, s.State.Seq, len(ms))
}

// chain computes the hash chain anew.
func chain(s sessionRow, events []eventRow, f *faults) {
	var head []byte
	for _, e := range events {
		h := sha256.New()
		var nums [16]byte
		binary.BigEndian.PutUint64(nums[:8], uint64(e.Version))
		binary.BigEndian.PutUint64(nums[8:], uint64(e.At))
		for _, b := range [][]byte{head, []byte(s.ID), nums[:], []byte(e.Kind), []byte(e.Who), []byte(e.Body)} {
			var n [8]byte
			binary.BigEndian.PutUint64(n[:], uint64(len(b)))
			h.Write(n[:])
			h.Write(b)
		}
		head = h.Sum(nil)
		f.must(bytes.Equal(head, e.Hash), "I12 session %s: the chain breaks at version %d", s.ID, e.Version)
	}
	f.must(bytes.Equal(head, s.Head), "I12 session %s: its head is not the end of its chain", s.ID)
}

// rest: I11 nothing is left behind.
func (w *World) rest(f *faults) {
	for what, query := range map[string]string{
		"I11 raw rows that nobody carried": "SELECT count(*) FROM pending",
		"I11 rows in the outbox":           "SELECT count(*) FROM outbox",
		"I1 events in quarantine":          "SELECT count(*) FROM quarantine",
		"I12 orphan events":                "SELECT count(*) FROM event WHERE session NOT IN (SELECT id FROM session)",
		"I8 agents with a wrong load":      "SELECT count(*) FROM agent a WHERE a.load <> (SELECT count(*) FROM session s WHERE s.holder = a.id AND s.phase <> 'closed')",
	} {
		if n := w.count(query); n != 0 {
			f.add("%s: %d", what, n)
		}
	}
}
