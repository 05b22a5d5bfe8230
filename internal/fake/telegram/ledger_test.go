package telegram

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLedgerForgets(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Limits: Unlimited(), LedgerLimit: 10})
	ann := s.User(7, "Ann", "")
	for range 100 {
		ann.Say(nil, "hi")
		call(t, s, "sendMessage", args{"chat_id": 7, "text": "ho"})
	}
	if n := len(s.Updates()); n != 100 {
		t.Errorf("%d updates, all pending: none may be forgotten", n)
	}
	sends := s.Sends()
	if len(sends) > 20 || sends[len(sends)-1].Seq != 100 {
		t.Errorf("%d sends up to %d", len(sends), sends[len(sends)-1].Seq)
	}
	if rest := s.ledger.sendsAfter(97); len(rest) != 3 || rest[0].Seq != 98 {
		t.Errorf("after 97: %+v", rest)
	}
	call(t, s, "getUpdates", args{"offset": 96})
	for range 30 {
		ann.Say(nil, "hi")
	}
	if n := len(s.Updates()); n > 2*10+35 {
		t.Errorf("%d updates", n)
	}
	want := Counts{Queued: 130, Attempts: 5, Sends: 100, Messages: 100, States: map[State]int64{Pending: 35, Confirmed: 95}}
	if diff := cmp.Diff(want, s.Counts()); diff != "" {
		t.Error(diff)
	}
}

// The file tells the same story, event by event.
func TestLedgerFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	for run := range 2 { // the second run appends
		s := New(Options{LedgerPath: path, FirstID: 10, Limits: Unlimited()})
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
		s.User(7, "Ann", "").Say(nil, "hi")
		call(t, s, "getUpdates", nil)
		call(t, s, "getUpdates", args{"offset": 11})
		call(t, s, "sendMessage", args{"chat_id": 7, "text": "ho"})
		call(t, s, "sendMessage", args{"chat_id": 8, "text": "ho"})
		if err := s.Close(); err != nil {
			t.Fatal(run, err)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var got []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var line struct {
			Type  string `json:"type"`
			State State  `json:"state"`
			Done  bool   `json:"done"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		text := line.Type
		if line.State != "" {
			text += " " + string(line.State)
		}
		if line.Done {
			text += " done"
		}
		got = append(got, text)
	}
	once := []string{"update pending", "attempt", "done confirmed", "send done", "send"}
	if diff := cmp.Diff(append(once, once...), got); diff != "" {
		t.Error(diff)
	}
}
