package structure

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// under says whether a path is the folder or lies below it.
func under(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }

// ban is a kind of import that some files may not have.
type ban struct{ imports, why string }

// borders are the rules of docs/architecture.md about who may import whom: for the files below a folder (not for tests).
func borders() map[string][]ban {
	above := []ban{
		{"firstline/router", "the core is below the router"}, {"firstline/channels", "the core knows no network"},
		{"firstline/config", "rules are a value, not a file"}, {"firstline/web", "the core knows no page"}, {"firstline/cmd", "nothing imports the assembly"},
		{"firstline/internal/store", "the core knows no record"}, {"firstline/internal/api", "the core knows no HTTP"}, {"firstline/internal/inbox", "the core knows no screen"},
	}
	return map[string][]ban{
		"sessions": above,
		"scripts":  append(slices.Clone(above), ban{"firstline/sessions", "scripts are below sessions"}),
		"router": {{"firstline/internal/api", "the API stands on the router"}, {"firstline/internal/inbox", "the inbox stands on the router"}, {"firstline/config", "the router is given values"},
			{"firstline/web", "the router knows no page"}, {"firstline/sessions/redisstore", "the router knows the contract of live state, not a store"}, {"firstline/sessions/memstore", "the same"},
			{"firstline/internal/hooks", "HTTP stands on the router"}, {"net/http", "the router knows no HTTP"}},
		"router/assign": {{"firstline/scripts", "who gets it does not depend on what is said"}, {"firstline/internal/store", "pure"}},
		"internal/store": {{"firstline/router", "the record is below the router"}, {"firstline/sessions", "the record does not know what rows mean"}, {"firstline/scripts", "the same"},
			{"firstline/channels", "the same"}, {"firstline/internal/api", "the record knows no HTTP"}, {"net/http", "the record knows no HTTP"}, {"github.com/redis", "what is in Redis can be lost"}},
		"sessions/live":            {{"github.com/redis", "a contract knows no store"}},
		"internal/inbox":           {{"github.com/redis", "live state has a contract"}},
		"internal/torture/checker": {{"firstline", "a checker that used our code would believe our mistakes"}},
		"config":                   {{"firstline/router", "configuration is read before anything stands"}, {"firstline/internal/store", "the same"}, {"firstline/sessions", "the same"}},
	}
}

func TestBorders(t *testing.T) {
	t.Parallel()
	for _, s := range repository(t).gos {
		if s.test {
			continue
		}
		for folder, bans := range borders() {
			if under(s.dir, folder) {
				reportBans(t, s, bans)
			}
		}
	}
}

func reportBans(t *testing.T, s *source, bans []ban) {
	t.Helper()
	for _, p := range s.imports() {
		for _, b := range bans {
			if under(p, b.imports) {
				t.Errorf("%s imports %s: %s", s.path, p, b.why)
			}
		}
	}
}

// only says which of our packages a folder may import at most, beside itself; nil means none.
func only() map[string][]string {
	adapter := []string{"firstline/channels", "firstline/internal/desk"}
	return map[string][]string{
		"internal/desk":       nil,
		"channels":            {"firstline/internal/desk"},
		"channels/*":          adapter,
		"sessions":            {"firstline/internal/calendar", "firstline/internal/desk", "firstline/scripts"},
		"sessions/live":       {"firstline/internal/desk"},
		"sessions/memstore":   {"firstline/internal/desk", "firstline/sessions/live"},
		"sessions/redisstore": {"firstline/internal/desk", "firstline/sessions/live", "firstline/sessions/memstore/fanout"},
		"router/assign":       {"firstline/internal/desk", "firstline/sessions/live"},
		"scripts":             {"firstline/internal/desk", "firstline/internal/yamlform", "firstline/internal/fold", "firstline/scripts/internal/naming"},
		"scripts/internal/*":  nil,
		"scripts/guard":       {"firstline/internal/desk", "firstline/internal/yamlform", "firstline/scripts", "firstline/internal/fold", "firstline/scripts/internal/naming"},
		"internal/yamlform":   nil,
		"internal/fold":       nil,
		"internal/spell":      nil,
		"internal/calendar":   {"firstline/internal/desk", "firstline/internal/yamlform"},
		"internal/failpoint":  nil,
		"internal/redact":     {"firstline/channels"},

		"internal/quality/timing": {"firstline/internal/desk", "firstline/internal/calendar"},
	}
}

func TestOnly(t *testing.T) {
	t.Parallel()
	for _, s := range repository(t).gos {
		for folder, allowed := range only() {
			if same, _ := path.Match(folder, s.dir); !same || s.test {
				continue
			}
			for _, p := range s.imports() {
				if under(p, "firstline") && !slices.Contains(allowed, p) && !under(p, module+s.dir) {
					t.Errorf("%s imports %s; %s may import %q at most", s.path, p, folder, allowed)
				}
			}
		}
	}
}

// TestDeskIsTheBottom: the nouns everybody exchanges bring nothing with them.
func TestDeskIsTheBottom(t *testing.T) {
	t.Parallel()
	for _, s := range repository(t).gos {
		if s.dir != "internal/desk" || s.test {
			continue
		}
		for _, p := range s.imports() {
			if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ".") || first == "firstline" {
				t.Errorf("%s imports %s: desk imports the standard library alone", s.path, p)
			}
		}
	}
}

// harness says whether a package drives the desk from outside: simulators, benchmarks, tools. None of them is in the
// binary (TestBinaryHoldsNoTestCode), so they may reach for whatever they measure.
func harness(dir string) bool {
	return slices.ContainsFunc([]string{"internal/testenv", "internal/torture", "internal/tools", "internal/bench", "internal/sim"}, func(f string) bool { return under(dir, f) })
}

// owners are libraries that one place uses, so that everybody else stays free of them.
func owners() map[string][]string {
	return map[string][]string{
		"github.com/redis":             {"sessions/redisstore", "cmd/firstline"},
		"github.com/jackc":             {"internal/store"},
		"modernc.org":                  {"internal/store"},
		"github.com/pressly":           {"internal/store"},
		"github.com/go-telegram":       {"channels/telegram"},
		"github.com/slack-go":          {"channels/slack"},
		"github.com/golang-jwt":        {"channels/webchat"},
		"github.com/coreos":            {"internal/openid"},
		"golang.org/x/oauth2":          {"internal/openid"},
		"github.com/danielgtaylor":     {"internal/api"},
		"github.com/spf13":             {"cmd/firstline"},
		"github.com/mozillazg":         {"internal/spell"},
		module + "internal/store/dbq":  {"internal/store", "router", "internal/rulebook", "internal/contacts", "internal/profile", "internal/erasure", "internal/export", "internal/drafts", "internal/mentions", "internal/bulk", "internal/owntexts", "internal/proposals", "internal/availability", "internal/scriptuse", "internal/inbox", "internal/api", "internal/demo", "internal/evidence", "internal/quality", "internal/ratings", "internal/stars", "internal/views", "internal/days", "internal/preferences", "internal/search", "internal/cases", "internal/settings", "internal/aside", "internal/watch", "internal/media", "internal/typing", "cmd/firstline"},
		module + "sessions/redisstore": {"cmd/firstline"},
	}
}

func TestOwners(t *testing.T) {
	t.Parallel()
	for _, s := range repository(t).gos {
		if s.test || harness(s.dir) {
			continue
		}
		for _, p := range s.imports() {
			for library, folders := range owners() {
				if under(p, library) && !slices.ContainsFunc(folders, func(f string) bool { return under(s.dir, f) }) && !under(module+s.dir, library) {
					t.Errorf("%s imports %s: only %s may", s.path, p, strings.Join(folders, ", "))
				}
			}
		}
	}
}

// TestOneListOfChannels: nobody but the assembly knows which networks there are.
func TestOneListOfChannels(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for _, s := range repository(t).gos {
		if s.test || harness(s.dir) {
			continue
		}
		for _, p := range s.imports() {
			network, ok := strings.CutPrefix(p, module+"channels/")
			if !ok || under(module+s.dir, p) || under(s.dir, "channels/"+strings.Split(network, "/")[0]) {
				continue
			}
			if s.path != "cmd/firstline/channels.go" {
				t.Errorf("%s imports %s: networks are named in cmd/firstline/channels.go alone", s.path, p)
			}
			found[network] = true
		}
	}
	if len(found) == 0 {
		t.Error("cmd/firstline/channels.go names no network: has the list moved?")
	}
	for _, network := range networks(t) {
		if !found[network] {
			t.Errorf("channels/%s is not in the list of cmd/firstline/channels.go (%v)", network, slices.Sorted(maps.Keys(found)))
		}
	}
}

// networks are the folders below channels that hold an adapter.
func networks(t *testing.T) []string {
	t.Helper()
	dirs := map[string]bool{}
	for _, s := range repository(t).gos {
		if !s.test && path.Dir(s.dir) == "channels" && !testSupport(s.dir) {
			dirs[path.Base(s.dir)] = true
		}
	}
	return slices.Sorted(maps.Keys(dirs))
}
