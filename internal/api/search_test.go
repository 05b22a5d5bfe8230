package api

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestSearch: everybody finds what the lists would show to them, and nothing else.
func TestSearch(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); searching(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); searching(t, rigOn(t, testenv.Postgres(t))) })
}

func searching(t *testing.T, r *rig) {
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "order"), r.hire("sue", desk.RankSupervisor)
	held := "/api/v1/sessions/" + r.writes("web", "k1", "我要退款了😀，請盡快"+strings.Repeat("，等很久了", 60))
	mei.must(200, "POST", held+"/take", nil)
	mei.must(201, "POST", held+"/replies", map[string]any{"client_id": "c1", "text": "您好，退款三天内到账"})
	passed := "/api/v1/sessions/" + r.writes("web", "k2", "退款退到哪里")
	mei.must(200, "POST", passed+"/take", nil)
	mei.must(200, "POST", passed+"/transfer", map[string]any{"client_id": "x", "to_group": "order", "note": "问退款"})
	r.writes("web", "k3", "只是看看")
	mei.sends(strings.TrimPrefix(held, "/api/v1/sessions/"), url.QueryEscape("換貨😀說明.png"), painted(t))
	if err := r.search.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	// hits are the texts that somebody finds, what is marked in brackets.
	hits := func(who *person, query string) string {
		t.Helper()
		var out []string
		for _, h := range who.must(200, "GET", "/api/v1/search?"+query, nil).body["hits"].([]any) {
			h := h.(map[string]any)
			text := marked(h["text"].(string), h["spots"].([]any))
			for _, f := range h["files"].([]any) {
				f := f.(map[string]any)
				text += "+" + marked(f["name"].(string), f["spots"].([]any))
			}
			out = append(out, text)
		}
		slices.Sort(out) // some are of one millisecond
		return strings.Join(out, "|")
	}
	q := "q=" + url.QueryEscape("退款")
	for _, c := range []struct {
		name  string
		who   *person
		query string
		want  string
	}{
		{"a supervisor finds all", sue, q, "[退款]|您好，[退款]|我要[退款]|问[退款]"},
		{"an agent finds what is in her hands", mei, q, "您好，[退款]|我要[退款]"},
		{"an agent finds what waits for his group", bo, q, "[退款]|问[退款]"},
		{"traditional finds simplified", sue, "q=" + url.QueryEscape("請儘 退款"), "我要[退款]了😀，[請盡]"},
		{"traditional in the text", mei, "q=" + url.QueryEscape("请尽"), "我要退款了😀，[請盡]"},
		{"the name of a file", mei, "q=" + url.QueryEscape("换货"), "+[換貨]"},
		{"its ending, and what is behind a sign of two", sue, "q=" + url.QueryEscape("说明 PNG"), "+換貨😀[說明].[png]"},
		{"a file in other hands", bo, "q=png", ""},
		{"one group", sue, q + "&group=order", "[退款]|问[退款]"},
		{"who took part", sue, q + "&agent=" + string(mei.id) + "&group=service", "您好，[退款]|我要[退款]"},
		{"open ones", sue, q + "&state=closed", ""},
		{"a bound in time", sue, q + "&from=4000000000000", ""},
	} {
		if diff := cmp.Diff(c.want, hits(c.who, c.query)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	// Page by page, each once.
	seen, cursor := 0, ""
	for {
		page := sue.must(200, "GET", "/api/v1/search?limit=3&cursor="+cursor+"&"+q, nil).body
		seen += len(page["hits"].([]any))
		if cursor = page["next"].(string); cursor == "" {
			break
		}
	}
	if seen != 4 {
		t.Errorf("pages gave %d", seen)
	}
	for query, code := range map[string]string{"q=" + url.QueryEscape("！？"): "question", q + "&cursor=!": "cursor"} {
		if a := sue.do("GET", "/api/v1/search?"+query, nil); a.status != 422 || a.code() != code {
			t.Errorf("%s: %d %s", query, a.status, a.raw)
		}
	}
	// An erased text is not shown even before the index has heard of it.
	if err := r.store.Exec(t.Context(), "UPDATE message SET text = '' WHERE text = '退款退到哪里'"); err != nil {
		t.Fatal(err)
	}
	if got := hits(bo, q); got != "问[退款]" {
		t.Errorf("after the erasure: %q", got)
	}
}

// marked is a text up to the last of what is marked in it, each in brackets.
func marked(text string, spots []any) string {
	units, at := utf16.Encode([]rune(text)), 0
	out := ""
	for _, s := range spots {
		s := s.(map[string]any)
		a, b := int(s["start16"].(float64)), int(s["end16"].(float64))
		out, at = out+string(utf16.Decode(units[at:a]))+"["+string(utf16.Decode(units[a:b]))+"]", b
	}
	return out
}
