package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv/record"
)

// TestSearchPeople: a customer is found by the names that others gave, of two characters, and by a whole contact, which is shown
// covered; by whom it is to be known, and nobody else. Shows RTE-07, SEC-01.
func TestSearchPeople(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { peopled(t, newHistory(rigOn(t, dsn))) })
}

// customers are those whom somebody finds: by what, and the text with what is marked in it.
func (p *person) customers(q string) []string {
	p.r.t.Helper()
	out := []string{}
	for _, h := range p.must(200, "GET", "/api/v1/search/people?q="+url.QueryEscape(q), nil).body["hits"].([]any) {
		h := h.(obj)
		out = append(out, fmt.Sprint(h["field"], "=", marked(h["text"].(string), h["spots"].([]any)), " ", h["session"].(obj)["title"]))
	}
	slices.Sort(out)
	return out
}

func peopled(t *testing.T, h *history) {
	at := h.at + "/profile"
	name := h.mei.must(200, "POST", at, obj{"field": "name", "value": "王曉明"}).body
	h.mei.must(200, "POST", at, obj{"field": "phone", "value": "139 1111 2222"})
	h.mei.must(200, "POST", at, obj{"field": "email", "value": "Wang@Mail.test"})
	if err := h.search.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, q string
		who     *person
		want    string
	}{
		{"two characters, in the other script", "晓明", h.mei, "name=王[曉明] Li Na"},
		{"one", "王", h.sue, "name=[王] Li Na"}, // marked returns up to the last mark
		{"whose customer it is not", "晓明", h.bo, ""},
		{"the network's name, each customer once", "na", h.mei, "title=Li [Na] Li Na"},
		{"superiors find all of them", "Li", h.sue, "title=[Li] Li Na|title=[Li] Li Na|title=[Li] Li Na"},
		{"by hand", "李女", h.sue, "title=[李女] 李女士"},
		{"who was written down, by the number however it is written", "138 0000 1234", h.sue, "key=[138****1234] 李女士"},
		{"not by a part of it", "1380000123", h.sue, ""},
		{"a number of the profile, with the country's code", "+86 139-1111-2222", h.mei, "phone=[+86****2222] Li Na"},
		{"another country's", "+1 391-1111-2222", h.mei, ""},
		{"who was written down, with the country's code", "0086 138 0000 1234", h.sue, "key=[008****1234] 李女士"},
		{"whole", "139-1111-2222", h.mei, "phone=[139****2222] Li Na"},
		{"a mailbox", "wang@mail.TEST", h.mei, "email=[wa****@mail.TEST] Li Na"},
		{"a stranger's", "13911112222", h.bo, ""},
		{"words of messages are no names", "在吗", h.sue, ""},
	} {
		if got := strings.Join(c.who.customers(c.q), "|"); got != c.want {
			t.Errorf("%s: %q finds %q, want %q", c.name, c.q, got, c.want)
		}
	}
	// A name that is not one any more, and one that was erased, find nobody, even before the index has heard of it.
	h.sue.must(200, "POST", at, obj{"field": "name", "value": "陈小姐", "was": field(name, "name")["last"]})
	if got := h.mei.customers("晓明"); len(got) > 0 {
		t.Errorf("by a former name: %v", got)
	}
	if err := h.search.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := h.mei.customers("陈小"); len(got) != 1 {
		t.Errorf("by the new one: %v", got)
	}
	if err := h.store.Exec(t.Context(), "UPDATE session SET title = '' WHERE id = $1", h.web); err != nil {
		t.Fatal(err)
	}
	if got := h.mei.customers("na"); len(got) > 0 {
		t.Errorf("by an erased name: %v", got)
	}
}

// TestSearchByContactIsNoted: whoever types whole numbers stands in the record, found or not, and is not told of more than sixty an
// hour; names are found all the same. Shows SEC-01, SEC-02.
func TestSearchByContactIsNoted(t *testing.T) {
	t.Parallel()
	h := newHistory(newRig(t))
	h.mei.must(200, "POST", h.at+"/profile", obj{"field": "phone", "value": "13911112222"})
	ask := func(who *person, q string) obj {
		t.Helper()
		return who.must(200, "GET", "/api/v1/search/people?q="+url.QueryEscape(q), nil).body
	}
	looks := func() (n int) {
		t.Helper()
		if err := h.store.DB.QueryRow("SELECT count(*) FROM contact_look WHERE who = $1", string(h.mei.id)).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	ask(h.mei, "王女士")
	ask(h.mei, "A88213")
	if n := looks(); n != 0 {
		t.Errorf("%d looks at names were noted", n)
	}
	for i := range 60 {
		if got := ask(h.mei, fmt.Sprintf("139111100%02d", i)); got["refused"] != false {
			t.Fatalf("refused at the %d.", i+1)
		}
	}
	got := ask(h.mei, "13911112222")
	if len(got["hits"].([]any)) != 0 || got["refused"] != true {
		t.Errorf("the 61st: %v", got)
	}
	if err := h.search.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ask(h.mei, "Li"); len(got["hits"].([]any)) != 1 || got["refused"] != false {
		t.Errorf("names: %v", got)
	}
	if n := looks(); n != 61 {
		t.Errorf("%d looks were noted", n)
	}
}

// TestSearchNumbers: a session, open or closed, is found by its whole number, and an entry of the register by a part of its number or
// its words, by whom it is to be seen. Shows RTE-07, CMP-01.
func TestSearchNumbers(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { numbered(t, newHistory(rigOn(t, dsn))) })
}

func numbered(t *testing.T, h *history) {
	entry := fmt.Sprint(h.mei.must(201, "POST", h.at+"/cases", obj{"client_id": "r", "reason": "多收了运费"}).body["number"])
	ask := func(who *person, q string) (string, string) {
		t.Helper()
		body := who.must(200, "GET", "/api/v1/search/numbers?q="+url.QueryEscape(q), nil).body
		var rows, cases []string
		for _, s := range body["sessions"].([]any) {
			rows = append(rows, fmt.Sprint(s.(obj)["id"]))
		}
		for _, c := range body["cases"].([]any) {
			c := c.(obj)
			cases = append(cases, marked(c["text"].(string), c["spots"].([]any)))
		}
		return strings.Join(rows, " "), strings.Join(cases, " ")
	}
	closed := h.number(h.tele[0])
	for _, c := range []struct {
		name, q      string
		who          *person
		rows, merits string
	}{
		{"an open one, as people type it", "#" + strings.ToLower(h.number(h.web)), h.mei, h.web, ""},
		{"a closed one", closed[:3] + "-" + closed[3:], h.sue, h.tele[0], ""},
		{"not yours", closed, h.mei, "", ""},
		{"a part of it", closed[:5], h.sue, "", ""},
		{"an entry's number", strings.ToLower(entry[:len(entry)-1]), h.mei, "", "[" + entry[:len(entry)-1] + "]"},
		{"its words", "运费", h.sue, "", "多收了[运费]"},
		{"not yours to see", "运费", h.bo, "", ""},
	} {
		if rows, cases := ask(c.who, c.q); rows != c.rows || cases != c.merits {
			t.Errorf("%s: %q finds sessions %q and entries %q, want %q and %q", c.name, c.q, rows, cases, c.rows, c.merits)
		}
	}
	h.hire("sep", desk.RankDepartment, "service").must(200, "GET", "/api/v1/search/numbers?q=x", nil)
}
