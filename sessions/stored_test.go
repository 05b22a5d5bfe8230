package sessions_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/sessions"
)

// stored is an event written and read back as the log does it.
func stored(e sessions.Event, texts map[int64]string) (sessions.Event, []byte, error) {
	body, err := sessions.Encode(e, texts)
	if err != nil {
		return nil, nil, err
	}
	var entry sessions.Entry
	if err := json.Unmarshal(body, &entry); err != nil {
		return nil, nil, err
	}
	if diff := cmp.Diff(texts, entry.Texts, cmpopts.EquateEmpty()); diff != "" {
		return nil, nil, fmt.Errorf("the digests are others: %s", diff)
	}
	back, err := sessions.Decode(sessions.Kind(e), entry.Event)
	return back, body, err
}

// TestStoredEventsComeBack fills every field of every event: what is stored comes back whole, all but the text.
func TestStoredEventsComeBack(t *testing.T) {
	t.Parallel()
	comesBack(t, "CustomerWrote", func(e sessions.CustomerWrote) sessions.Event { e.Text = ""; return e })
	comesBack(t, "AgentReplied", func(e sessions.AgentReplied) sessions.Event { e.Text = ""; return e })
	comesBack(t, "ReplyChanged", func(e sessions.ReplyChanged) sessions.Event { e.Text = ""; return e })
	comesBack(t, "NoteAdded", func(e sessions.NoteAdded) sessions.Event { e.Text = ""; return e })
	comesBack(t, "Assigned", func(e sessions.Assigned) sessions.Event { return e })
	comesBack(t, "Transferred", func(e sessions.Transferred) sessions.Event { e.Text = ""; return e })
	comesBack(t, "Returned", func(e sessions.Returned) sessions.Event { return e })
	comesBack(t, "CloseRequested", func(e sessions.CloseRequested) sessions.Event { e.Text, e.Learned = "", ""; return e })
	comesBack(t, "DeliveryReported", func(e sessions.DeliveryReported) sessions.Event { return e })
	comesBack(t, "DeliveryResolved", func(e sessions.DeliveryResolved) sessions.Event { return e })
	comesBack(t, "CustomerMarked", func(e sessions.CustomerMarked) sessions.Event { e.Text = ""; return e })
	comesBack(t, "CustomerSaw", func(e sessions.CustomerSaw) sessions.Event { return e })
	comesBack(t, "FileSettled", func(e sessions.FileSettled) sessions.Event { return e })
	comesBack(t, "TimeReached", func(e sessions.TimeReached) sessions.Event { return e })
	comesBack(t, "Forgotten", func(e sessions.Forgotten) sessions.Event { return e })
	comesBack(t, "Reopened", func(e sessions.Reopened) sessions.Event { e.Text = ""; return e })
	comesBack(t, "Regarded", func(e sessions.Regarded) sessions.Event { return e })
	comesBack(t, "Classified", func(e sessions.Classified) sessions.Event { return e })
	comesBack(t, "Verified", func(e sessions.Verified) sessions.Event { e.Text = ""; return e })
	comesBack(t, "Asked", func(e sessions.Asked) sessions.Event { e.Text, e.Proposal = "", ""; return e })
	comesBack(t, "Told", func(e sessions.Told) sessions.Event { e.Text = ""; return e })
	comesBack(t, "Promised", func(e sessions.Promised) sessions.Event { e.Text = ""; return e })
	comesBack(t, "PromiseSettled", func(e sessions.PromiseSettled) sessions.Event { e.Text = ""; return e })
	comesBack(t, "ConfirmAsked", func(e sessions.ConfirmAsked) sessions.Event { e.Text = ""; return e })
	comesBack(t, "Waived", func(e sessions.Waived) sessions.Event { return e })
	comesBack(t, "Noticed", func(e sessions.Noticed) sessions.Event { return e })
	comesBack(t, "Rated", func(e sessions.Rated) sessions.Event { e.Text = ""; return e })
}

func comesBack[E sessions.Event](t *testing.T, name string, silent func(E) sessions.Event) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			e := rapid.Make[E]().Draw(t, "event")
			texts := rapid.MapOf(rapid.Int64(), rapid.Just(sessions.Digest("salt", "text"))).Draw(t, "texts")
			back, body, err := stored(e, texts)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if diff := cmp.Diff(silent(e), back, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("stored as %s\n%s", body, diff)
			}
		})
	})
}

// TestStoredForm pins the bytes that hashes were made of. A difference means that the logs of running desks no longer
// verify: never change what is there, only add to it.
func TestStoredForm(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	var prev []byte
	for i, e := range examples() {
		_, body, err := stored(e, map[int64]string{int64(i): sessions.Digest("salt", "text")})
		if err != nil {
			t.Fatal(err)
		}
		prev = sessions.Link(prev, "s1", int64(i+1), e.When(), sessions.Kind(e), e.Who(), body)
		fmt.Fprintf(&b, "%s by %s\n%s\n%s\n\n", sessions.Kind(e), e.Who(), body, hex.EncodeToString(prev))
	}
	golden(t, filepath.Join("testdata", "stored.golden"), b.String())
}

// examples are one event of every kind with nothing left out.
func examples() []sessions.Event {
	at, w, sender := morning(), sessions.Words{Text: "not stored"}, "李女士"
	hits := []sessions.Hit{{Rule: "negative.but", List: "zh-CN/1", Action: "warn"}}
	return []sessions.Event{
		sessions.CustomerWrote{At: at, SentAt: at - 900, ExternalID: "17", Kind: desk.KindText, Title: "王女士", Sender: &sender, Language: "zh", ReplyTo: "12", Files: 2, By: "anna", Inlet: sessions.InletPhone, Words: w, Opening: &sessions.Opening{
			Session: "s1", Address: desk.Address{Channel: "tg", Key: "7"}, Ordinal: 2, Rules: "house", Accepts: true, ByHand: true, Returning: true, Last: "anna", Ahead: map[desk.GroupID]int{"service": 2}},
			Match: &sessions.Match{Category: "order", Rule: "order.recharge", Word: "充值", List: "routing/1"}, Absent: []desk.GroupID{"service"}, VIP: new(true), Quota: &sessions.Quota{Messages: 5, Within: 172_800_000}},
		sessions.Assigned{At: at, Agent: "anna", By: "system", Reason: "assigned", Name: "张敏", Why: []string{"ben: full"}, Over: true, Epoch: 3, Speciality: desk.SpecialityTechnical, Offer: true},
		sessions.AgentReplied{At: at, Agent: "anna", ClientID: "c1", Greeted: true, Sorry: true, Hits: hits, Reason: "the lead agreed", Kind: desk.KindPhoto, File: "9f86d081", Scripts: []string{"answer.yes@zh-CN/4-0123456789ab"}, Quotes: 3, QuotesRef: "17", Cuts: []int{4}, Words: w},
		sessions.NoteAdded{At: at, Agent: "ben", ClientID: "c2", Mentions: []desk.AgentID{"anna", "chen"}, Words: w},
		sessions.CustomerMarked{At: at, Kind: desk.KindReaction, Ref: "17", Undone: true, Words: w},
		sessions.FileSettled{At: at, Seq: 1, N: 1, Digest: "9f86d081", Reason: "gone"},
		sessions.DeliveryReported{At: at, Seq: 4, Delivery: desk.DeliveryUnconfirmed, ExternalID: "88", Reason: "ambiguous"},
		sessions.DeliveryResolved{At: at, By: "anna", Seq: 4, As: "resend"},
		sessions.Transferred{At: at, By: "anna", ClientID: "c3", ToGroup: "complaint", ToAgent: "chen", Name: "陈晨", Any: true, Words: w,
			Category: "dispute", Register: "TS-2026-000007", Speciality: desk.SpecialityTheory, GroupName: "投诉组", Quiet: true, Instead: "dora", Below: true},
		sessions.Returned{At: at, By: "system", Reason: "offline", Any: true},
		sessions.TimeReached{At: at},
		sessions.CloseRequested{At: at, By: "chen", ClientID: "c4", Outcome: "solved", Category: "order", Script: "closing.day", Skip: "blocked", Any: true, Hits: hits, Sorry: true, Words: w,
			Feedback: "given", Learned: "not stored", Rating: true},
		sessions.Classified{At: at, By: "anna", Category: "order", Any: true},
		sessions.Verified{At: at, By: "anna", ClientID: "c5", Unsolved: true, Any: true, Words: w},
		sessions.Asked{At: at, By: "anna", ClientID: "c6", Kind: sessions.AskEscalation, To: "ben", Department: "tech", Level: desk.RankLead, Gravity: "major", Urgent: true,
			Any: true, Proposal: "not stored", Words: w},
		sessions.Told{At: at, By: "ben", ClientID: "c7", N: 1, As: sessions.TellReported, Level: desk.RankLead, Words: w},
		sessions.Promised{At: at, By: "anna", ClientID: "c8", Until: at + 9000, Any: true, Words: w},
		sessions.PromiseSettled{At: at, By: "anna", ClientID: "c9", N: 1, As: "moved", Until: at + 9000, Any: true, Words: w},
		sessions.Rated{At: at, SentAt: at - 900, ExternalID: "18", Score: 5, Solved: sessions.SolvedYes, Reasons: []string{"slow"}, Words: w},
		sessions.ConfirmAsked{At: at, By: "anna", ClientID: "c10", Script: "confirm.ask", Words: w},
		sessions.Noticed{At: at, What: desk.NoticeBlocked},
		sessions.CustomerSaw{At: at, Seq: 7},
		sessions.Waived{At: at, By: "anna", Thank: true, Undone: true},
		sessions.Regarded{At: at, By: "anna", VIP: true},
		sessions.ReplyChanged{At: at, Agent: "anna", ClientID: "c11", Seqs: []int64{3, 4}, Recall: true, Hits: hits, Reason: "the lead agreed", Scripts: []string{"answer.yes@zh-CN/4-0123456789ab"}, Words: w},
		sessions.Forgotten{At: at, By: "anna"},
		sessions.Reopened{At: at, By: "anna", ClientID: "c12", Member: true, Any: true, Speciality: desk.SpecialityTechnical, Words: w},
	}
}

// TestExamplesLeaveNothingOut keeps examples complete: a new field belongs into the pinned form as well.
func TestExamplesLeaveNothingOut(t *testing.T) {
	t.Parallel()
	for _, e := range examples() {
		v := reflect.ValueOf(e)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%T leaves %s empty", e, v.Type().Field(i).Name)
			}
		}
	}
}

// golden compares text with a file, or writes it with -update.
func golden(t *testing.T, path, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./sessions -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s differs; if the new one is right: go test ./sessions -update\n%s", path, diff)
	}
}
