package profile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// deaf is a live store that nobody hears: nothing may depend on it.
type deaf struct{}

func (deaf) Publish(context.Context, string, []byte) error { return errors.New("nobody listens") }

// house is one desk; links are the ones that people make.
type house struct {
	*Service
	links *contacts.Service
	st    *store.Store
	now   time.Time
	rules Rules
}

func onBoth(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		h := &house{st: st, now: time.UnixMilli(1_700_000_000_000)}
		clock := func() time.Time { return h.now }
		h.links = contacts.New(contacts.Options{Record: st, Live: deaf{}, Now: clock})
		h.Service = New(Options{Record: st, Persons: h.links, Live: deaf{}, Rules: func() Rules { return h.rules }, Now: clock})
		run(t, h)
	})
}

func addr(key string) desk.Address { return desk.Address{Channel: "net", Key: key} }

func mei(key string) Who {
	return Who{ID: "mei", Rank: desk.RankAgent, At: addr(key), Session: desk.SessionID("s-" + key)}
}

// says makes one change, with what stands there now as what was seen.
func (h *house) says(t *testing.T, key string, f Field, value string) {
	t.Helper()
	p, err := h.Of(t.Context(), addr(key))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Change(t.Context(), mei(key), Change{Field: f, Value: value, Was: p.Last(f)}); err != nil {
		t.Fatalf("%s %s: %v", f, value, err)
	}
}

// known are the values of some fields at an address.
func (h *house) known(t *testing.T, key string, fields ...Field) string {
	t.Helper()
	p, err := h.Of(t.Context(), addr(key))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range fields {
		for _, v := range p.Now(f) {
			out = append(out, v.Value)
		}
	}
	return strings.Join(out, " ")
}

// TestWhatIsKnown: facts are said, changed and withdrawn; who has not seen the newest word is told so. Shows CUS-01, CUS-08, CUS-11.
func TestWhatIsKnown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		h.says(t, "a", Name, "  王  女士 ")
		h.says(t, "a", Phone, "138-0000 １２３４")
		h.says(t, "a", Phone, "13800001234") // the same number
		h.says(t, "a", Phone, "+8613900001111")
		h.says(t, "a", Taboo, "不打电话\n不提价格")
		h.says(t, "a", Potential, Yes)
		if got := h.known(t, "a", Name, Phone, Taboo, Potential); got != "王 女士 13800001234 +8613900001111 不打电话\n不提价格 yes" {
			t.Errorf("known: %q", got)
		}
		p, _ := h.Of(t.Context(), addr("a"))
		if len(p.Facts) != 5 || p.Facts[0].Who != "mei" || p.Facts[0].Session != "s-a" || p.Facts[0].At != 1_700_000_000_000 {
			t.Errorf("facts: %+v", p.Facts)
		}
		if _, err := h.Change(t.Context(), mei("a"), Change{Field: Name, Value: "x"}); codeOf(err) != "profile_changed" {
			t.Errorf("an older word wins: %v", err)
		}
		number := p.Now(Phone)[0].N
		for range 2 { // again changes nothing
			after, err := h.Change(t.Context(), mei("a"), Change{Field: Phone, Remove: number})
			if err != nil || len(after.Facts) != 6 {
				t.Errorf("withdrawn: %v, %d facts", err, len(after.Facts))
			}
		}
		if _, err := h.Change(t.Context(), mei("a"), Change{Field: Name, Remove: p.Last(Name), Was: p.Last(Name)}); err != nil {
			t.Error(err)
		}
		if got := h.known(t, "a", Name, Phone); got != "+8613900001111" {
			t.Errorf("after that: %q", got)
		}
		for c, code := range map[Change]string{
			{Field: "shoe", Value: "x"}: "profile_field", {Field: Phone, Value: "call me"}: "profile_form", {Field: Email, Value: "a@b"}: "profile_form",
			{Field: QQ, Value: "12"}: "profile_form", {Field: Tag, Value: strings.Repeat("x", 25)}: "profile_value", {Field: Tag}: "profile_value",
			{Field: Level, Value: "gold"}: "profile_choice", {Field: VIP, Value: "no"}: "profile_choice", {Field: Phone, Remove: 99}: "no_fact",
			{Field: Language, Value: "<b>"}: "profile_form",
		} {
			if _, err := h.Change(t.Context(), mei("b"), c); codeOf(err) != code {
				t.Errorf("%+v: %v, want %s", c, err, code)
			}
		}
	})
}

// TestPartingGivesBack: linked addresses have one profile, and parting them leaves each what was said there. Shows CUS-01.
func TestPartingGivesBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		h.says(t, "a", Name, "王女士")
		h.says(t, "a", Phone, "13800001234")
		h.says(t, "b", Name, "王小姐")
		h.says(t, "b", Phone, "13900001111")
		by := contacts.Actor{ID: "mei"}
		if _, err := h.links.Link(t.Context(), by, addr("a"), addr("b"), contacts.Saying{Session: "s", Why: "same voice"}); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"a", "b"} {
			if got := h.known(t, key, Name, Phone); got != "王小姐 13800001234 13900001111" {
				t.Errorf("linked, at %s: %q", key, got)
			}
		}
		h.says(t, "a", Name, "王太太")
		p, _ := h.Of(t.Context(), addr("a"))
		if _, err := h.Change(t.Context(), mei("a"), Change{Field: Phone, Remove: p.Now(Phone)[1].N}); err != nil {
			t.Fatal(err)
		}
		if got := h.known(t, "b", Name, Phone); got != "王太太 13800001234" {
			t.Errorf("changed while linked: %q", got)
		}
		person, _ := h.links.Of(t.Context(), addr("a"))
		if _, err := h.links.Undo(t.Context(), by, addr("a"), person.Members[1].Via.N, contacts.Saying{Session: "s", Why: "two people"}); err != nil {
			t.Fatal(err)
		}
		if a, b := h.known(t, "a", Name, Phone), h.known(t, "b", Name, Phone); a != "王太太 13800001234" || b != "王小姐 13900001111" {
			t.Errorf("parted: %q and %q", a, b)
		}
	})
}

// TestLevelsAndVIPs: the department says which levels there are, and who says them and VIPs; superiors are told. Shows CUS-02, CUS-03.
func TestLevelsAndVIPs(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		var err error
		if h.rules, err = Load("c.yaml", []byte("levels: [{id: gold, name: 金卡, criteria: 年消费一万元以上}]\nlevel_by: lead\nvip_by: supervisor\nvip_bonus: 2m\ntags: [老客户]\nlisted_tags_only: true\nreveal_reason: true\n")); err != nil {
			t.Fatal(err)
		}
		for f, value := range map[Field]string{Level: "gold", VIP: Yes} {
			if _, err := h.Change(t.Context(), mei("a"), Change{Field: f, Value: value}); codeOf(err) != "profile_rank" {
				t.Errorf("an agent says %s: %v", f, err)
			}
		}
		sue := Who{ID: "sue", Rank: desk.RankSupervisor, At: addr("a"), Session: "s"}
		for f, value := range map[Field]string{Level: "gold", VIP: Yes, Tag: "老客户"} {
			if _, err := h.Change(t.Context(), sue, Change{Field: f, Value: value}); err != nil {
				t.Errorf("a supervisor says %s: %v", f, err)
			}
		}
		if _, err := h.Change(t.Context(), sue, Change{Field: Tag, Value: "新客户"}); codeOf(err) != "profile_choice" {
			t.Errorf("a tag that is not listed: %v", err)
		}
		if vip, err := h.VIP(t.Context(), addr("a")); !vip || err != nil {
			t.Error("she is no VIP", err)
		}
		said, err := h.Reported(t.Context(), Level, 0, 10)
		if err != nil || len(said) != 1 || said[0].Value != "gold" || said[0].Who != "sue" || said[0].Of != addr("a") {
			t.Errorf("reported: %+v %v", said, err)
		}
		if h.rules.VIPBonus != 2*time.Minute || h.rules.Levels[0].Criteria == "" {
			t.Errorf("rules: %+v", h.rules)
		}
	})
}

// TestWhoSeesAContactWhole: it is noted first, with a reason where the department wants one, and not more than sixty an hour. Shows SEC-01.
func TestWhoSeesAContactWhole(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		h.says(t, "a", Phone, "13800001234")
		p, _ := h.Of(t.Context(), addr("a"))
		n := p.Now(Phone)[0].N
		if got := p.Now(Phone)[0].Shown(); got != "138****1234" {
			t.Errorf("shown as %q", got)
		}
		h.rules.RevealReason = true
		for _, why := range []string{"", "  ", strings.Repeat("长", 201)} {
			if _, err := h.Reveal(t.Context(), Asking{Who: mei("a"), Fact: n, Why: why}); codeOf(err) != "reveal_reason" {
				t.Errorf("without a reason: %v", err)
			}
		}
		whole, err := h.Reveal(t.Context(), Asking{Who: mei("a"), Fact: n, Why: "she asked for a call"})
		if whole != "13800001234" || err != nil {
			t.Errorf("whole: %q %v", whole, err)
		}
		if _, err := h.Reveal(t.Context(), Asking{Who: mei("b"), Fact: n, Why: "a stranger's"}); codeOf(err) != "no_fact" {
			t.Errorf("a stranger's: %v", err)
		}
		seen, err := h.Reveals(t.Context(), 0, 10)
		if err != nil || len(seen) != 1 || seen[0] != (Revealed{N: 1, At: 1_700_000_000_000, Who: "mei", Session: "s-a", Of: addr("a"), Field: Phone, Fact: n, Why: "she asked for a call"}) {
			t.Errorf("noted: %+v %v", seen, err)
		}
		h.rules.RevealReason = false
		var all sync.WaitGroup
		codes := make(chan string, 100)
		for range 100 { // at once
			all.Go(func() {
				_, err := h.Reveal(context.Background(), Asking{Who: mei("a")})
				codes <- codeOf(err)
			})
		}
		all.Wait()
		close(codes)
		count := map[string]int{}
		for c := range codes {
			count[c]++
		}
		if count[""] != 59 || count["too_many_reveals"] != 41 {
			t.Errorf("of a hundred at once: %v", count)
		}
		if _, err := h.Reveal(t.Context(), Asking{Who: mei("a"), Free: true}); err != nil {
			t.Errorf("a superior: %v", err)
		}
		h.now = h.now.Add(time.Hour + time.Second)
		if _, err := h.Reveal(t.Context(), Asking{Who: mei("a")}); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

// TestRefusedContacts: who asks for too many is refused, stands in the log as refused, fills neither the log nor the next hour with
// that; and a page of the log leaves out none of those of the same moment. Shows SEC-01.
func TestRefusedContacts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		asks := func(times int, want string) {
			t.Helper()
			for range times {
				if _, err := h.Reveal(t.Context(), Asking{Who: mei("a")}); codeOf(err) != want {
					t.Fatalf("%v, want %q", err, want)
				}
			}
		}
		log := func() (shown, refused int) {
			t.Helper()
			seen := map[int64]bool{}
			for before := int64(0); ; {
				page, err := h.Reveals(t.Context(), before, 7)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range page {
					before, seen[r.N] = r.N, true
					if r.Refused {
						refused++
					} else {
						shown++
					}
				}
				if len(page) < 7 {
					if len(seen) != shown+refused {
						t.Errorf("of %d lines %d are different ones", shown+refused, len(seen))
					}
					return shown, refused
				}
			}
		}
		asks(60, "")
		h.now = h.now.Add(59 * time.Minute)
		asks(5, "too_many_reveals")
		if shown, refused := log(); shown != 60 || refused != 5 {
			t.Errorf("the log tells %d shown and %d refused", shown, refused)
		}
		h.now = h.now.Add(2 * time.Minute) // an hour after those that were shown
		asks(60, "")
		asks(70, "too_many_reveals")
		if shown, refused := log(); shown != 120 || refused != 60 {
			t.Errorf("the log tells %d shown and %d refused", shown, refused)
		}
	})
}

// TestErased: a value that is erased is in no table any more, wherever it was named; the acts stand, and SQL cannot take them away.
// Shows SEC-01.
func TestErased(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		h.says(t, "a", Phone, "13800001234")
		p, _ := h.Of(t.Context(), addr("a"))
		n := p.Now(Phone)[0].N
		if _, err := h.Change(t.Context(), mei("a"), Change{Field: Phone, Remove: n}); err != nil {
			t.Fatal(err)
		}
		h.says(t, "a", Phone, "13800001234")
		h.says(t, "a", Name, "王女士")
		after, err := h.Erase(t.Context(), Who{ID: "boss", At: addr("a")}, n)
		if err != nil || len(after.Now(Phone)) != 0 || len(after.Facts) != 5 || after.Facts[4].Act != Erased {
			t.Errorf("erased: %+v %v", after, err)
		}
		if got := h.known(t, "a", Name, Phone); got != "王女士" {
			t.Errorf("known after that: %q", got)
		}
		var left int
		if err := h.st.DB.QueryRow("SELECT count(*) FROM contact_value WHERE value LIKE '%1380000%'").Scan(&left); err != nil || left != 0 {
			t.Errorf("%d values are left: %v", left, err)
		}
		for _, q := range []string{"DELETE FROM contact_fact", "UPDATE contact_fact SET who = 'x'", "DELETE FROM contact_reveal", "UPDATE contact_value SET value = 'x'"} {
			if _, err := h.Reveal(t.Context(), Asking{Who: mei("a")}); err != nil {
				t.Fatal(err)
			}
			if _, err := h.st.DB.Exec(q); err == nil {
				t.Errorf("%s went through", q)
			}
		}
		if _, err := h.Erase(t.Context(), Who{ID: "boss", At: addr("a")}, n); codeOf(err) != "no_fact" {
			t.Errorf("erased twice: %v", err)
		}
	})
}

// TestNobodyShutsAProfile: who says something of a customer again and again is stopped for a while, alone; where all have said very
// much, who runs the department goes on, up to a bound.
func TestNobodyShutsAProfile(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		say := func(by Who, f Field, value string) error {
			p, err := h.Of(t.Context(), addr("a"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = h.Change(t.Context(), by, Change{Field: f, Value: value, Was: p.Last(f)})
			return err
		}
		fill := func(to int) { // by many, long ago
			t.Helper()
			err := h.st.Write(t.Context(), func(q *dbq.Queries) error {
				last, err := q.LastContactFact(t.Context())
				for n := last + 1; n <= int64(to) && err == nil; n++ {
					err = put(t.Context(), q, Fact{N: n, Of: addr("a"), Field: Name, Act: Said, Value: fmt.Sprint(n), At: 1, Who: "others"})
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		bo, boss := Who{ID: "bo", Rank: desk.RankAgent, At: addr("a")}, Who{ID: "boss", Rank: desk.RankManager, At: addr("a"), Administers: true}
		for i := range sayingsMost {
			if err := say(mei("a"), Name, fmt.Sprint("name ", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := say(mei("a"), Name, "one more"); codeOf(err) != "profile_often" {
			t.Errorf("one more than an hour takes: %v", err)
		}
		if err := say(bo, Name, "王女士"); err != nil {
			t.Errorf("a colleague: %v", err)
		}
		h.now = h.now.Add(sayingsIn)
		if err := say(mei("a"), Name, "王太太"); err != nil {
			t.Errorf("an hour later: %v", err)
		}
		fill(factsMost)
		if err := say(bo, Name, "王小姐"); codeOf(err) != "profile_full" {
			t.Errorf("after a thousand: %v", err)
		}
		if err := say(bo, Name, fmt.Sprint(factsMost)); err != nil {
			t.Errorf("what stands there already: %v", err)
		}
		for range sayingsMost + 1 {
			if err := say(boss, Name, fmt.Sprint(h.now.Add(time.Second))); err != nil {
				t.Fatalf("who runs the department: %v", err)
			}
			h.now = h.now.Add(time.Second)
		}
		fill(factsHard)
		if err := say(boss, Name, "王"); codeOf(err) != "profile_shut" {
			t.Errorf("after two thousand: %v", err)
		}
	})
}

// TestManyAtOnce: facts that are said at the same moment all stand, each with a number of its own.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if _, err := h.Change(context.Background(), mei("a"), Change{Field: Tag, Value: fmt.Sprint("tag ", i)}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if p, err := h.Of(t.Context(), addr("a")); err != nil || len(p.Now(Tag)) != 8 {
			t.Errorf("%d tags: %v", len(p.Now(Tag)), err)
		}
	})
}
