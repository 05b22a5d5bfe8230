package sessions_test

import (
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// rationed is a session at anna's desk whose network takes three messages within an hour of each of the customer's; the greeting was one.
func rationed(t *testing.T) *witness {
	t.Helper()
	w := newWitness(t, houseRules())
	w.must(sessions.CustomerWrote{At: morning(), Kind: desk.KindText, Quota: hourly(), Opening: &sessions.Opening{Session: "s1",
		Address: desk.Address{Channel: "tg", Key: "7"}, Ordinal: 1, Rules: "house"}})
	w.must(sessions.Assigned{At: morning() + 1000, Agent: "anna", By: "system", Reason: "assigned"})
	w.arrived(morning() + 2000)
	return w
}

func hourly() *sessions.Quota { return &sessions.Quota{Messages: 3, Within: time.Hour.Milliseconds()} }

// arrived reports everything that is on its way as sent.
func (w *witness) arrived(at desk.Millis) {
	w.t.Helper()
	for len(w.s.InFlight) > 0 {
		w.must(sessions.DeliveryReported{At: at, Seq: w.s.InFlight[0].Seq, Delivery: desk.DeliverySent})
	}
}

// left wants so many messages to be left.
func (w *witness) left(at desk.Millis, want int) {
	w.t.Helper()
	if w.s.Allowance == nil || w.s.Allowance.Left(at) != want {
		w.t.Fatalf("%+v is left, want %d", w.s.Allowance, want)
	}
}

// turnedDown wants a command to be refused with a code, and nothing to have changed.
func (w *witness) turnedDown(e sessions.Event, code string) string {
	w.t.Helper()
	before := w.s.Version
	_, err := w.apply(e)
	if codeOf(err) != code || w.s.Version != before {
		w.t.Fatalf("%s: %v, want %s", sessions.Kind(e), err, code)
	}
	return err.Error()
}

func reply(at desk.Millis, id string, cuts ...int) sessions.AgentReplied {
	return sessions.AgentReplied{At: at, Agent: "anna", ClientID: id, Cuts: cuts}
}

// TestQuota: what leaves is counted from the customer's last message on, what would be too much is refused before anything has left, notes and the
// close without a closing go on, and the next message of the customer begins anew.
func TestQuota(t *testing.T) {
	t.Parallel()
	at := morning() + 10_000
	w := rationed(t)
	w.left(at, 2)
	if said := w.turnedDown(reply(at, "long", 3, 6), sessions.QuotaUsed); !strings.Contains(said, "3 messages") || !strings.Contains(said, "2 more") {
		t.Errorf("of an answer in three messages it is said: %s", said)
	}
	w.must(reply(at, "r1", 3))
	w.arrived(at)
	w.left(at, 0)
	if said := w.turnedDown(reply(at, "r2"), sessions.QuotaUsed); !strings.Contains(said, "all 3 messages") || !strings.Contains(said, "customer") {
		t.Errorf("of the fourth message it is said: %s", said)
	}
	w.turnedDown(sessions.ConfirmAsked{At: at, By: "anna", ClientID: "c"}, sessions.QuotaUsed)
	w.turnedDown(sessions.CloseRequested{At: at, By: "anna", ClientID: "x", Outcome: "solved"}, sessions.QuotaUsed)
	w.must(sessions.NoteAdded{At: at, Agent: "anna", ClientID: "n", Words: sessions.Words{Text: "等客户来信"}})
	w.must(sessions.CustomerWrote{At: at, Kind: desk.KindEdit, ReplyTo: "1"}) // changes what was said, and begins nothing
	w.left(at, 0)
	w.must(sessions.CustomerWrote{At: at + 1000, Kind: desk.KindText, Quota: hourly()})
	w.left(at+1000, 3)
	late := at + 1000 + desk.Millis(time.Hour.Milliseconds()) + 1
	w.left(late-1, 3)
	w.left(late, 0)
	if said := w.turnedDown(reply(late, "r3"), sessions.QuotaUsed); !strings.Contains(said, "since 20") {
		t.Errorf("behind the window it is said: %s", said)
	}
	w.must(sessions.CloseRequested{At: late, By: "anna", ClientID: "x", Outcome: "no_response", Skip: sessions.QuotaUsed})
	if w.s.Phase != sessions.Closed || w.s.Ending.Closing.Skipped != sessions.QuotaUsed {
		t.Errorf("the session is %s with %+v", w.s.Phase, w.s.Ending)
	}
}

// TestQuotaOfWhatFailed: a message that did not arrive costs nothing, sending it again does, and what the network says of its quota holds.
func TestQuotaOfWhatFailed(t *testing.T) {
	t.Parallel()
	at := morning() + 10_000
	w := rationed(t)
	w.must(reply(at, "r1"))
	w.must(sessions.DeliveryReported{At: at, Seq: w.s.Seq, Delivery: desk.DeliveryFailed, Reason: "refused"})
	w.left(at, 2)
	w.must(sessions.DeliveryResolved{At: at, By: "anna", Seq: w.s.Seq, As: "resend"})
	w.left(at, 1)
	w.must(sessions.DeliveryReported{At: at, Seq: w.s.Seq, Delivery: desk.DeliveryFailed, Reason: sessions.QuotaUsed})
	w.left(at, 0)
	w.turnedDown(sessions.DeliveryResolved{At: at, By: "anna", Seq: w.s.Seq, As: "resend"}, sessions.QuotaUsed)
	// A message of before the customer wrote again gives nothing back and takes nothing away.
	w = rationed(t)
	w.must(reply(at, "r1"))
	old := w.s.Seq
	w.must(sessions.CustomerWrote{At: at + 1, Kind: desk.KindText, Quota: hourly()})
	w.must(sessions.DeliveryReported{At: at + 2, Seq: old, Delivery: desk.DeliveryFailed, Reason: sessions.QuotaUsed})
	w.left(at+2, 3)
	// One whose configuration knows of no quota believes the network all the same, until the customer writes.
	w = asked(t)
	w.arrived(at)
	w.must(reply(at, "r1"))
	w.must(sessions.DeliveryReported{At: at, Seq: w.s.Seq, Delivery: desk.DeliveryFailed, Reason: sessions.QuotaUsed})
	w.turnedDown(reply(at, "r2"), sessions.QuotaUsed)
	w.must(sessions.CustomerWrote{At: at + 1, Kind: desk.KindText})
	if w.s.Allowance != nil {
		t.Errorf("the customer wrote, and %+v is left", w.s.Allowance)
	}
	w.must(reply(at+2, "r3"))
}

// TestQuotaKeepsTheLastForPeople: what the desk says by itself never takes the last message.
func TestQuotaKeepsTheLastForPeople(t *testing.T) {
	t.Parallel()
	apologies := func(messages int) int {
		rules := houseRules()
		rules.Apology = true
		w := newWitness(t, rules)
		w.must(sessions.CustomerWrote{At: morning(), Kind: desk.KindText, Quota: &sessions.Quota{Messages: messages}, Opening: &sessions.Opening{Session: "s1",
			Address: desk.Address{Channel: "tg", Key: "7"}, Ordinal: 1, Rules: "house"}})
		n := 0
		for _, e := range w.must(sessions.TimeReached{At: w.s.Waits[0].Due}) {
			if d, ok := e.(sessions.Deliver); ok && d.Message.Purpose == sessions.ForApology {
				n++
			}
		}
		return n
	}
	if with, without := apologies(3), apologies(2); with != 1 || without != 0 {
		t.Errorf("%d apologies with two messages left, %d with one", with, without)
	}
}

// TestQuotaOfNone: without one in its events a session has no allowance, as all from before there were any.
func TestQuotaOfNone(t *testing.T) {
	t.Parallel()
	w := served(t)
	for range 20 {
		w.must(reply(morning()+30_000, ""))
	}
	if w.s.Allowance != nil {
		t.Errorf("%+v", w.s.Allowance)
	}
}
