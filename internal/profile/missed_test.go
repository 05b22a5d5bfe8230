package profile

import (
	"fmt"
	"strings"
	"testing"

	"firstline/internal/contacts"
	"firstline/internal/desk"
)

// missed is what a customer's entries say, newest first: what is said of each, and "+" where it is open.
func (h *house) missed(t *testing.T, key string) string {
	t.Helper()
	p, err := h.Of(t.Context(), addr(key))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range p.Missed() {
		var said []string
		for _, part := range m.Parts {
			said = append(said, part.Now.Value)
		}
		line := strings.Join(said, "/")
		if m.Open() {
			line += " +"
		}
		out = append(out, line)
	}
	return strings.Join(out, "|")
}

// opens opens an entry and gives its number.
func (h *house) opens(t *testing.T, key, what string) int64 {
	t.Helper()
	p, err := h.Change(t.Context(), mei(key), Change{Field: Expected, Value: what})
	if err != nil {
		t.Fatal(err)
	}
	return p.Missed()[0].N
}

// part says one thing of an entry, having seen what stands there.
func (h *house) part(t *testing.T, key string, entry int64, f Field, value string) {
	t.Helper()
	p, _ := h.Of(t.Context(), addr(key))
	if _, err := h.Change(t.Context(), mei(key), Change{Field: f, Value: value, About: entry, Was: p.last[slot{f, entry}]}); err != nil {
		t.Fatalf("%s of %d: %v", f, entry, err)
	}
}

func (h *house) counted(t *testing.T, want int64) {
	t.Helper()
	if n, err := h.CountMissed(t.Context()); err != nil || n != want {
		t.Errorf("%d are open, want %d: %v", n, want, err)
	}
}

// TestMissedExpectations: an entry is open until it was analysed, improved and answered; there are several, each word of them stands in the
// log, and what was erased or taken back is open again. Shows CUS-08, CUS-09.
func TestMissedExpectations(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		first := h.opens(t, "a", "当天发货\n要提前告知")
		second := h.opens(t, "a", "电话回访")
		h.part(t, "a", first, Analysis, "仓库盘点")
		h.part(t, "a", first, Improvement, "盘点日在页面写明")
		h.counted(t, 2)
		h.part(t, "a", first, Answered, "已致歉并说明")
		if got := h.missed(t, "a"); got != "电话回访/// +|当天发货\n要提前告知/仓库盘点/盘点日在页面写明/已致歉并说明" {
			t.Errorf("known: %q", got)
		}
		h.counted(t, 1)
		// Who has not seen the newest word is told so; the same again changes nothing.
		if _, err := h.Change(t.Context(), mei("a"), Change{Field: Analysis, Value: "别的", About: first}); codeOf(err) != "profile_changed" {
			t.Errorf("an older word wins: %v", err)
		}
		p, _ := h.Of(t.Context(), addr("a"))
		before := len(p.Facts)
		h.part(t, "a", first, Analysis, "仓库盘点")
		h.part(t, "a", first, Analysis, "仓库盘点，没有通知客服")
		if p, _ = h.Of(t.Context(), addr("a")); len(p.Facts) != before+1 || p.Facts[before].Who != "mei" || p.Facts[before].About != first {
			t.Errorf("the log: %+v", p.Facts[before:])
		}
		// What is taken back, or erased, is open again.
		answer := p.now[slot{Answered, first}][0]
		if _, err := h.Change(t.Context(), mei("a"), Change{Field: Answered, About: first, Was: answer.N, Remove: answer.N}); err != nil {
			t.Fatal(err)
		}
		h.counted(t, 2)
		if _, err := h.Erase(t.Context(), mei("a"), p.now[slot{Expected, second}][0].N); err != nil {
			t.Fatal(err)
		}
		if got := h.missed(t, "a"); !strings.HasPrefix(got, "当天发货") || !strings.HasSuffix(got, "/ +") {
			t.Errorf("after that: %q", got)
		}
		h.counted(t, 1)
		for c, code := range map[Change]string{
			{Field: Analysis, Value: "x"}: "profile_field", {Field: Name, Value: "x", About: first}: "profile_field", {Field: Analysis, Value: "x", About: 99}: "no_fact",
			{Field: Expected}: "profile_value", {Field: Analysis, Value: "x", About: second}: "no_fact", {Field: Analysis, About: first, Remove: first, Was: p.last[slot{Analysis, first}]}: "no_fact",
		} {
			if _, err := h.Change(t.Context(), mei("a"), c); codeOf(err) != code {
				t.Errorf("%+v: %v, want %s", c, err, code)
			}
		}
		if _, err := h.Forget(t.Context(), mei("a")); err != nil || h.missed(t, "a") != "" {
			t.Errorf("after all was erased: %q, %v", h.missed(t, "a"), err)
		}
		h.counted(t, 0)
	})
}

// TestMissedOfLinked: what is said at a linked address stands with the entry, so that parting leaves it whole. Shows CUS-08.
func TestMissedOfLinked(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		entry := h.opens(t, "a", "当天发货")
		by := contacts.Actor{ID: "mei"}
		if _, err := h.links.Link(t.Context(), by, addr("a"), addr("b"), contacts.Saying{Session: "s", Why: "same"}); err != nil {
			t.Fatal(err)
		}
		h.part(t, "b", entry, Analysis, "盘点")
		person, _ := h.links.Of(t.Context(), addr("a"))
		if _, err := h.links.Undo(t.Context(), by, addr("a"), person.Members[1].Via.N, contacts.Saying{Session: "s", Why: "not"}); err != nil {
			t.Fatal(err)
		}
		if a, b := h.missed(t, "a"), h.missed(t, "b"); a != "当天发货/盘点// +" || b != "" {
			t.Errorf("parted: %q and %q", a, b)
		}
	})
}

// listed are the customers of a filter, page by page, by their names.
func (h *house) list(t *testing.T, f Filter, limit int) string {
	t.Helper()
	var out []string
	for below := int64(0); ; {
		found, next, err := h.List(t.Context(), f, below, limit)
		if err != nil || len(found) > limit {
			t.Fatal(len(found), err)
		}
		for _, l := range found {
			out = append(out, l.Now(Name)[0].Value)
		}
		if below = next; next == 0 {
			return strings.Join(out, " ")
		}
	}
}

// TestCustomerList: customers are listed by level, VIP, tag, potential and what of theirs is open, each once, on pages of any size, also at
// linked addresses and after more was said. Shows CUS-02, CUS-03, CUS-08, CUS-11.
func TestCustomerList(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		h.rules = Rules{Levels: []LevelRule{{ID: "gold", Name: "金卡"}, {ID: "iron", Name: "铁卡"}}}
		for i := range 5 {
			key := fmt.Sprint("k", i)
			h.says(t, key, Name, "旧")
			h.says(t, key, Name, fmt.Sprint("c", i))
		}
		for _, s := range []struct {
			key   string
			field Field
			value string
		}{
			{"k0", VIP, Yes}, {"k2", VIP, Yes}, {"k4", VIP, Yes}, {"k2", Level, "gold"}, {"k3", Level, "gold"}, {"k3", Level, "iron"}, {"k1", Potential, Yes},
			{"k0", Tag, "团购"}, {"k2", Tag, "团购"}, {"k2", Tag, "老"},
		} {
			h.says(t, s.key, s.field, s.value)
		}
		entry := h.opens(t, "k0", "当天发货")
		h.opens(t, "k0", "再来一次")
		h.opens(t, "k3", "回电")
		h.part(t, "k0", entry, Analysis, "盘点")
		// Two addresses of one customer are one line.
		if _, err := h.links.Link(t.Context(), contacts.Actor{ID: "mei"}, addr("k4"), addr("k2"), contacts.Saying{Session: "s", Why: "same"}); err != nil {
			t.Fatal(err)
		}
		gone, _ := h.Of(t.Context(), addr("k1"))
		for _, c := range []struct {
			name string
			f    Filter
			want string
		}{
			{"all", Filter{}, "c0 c3 c4 c1"}, {"VIPs", Filter{VIP: true}, "c4 c0"}, {"a level", Filter{Level: "gold"}, "c4"}, {"the level of now", Filter{Level: "iron"}, "c3"},
			{"potential", Filter{Potential: true}, "c1"}, {"a tag", Filter{Tag: "团购"}, "c4 c0"}, {"VIPs with a tag", Filter{VIP: true, Tag: "老"}, "c4"},
			{"open", Filter{Missed: true}, "c3 c0"}, {"VIPs with something open", Filter{VIP: true, Missed: true}, "c0"}, {"nobody", Filter{Tag: "x"}, ""},
		} {
			for _, limit := range []int{1, 2, 50} {
				if got := h.list(t, c.f, limit); got != c.want {
					t.Errorf("%s, %d a page: %q, want %q", c.name, limit, got, c.want)
				}
			}
		}
		if _, err := h.Forget(t.Context(), Who{ID: "boss", At: addr("k1"), Session: "s"}); err != nil || gone.Empty() {
			t.Fatal(err)
		}
		if got := h.list(t, Filter{}, 50); got != "c0 c3 c4" {
			t.Errorf("after one was erased: %q", got)
		}
	})
}

// TestListIsNotedAndRationed: who takes a list away stands in the log with what and why, and not more often than contacts are shown.
// Shows CUS-03, SEC-02.
func TestListIsNotedAndRationed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		if err := h.NoteList(t.Context(), "sue", "vip", " "); codeOf(err) != "export_reason" {
			t.Errorf("without a reason: %v", err)
		}
		for range revealsMost {
			if err := h.NoteList(t.Context(), "sue", "vip", "节日问候"); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.NoteList(t.Context(), "sue", "vip", "again"); codeOf(err) != "too_many_reveals" || desk.KindOf(err) != desk.Conflict {
			t.Errorf("the 61st: %v", err)
		}
		log, err := h.Reveals(t.Context(), 0, 2)
		if err != nil || len(log) != 2 || !log[0].Refused || log[1].Refused || log[1].Field != ListedIn || log[1].Why != "vip: 节日问候" || log[1].Who != "sue" {
			t.Errorf("the log: %+v, %v", log, err)
		}
		h.now = h.now.Add(revealsIn + 1)
		if err := h.NoteList(t.Context(), "sue", "vip", "next hour"); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}
