package store_test

import (
	"database/sql"
	"os"
	"regexp"
	"strings"
	"testing"

	"firstline/internal/store"
	"firstline/internal/testenv"
)

// TestLookUpsWalkNothing: what is asked for while people wait is found by an index, not by walking the record: the conversation of a
// receipt, the session of a number, the links and the former sessions of an address, the answers that say a script.
func TestLookUpsWalkNothing(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), testenv.SQLite(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for name, c := range map[string]struct {
		file, index string
		args        []any
	}{
		"KeyOfReceipt":        {"memory", "message_receipt", []any{sql.Named("channel", "net"), sql.Named("prefix", "group/"), sql.Named("since", 0), sql.Named("receipt", "r1")}},
		"ByTail":              {"contact", "session_tail", []any{"0", "4", "8", "c"}},
		"ContactLinks":        {"contact", "contact_link_b", []any{sql.Named("channel", "net"), sql.Named("conv_key", "k")}},
		"FormerAt":            {"contact", "session_address", []any{"net", "k", 1, "id", 10}},
		"CountFormerAt":       {"contact", "session_address", []any{"net", "k", 1, "id"}},
		"CustomerFile":        {"file", "message_recalled", []any{"tg", "k", 1, 2, 0}},
		"ScriptsUsed":         {"script", "event_scripts", []any{0}},
		"ScriptsUsedBy":       {"script", "event_scripts_who", []any{0, "a"}},
		"StatusChanges":       {"status", "sqlite_autoindex_status_change", []any{sql.Named("agent", "a"), sql.Named("until_at", 9), sql.Named("from_at", 1)}},
		"StatusRequestsOf":    {"status", "status_request_agent", []any{"a", 20}},
		"StatusRequestsSince": {"status", "status_request_at", []any{1, 200}},
		"NewestAt":            {"contact", "session_address", []any{"net", "k"}},
		"CountMissed":         {"profile", "contact_fact_about", nil},
		"OpenComplaintsAt":    {"cases", "session_address", []any{"net", "k"}},
		"FactsOfValue":        {"search", "contact_value_whole", named("a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "most", 5)},
		"SaidIn":              {"profile", "contact_fact_field", named("field", "vip", "below", 9, "value", "", "most", 5)},
		"AddressesAmong":      {"search", "session_address", named("channel", "net", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8")},
	} {
		if plan := planOf(t, s, c.file, name, c.args); !strings.Contains(plan, c.index) || strings.Contains(plan, "SCAN") {
			t.Errorf("%s: %s", name, plan)
		}
	}
}

// named are arguments by their names.
func named(all ...any) (out []any) {
	for i := 0; i < len(all); i += 2 {
		out = append(out, sql.Named(all[i].(string), all[i+1]))
	}
	return out
}

// planOf is how SQLite means to answer a query of a file of queries.
func planOf(t *testing.T, s *store.Store, file, name string, args []any) string {
	t.Helper()
	source, err := os.ReadFile("queries/" + file + ".sql")
	if err != nil {
		t.Fatal(err)
	}
	parts := regexp.MustCompile(`-- name: `+name+` :\w+\n`).Split(string(source), 2)
	if len(parts) < 2 {
		t.Fatalf("there is no query %s any more", name)
	}
	query, _, _ := strings.Cut(parts[1], "-- name:")
	query = regexp.MustCompile(`sqlc\.arg\((\w+)\)`).ReplaceAllString(query, ":$1")
	rows, err := s.DB.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var line string
		if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
