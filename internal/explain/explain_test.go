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
	"firstline/internal/quality/timing"
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

// matter is an offer that is not taken, a technical fault that the department has to solve, a promise and a rating.
func matter(t *testing.T) []explain.Stored {
	opening := &sessions.Opening{Session: "s1", Address: desk.Address{Channel: "web", Key: "7"}, Ordinal: 1, Rules: "house", Accepts: true}
	words := func(category, word string) *sessions.Match {
		return &sessions.Match{Category: category, Rule: "r", Word: word}
	}
	return log(t,
		sessions.CustomerWrote{At: at("09:00:00"), Kind: desk.KindText, Opening: opening, Match: words("fault", "故障")},
		sessions.Assigned{At: at("09:00:01"), Agent: "anna", By: "system", Reason: "assigned", Offer: true},
		sessions.TimeReached{At: at("09:00:21")},
		sessions.Returned{At: at("09:00:21"), By: "system", Reason: sessions.ReasonExpired, Any: true},
		sessions.Assigned{At: at("09:00:22"), Agent: "tina", By: "system", Reason: "assigned", Offer: true, Speciality: desk.SpecialityTechnical},
		sessions.Assigned{At: at("09:00:30"), Agent: "tina", By: "tina", Reason: "taken"},
		sessions.AgentReplied{At: at("09:00:50"), Agent: "tina", ClientID: "c1"},
		sessions.Verified{At: at("09:02:00"), By: "tina", ClientID: "c2", Unsolved: true},
		sessions.Asked{At: at("09:02:10"), By: "tina", ClientID: "c3", Kind: sessions.AskDepartment, Department: "technical"},
		sessions.Asked{At: at("09:02:20"), By: "tina", ClientID: "c4", Kind: sessions.AskEscalation, Level: desk.RankSupervisor, Urgent: true},
		sessions.Told{At: at("09:02:22"), By: "tina", ClientID: "d1", N: 2, As: sessions.TellReported},
		sessions.Told{At: at("09:02:23"), By: "su", ClientID: "d2", N: 2},
		sessions.Told{At: at("09:02:24"), By: "tina", ClientID: "d3", N: 2, As: sessions.TellDissent},
		sessions.Told{At: at("09:02:25"), By: "su", ClientID: "d4", N: 2, As: sessions.TellChanged},
		sessions.Told{At: at("09:02:26"), By: "tina", ClientID: "d5", N: 2, As: sessions.TellDissent},
		sessions.Told{At: at("09:02:27"), By: "su", ClientID: "d6", N: 2, As: sessions.TellInsisted},
		sessions.Told{At: at("09:02:28"), By: "tina", ClientID: "d7", N: 2, As: sessions.TellExecuted},
		sessions.Promised{At: at("09:02:30"), By: "tina", ClientID: "c5", Until: at("09:20:00")},
		sessions.TimeReached{At: at("09:15:00")},
		sessions.Told{At: at("09:16:00"), By: "dora", ClientID: "c6", N: 1},
		sessions.TimeReached{At: at("09:20:00")},
		sessions.AgentReplied{At: at("09:21:00"), Agent: "tina", ClientID: "c7"},
		sessions.PromiseSettled{At: at("09:21:10"), By: "tina", N: 1, As: "kept"},
		sessions.CustomerWrote{At: at("09:22:00"), Kind: desk.KindText, Match: words("dispute", "纠纷")},
		sessions.AgentReplied{At: at("09:22:30"), Agent: "tina", ClientID: "c8"},
		sessions.CustomerWrote{At: at("09:22:40"), Kind: desk.KindText},
		sessions.Waived{At: at("09:22:45"), By: "tina"},
		sessions.Waived{At: at("09:22:46"), By: "tina", Undone: true},
		sessions.Waived{At: at("09:22:48"), By: "tina", Thank: true},
		sessions.ReplyChanged{At: at("09:22:50"), Agent: "tina", ClientID: "e1", Seqs: []int64{4}},
		sessions.ReplyChanged{At: at("09:22:52"), Agent: "tina", ClientID: "e2", Seqs: []int64{4}, Recall: true},
		sessions.NoteAdded{At: at("09:22:54"), Agent: "tina", ClientID: "n1", Mentions: []desk.AgentID{"dora", "su"}},
		sessions.CloseRequested{At: at("09:23:00"), By: "tina", ClientID: "c9", Outcome: "solved", Category: "fault", Script: "closing.day", Feedback: "given", Rating: true},
		sessions.Rated{At: at("09:24:00"), Score: 5},
		sessions.Reopened{At: at("09:24:10"), By: "tina", ClientID: "f1"},
		sessions.CloseRequested{At: at("09:24:20"), By: "tina", ClientID: "f2", Outcome: "solved", Category: "fault", Script: "closing.day", Feedback: "none"},
		sessions.CustomerWrote{At: at("09:25:00"), Kind: desk.KindText},
		sessions.Noticed{At: at("09:25:10"), What: desk.NoticeBlocked},
		sessions.Noticed{At: at("09:25:20"), What: desk.NoticeBack},
		sessions.Noticed{At: at("09:25:30"), What: desk.NoticeRemoved},
		sessions.Noticed{At: at("09:25:40"), What: desk.NoticeMoved},
		sessions.CustomerSaw{At: at("09:25:50"), Seq: 2},
	)
}

func fullRules() sessions.Rules {
	r := rules()
	r.Change, r.Reopen = true, sessions.ReopenHandlers
	r.Steps, r.Offer, r.Warning, r.Complaint = true, 20*time.Second, 5*time.Minute, "complaint"
	r.Categories = []sessions.Category{{ID: "dispute", Flow: sessions.FlowDispute, Group: "complaint"}, {ID: "fault", Need: desk.SpecialityTechnical, Flow: sessions.FlowFault}}
	r.Answer = 10 * time.Minute
	r.Duties, r.Ladder = true, []sessions.Rung{{Rank: desk.RankLead}, {Rank: desk.RankSupervisor}}
	return r
}

func TestStory(t *testing.T) {
	t.Parallel()
	s := told(t, "silence", silence(t), rules())
	turn := s.Timing.Turns[0]
	if got := turn.Agent("anna").Calendar; got != time.Minute {
		t.Errorf("anna had %s of it, want a minute", got)
	}
}

// TestMatter: what was offered and not accepted is nobody's time, and every event has its words.
func TestMatter(t *testing.T) {
	t.Parallel()
	s := told(t, "matter", matter(t), fullRules())
	turn := s.Timing.Turns[0]
	if got := turn.Agent("anna").Calendar; got != 0 {
		t.Errorf("anna, who never accepted, had %s of it", got)
	}
	if got := turn.Agent("tina").Calendar; got != 20*time.Second {
		t.Errorf("tina had %s of it, want 20 s", got)
	}
	if last := s.Timing.Turns[len(s.Timing.Turns)-2]; last.End != timing.NotNeeded || last.Whole.Calendar != 8*time.Second || last.By != "" {
		t.Errorf("what was waived, taken back and waived again is %+v", last)
	}
	if diff := cmp.Diff([]explain.Waiver{{Seq: s.Timing.Turns[len(s.Timing.Turns)-2].Seq, Agent: "tina", Thank: true}}, s.Waived); diff != "" {
		t.Error(diff)
	}
}

// told compares the story in the three languages with testdata.
func told(t *testing.T, name string, log []explain.Stored, r sessions.Rules) explain.Story {
	t.Helper()
	s, err := explain.Of("s1", log, func(string) (sessions.Rules, error) { return r, nil }, at("10:00:00"))
	if err != nil {
		t.Fatal(err)
	}
	for _, locale := range []string{"zh-CN", "zh-TW", "en"} {
		var out bytes.Buffer
		if err := s.Print(&out, locale, explain.Names{Category: func(id string) string { return map[string]string{"technical": "技术部"}[id] }}); err != nil {
			t.Fatal(err)
		}
		path := "testdata/" + name + "." + locale + ".txt"
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
	return s
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
