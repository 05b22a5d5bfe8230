package search_test

import (
	"fmt"
	"strings"
	"testing"

	"firstline/internal/search"
	"firstline/internal/search/token"
	"firstline/internal/store"
	"firstline/internal/testenv/record"
)

// called gives a session's customer a name.
func (r *rig) called(id, name string) {
	r.t.Helper()
	r.must(r.store.Exec(r.t.Context(), "UPDATE session SET title = $2 WHERE id = $1", id, name))
}

// known puts something into the profile of a session's customer.
func (r *rig) known(n int, session, field, value string) {
	r.t.Helper()
	r.must(r.store.Exec(r.t.Context(), `INSERT INTO contact_fact (n, channel, conv_key, field, act, at, who, session) VALUES ($1, 'web', $2, $3, 'said', 1700000000000, 'mei', $2)`, n, session, field))
	r.must(r.store.Exec(r.t.Context(), `INSERT INTO contact_value (n, value) VALUES ($1, $2)`, n, value))
}

// names asks the index alone for names.
func (r *rig) names(question string) string {
	r.t.Helper()
	m := store.TextMatch{Limit: 100}
	for _, p := range token.Asked(question, 8) {
		for i := range p.Tokens {
			p.Tokens[i] = "§" + p.Tokens[i]
		}
		m.All = append(m.All, store.TextPhrase(p))
	}
	places, err := r.texts.Match(r.t.Context(), m)
	r.must(err)
	var out []string
	for _, p := range places {
		out = append(out, fmt.Sprint(p.Session, "/", p.Seq))
	}
	return strings.Join(out, " ")
}

// TestNamesAreFound: names are in the index beside the messages, and neither is found by asking for the other; contacts are not
// (SEC-01). A name that is changed or erased leaves.
// Shows RTE-07.
func TestNamesAreFound(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		r.says("a", "我叫王强")
		r.called("a", "王強 Wang")
		r.says("b", "别的")
		r.known(1, "b", "name", "李小明")
		r.known(2, "b", "phone", "13812345678")
		r.must(r.index.CatchUp(t.Context()))
		r.known(3, "b", "company", "青禾公司")
		r.must(r.index.Follow(t.Context()))
		check := func(when string, want map[string]string) {
			t.Helper()
			for q, want := range want {
				if got := r.names(q); got != want {
					t.Errorf("%s: %q finds %q, want %q", when, q, got, want)
				}
			}
		}
		check("at first", map[string]string{"王强": "a/0", "wan": "a/0", "小明": "b/-1", "青禾": "b/-3", "13812345678": "", "我叫": ""})
		if got := r.found("王强"); got != "a/1" {
			t.Errorf("messages: %q", got)
		}
		// As before the upgrade that left word of every name.
		r.must(r.texts.Put(t.Context(), []store.TextDoc{{Session: "a"}}, nil))
		check("before", map[string]string{"王强": ""})
		r.must(r.store.Exec(t.Context(), "INSERT INTO text_changed (session, seq) SELECT id, 0 FROM session WHERE title <> '' ON CONFLICT DO NOTHING")) // migration 0086
		again := search.New(search.Options{Record: r.store, Texts: r.texts, Rest: -1})
		r.must(again.CatchUp(t.Context()))
		check("after the upgrade", map[string]string{"王强": "a/0", "小明": "b/-1", "青禾": "b/-3"})
		r.called("a", "陈强")
		r.must(r.store.Exec(t.Context(), "DELETE FROM contact_value WHERE n = 1"))
		r.must(r.index.Follow(t.Context()))
		check("afterwards", map[string]string{"王强": "", "陈强": "a/0", "小明": "", "青禾": "b/-3"})
		r.called("a", "")
		r.must(r.index.Settle(t.Context()))
		check("erased", map[string]string{"陈强": ""})
	})
}
