package sessions_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestAnyLife leads sessions through random events, sensible ones and impossible ones, under random rules. Everything
// that witness knows is checked after each of them. More of it: go test ./sessions -run AnyLife -rapid.checks=200000
func TestAnyLife(t *testing.T) {
	t.Parallel()
	rapid.Check(t, anyLife)
}

func anyLife(t *rapid.T) {
	l := &life{witness: newWitness(t, anyRules(t)), t: t, now: morning()}
	l.open()
	t.Repeat(map[string]func(*rapid.T){
		"customer": l.customer,
		"reply":    l.reply,
		"note":     l.leaveNote,
		"assign":   l.assign,
		"transfer": l.transfer,
		"return":   l.giveBack,
		"close":    l.close,
		"report":   l.report,
		"resolve":  l.resolve,
		"marked":   l.marked,
		"file":     l.file,
		"saw":      l.saw,
		"change":   l.change,
		"time":     l.time,
		"accept":   l.accept,
		"sort":     l.sort,
		"regard":   l.regard,
		"forget":   l.forget,
		"verify":   l.verify,
		"ask":      l.ask,
		"tell":     l.tell,
		"promise":  l.promise,
		"settle":   l.settle,
		"rate":     l.rate,
		"confirm":  l.confirm,
		"waive":    l.waive,
		"notice":   l.notice,
		"reopen":   l.reopen,
	})
	l.replays()
}

func anyRules(t *rapid.T) sessions.Rules {
	r := houseRules()
	if rapid.Bool().Draw(t, "full") {
		r = fullRules()
		r.Steps = often(t, "steps")
		r.Offer = time.Duration(rapid.SampledFrom([]int{0, 20}).Draw(t, "offer")) * time.Second
		r.Warning = time.Duration(rapid.SampledFrom([]int{0, 20}).Draw(t, "reminder")) * time.Second
	}
	r.Nobody = rapid.Bool().Draw(t, "tells that nobody is there")
	r.Handoff = rapid.Bool().Draw(t, "tells who takes over")
	r.Burst = time.Duration(rapid.SampledFrom([]int{0, 1, 60}).Draw(t, "burst")) * time.Second
	r.Confirm = rapid.Bool().Draw(t, "confirm first")
	r.WaiveFirst = rapid.Bool().Draw(t, "waive the first")
	r.Reopen = rapid.SampledFrom([]sessions.Reopeners{sessions.ReopenOff, sessions.ReopenSuperiors, sessions.ReopenHandlers, sessions.ReopenGroup, sessions.ReopenGroup}).Draw(t, "who reopens")
	r.Place = rapid.Bool().Draw(t, "tells the place")
	r.Change = often(t, "replies are changed")
	seconds := rapid.IntRange(1, 120)
	r.FirstReply = time.Duration(seconds.Draw(t, "first reply")) * time.Second
	r.NextReply = time.Duration(seconds.Draw(t, "next reply")) * time.Second
	r.Answer = time.Duration(rapid.SampledFrom([]int{0, 0, 50}).Draw(t, "answer")) * time.Second
	r.Completion = time.Duration(rapid.SampledFrom([]int{0, 0, 90}).Draw(t, "completion")) * time.Second
	for left := rapid.IntRange(0, 40).Draw(t, "warning"); left > 0; left /= 3 {
		r.Warnings = append(r.Warnings, time.Duration(left)*time.Second)
	}
	r.Apology = rapid.Bool().Draw(t, "apology")
	r.Silence = time.Duration(rapid.SampledFrom([]int{0, 20, 60}).Draw(t, "silence")) * time.Second
	r.Hops = rapid.IntRange(0, 2).Draw(t, "hops")
	r.ReopenWindow = time.Duration(rapid.SampledFrom([]int{0, 5, 600}).Draw(t, "window")) * time.Second
	return r
}

// life is a witness whose events are drawn.
type life struct {
	*witness
	t       *rapid.T
	now     desk.Millis
	ordinal int64
	accepts bool
}

// open begins the first session, or the next one once the reopen window has passed.
func (l *life) open() {
	l.ordinal++
	byHand := rapid.IntRange(0, 4).Draw(l.t, "by hand") == 0
	l.accepts = rapid.Bool().Draw(l.t, "accept on commit") || byHand
	last := l.s.Last
	l.witness = newWitness(l.t, l.rules)
	e := l.message(l.t)
	e.Opening = &sessions.Opening{Session: desk.SessionID(fmt.Sprintf("s%d", l.ordinal)), Address: desk.Address{Channel: "tg", Key: "7"},
		Ordinal: l.ordinal, Rules: l.rules.Version, Accepts: l.accepts, ByHand: byHand, Returning: l.ordinal > 1, Last: last,
		Ahead: map[desk.GroupID]int{"service": rapid.IntRange(0, 2).Draw(l.t, "ahead")}}
	if _, err := l.apply(e); err != nil {
		l.t.Fatalf("a first message was refused: %v", err)
	}
}

// at is the time of the next event. It mostly goes on; clocks of two nodes may differ a little.
func (l *life) at(t *rapid.T) desk.Millis {
	step := rapid.SampledFrom([]int64{0, 1, 700, 59_999, 60_000, 60_001, -300}).Draw(t, "later")
	l.now += desk.Millis(step)
	return l.now
}

func (l *life) message(t *rapid.T) sessions.CustomerWrote {
	return sessions.CustomerWrote{At: l.at(t), Kind: desk.KindText, ExternalID: rapid.SampledFrom([]string{"", "17", "18"}).Draw(t, "external"),
		By: rapid.SampledFrom([]desk.AgentID{"", "anna"}).Draw(t, "by"), Inlet: rapid.SampledFrom([]sessions.Inlet{"", sessions.InletPhone}).Draw(t, "inlet"),
		Title: rapid.SampledFrom([]string{"", "王女士"}).Draw(t, "title"), Sender: rapid.Ptr(rapid.SampledFrom([]string{"", "Bob"}), true).Draw(t, "sender"),
		Words: sessions.Words{Text: "在吗"}, Match: l.keyword(t),
		Absent: rapid.SliceOfDistinct(rapid.SampledFrom([]desk.GroupID{"complaint", "order", "service"}), rapid.ID).Draw(t, "absent")}
}

// customer writes, as the router has it: into the session as long as that continues, else into a new one. A second
// opening and a message without one are tried as well; both are refused.
func (l *life) customer(t *rapid.T) {
	e := l.message(t)
	if !sessions.Continues(l.rules, l.s, e.At) {
		l.replays()
		l.open()
		return
	}
	if rapid.IntRange(0, 9).Draw(t, "second opening") == 0 {
		e.Opening = &sessions.Opening{Session: "s0", Ordinal: 9}
	}
	_, err := l.apply(e)
	if (err != nil) != (e.Opening != nil) {
		t.Fatalf("a message in a session that continues: %v", err)
	}
}

func (l *life) time(t *rapid.T) {
	at := l.at(t)
	if due := l.s.NextDue(); due > 0 && rapid.Bool().Draw(t, "at the deadline") {
		at = due + desk.Millis(rapid.Int64Range(-1, 1).Draw(t, "beside it"))
	}
	before := l.s.NextDue()
	effects, err := l.apply(sessions.TimeReached{At: at})
	if i := slices.IndexFunc(effects, isHandBack); i >= 0 {
		if _, err := l.apply(sessions.Returned{At: at, By: "system", Reason: effects[i].(sessions.HandBack).Reason, Any: true}); err != nil {
			t.Fatalf("a silent holder cannot be left: %v", err)
		}
	}
	if err != nil || (before > 0 && at >= before && l.s.NextDue() == before) {
		t.Fatalf("woken at %d for %d, it still wants to be woken at %d: %v", at, before, l.s.NextDue(), err)
	}
}

func isHandBack(f sessions.Effect) bool { _, is := f.(sessions.HandBack); return is }

// replays reads the session's events back from their stored form and folds them again: the same state must come out,
// although no text was stored.
func (l *life) replays() {
	var again sessions.State
	for _, e := range l.events {
		body, err := sessions.Encode(e, map[int64]string{again.Seq + 1: sessions.Digest("salt", "text")})
		if err != nil {
			l.t.Fatalf("%v", err)
		}
		var entry sessions.Entry
		if err := json.Unmarshal(body, &entry); err != nil {
			l.t.Fatalf("%v", err)
		}
		back, err := sessions.Decode(sessions.Kind(e), entry.Event)
		if err != nil {
			l.t.Fatalf("%v", err)
		}
		if again, _, err = sessions.Apply(l.rules, again, back); err != nil {
			l.t.Fatalf("replay of %s: %v", sessions.Kind(e), err)
		}
	}
	if diff := same(l.s, again); diff != "" {
		l.t.Fatalf("the stored events tell another story:\n%s", diff)
	}
}
