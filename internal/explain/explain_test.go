package explain_test

import (
	"bytes"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/scripts"
	"firstline/sessions"
)

var update = flag.Bool("update", false, "rewrite testdata")

func rules() sessions.Rules {
	return sessions.Rules{Version: "house", FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: 24 * time.Hour, DefaultGroup: "service",
		Warnings: []time.Duration{30 * time.Second, 10 * time.Second}, Silence: time.Minute, Apology: true, Zone: time.UTC, Organisation: "蓝海商城", Pack: scripts.Default("zh-CN")}
}

// at is a time of the story's day.
func at(clock string) desk.Millis {
	t, err := time.Parse("2006-01-02 15:04:05", "2026-03-02 "+clock)
	if err != nil {
		panic(err)
	}
	return desk.At(t)
}

// log stores events as the desk does.
func log(t *testing.T, events ...sessions.Event) []explain.Stored {
	t.Helper()
	var out []explain.Stored
	for i, e := range events {
		body, err := sessions.Encode(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, explain.Stored{Version: int64(i + 1), Kind: sessions.Kind(e), Body: body})
	}
	return out
}

// silence is a session that one agent lets lie, a lead answers, and that is passed on and closed.
func silence(t *testing.T) []explain.Stored {
	opening := &sessions.Opening{Session: "s1", Address: desk.Address{Channel: "tg", Key: "7"}, Ordinal: 1, Rules: "house"}
	return log(t,
		sessions.CustomerWrote{At: at("09:00:00"), Kind: desk.KindText, Title: "王女士", Opening: opening},
		sessions.DeliveryReported{At: at("09:00:01"), Seq: 2, Delivery: desk.DeliverySent},
		sessions.Assigned{At: at("09:00:04"), Agent: "anna", By: "system", Reason: "assigned", Why: []string{"ben: full", "cai: some new reason"}},
		sessions.TimeReached{At: at("09:00:30")},
		sessions.TimeReached{At: at("09:00:50")},
		sessions.TimeReached{At: at("09:01:00")},
		sessions.TimeReached{At: at("09:01:04")},
		sessions.Returned{At: at("09:01:04"), By: "system", Reason: sessions.ReasonSilent, Any: true},
		sessions.Assigned{At: at("09:01:05"), Agent: "lily", By: "system", Reason: "assigned"},
		sessions.AgentReplied{At: at("09:01:20"), Agent: "lily", ClientID: "c1", Greeted: true},
		sessions.DeliveryReported{At: at("09:01:22"), Seq: 7, Delivery: desk.DeliverySent},
		sessions.Transferred{At: at("09:02:00"), By: "lily", ClientID: "c2", ToGroup: "complaint"},
		sessions.Assigned{At: at("09:02:01"), Agent: "zhou", By: "zhou", Reason: "taken"},
		sessions.CloseRequested{At: at("09:03:00"), By: "zhou", ClientID: "c3", Outcome: "solved", Skip: "blocked"},
	)
}

func TestStory(t *testing.T) {
	t.Parallel()
	s, err := explain.Of("s1", silence(t), func(string) (sessions.Rules, error) { return rules(), nil }, at("10:00:00"))
	if err != nil {
		t.Fatal(err)
	}
	for _, locale := range []string{"zh-CN", "zh-TW", "en"} {
		var out bytes.Buffer
		if err := s.Print(&out, locale, explain.Names{}); err != nil {
			t.Fatal(err)
		}
		path := "testdata/silence." + locale + ".txt"
		if *update {
			if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), out.String()); d != "" {
			t.Errorf("%s: if the new one is right: go test ./internal/explain -update\n%s", locale, d)
		}
	}
	turn := s.Timing.Turns[0]
	if got := turn.Agent("anna").Calendar; got != time.Minute {
		t.Errorf("anna had %s of it, want a minute", got)
	}
}

func TestALogThatDoesNotFollow(t *testing.T) {
	t.Parallel()
	broken := silence(t)[1:]
	if _, err := explain.Of("s1", broken, func(string) (sessions.Rules, error) { return rules(), nil }, at("10:00:00")); err == nil {
		t.Error("a log without its beginning was told")
	}
	broken = append(silence(t)[:1], explain.Stored{Version: 2, Kind: "assigned", Body: []byte(`{"event":{"agent":""}}`)})
	if _, err := explain.Of("s1", broken, func(string) (sessions.Rules, error) { return rules(), nil }, at("10:00:00")); err == nil {
		t.Error("an assignment to nobody was told")
	}
	broken[1] = explain.Stored{Version: 2, Kind: "danced", Body: []byte(`{"event":{}}`)}
	if _, err := explain.Of("s1", broken, func(string) (sessions.Rules, error) { return rules(), nil }, at("10:00:00")); err == nil {
		t.Error("an event that nobody knows was told")
	}
}
