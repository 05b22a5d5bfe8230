package telegram

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func TestFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault Fault
		code  int  // that the bot sees; 0 means a reset connection
		done  bool // whether the person has the message
		retry int
	}{
		{Fault{Kind: FaultLatency, LatencyMS: 30}, 200, true, 0},
		{Fault{Kind: FaultResetBefore}, 0, false, 0},
		{Fault{Kind: FaultResetAfter}, 0, true, 0},
		{Fault{Kind: FaultBadGateway}, 502, true, 0},
		{Fault{Kind: FaultTooMany, RetryAfter: 17}, 429, false, 17},
		{Fault{Kind: FaultError, Code: 403, Description: "Forbidden: testing"}, 403, false, 0},
		{Fault{Kind: FaultError}, 500, false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.fault.Kind, func(t *testing.T) {
			t.Parallel()
			s, url := listen(t, Options{Limits: Unlimited(), FirstID: 50})
			s.User(7, "Ann", "").Private()
			if err := s.AddFault(tt.fault); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			resp, err := sendOver(t, url)
			took := time.Since(began)
			line := s.Sends()[0]
			switch {
			case tt.code == 0 && !errors.Is(err, syscall.ECONNRESET):
				t.Errorf("bot sees %v, %v; want a reset", resp, err)
			case tt.code != 0 && err != nil:
				t.Error(err)
			case tt.code != 0:
				g := decodeGot(t, resp)
				if resp.StatusCode != tt.code || g.Parameters.RetryAfter != tt.retry {
					t.Errorf("bot sees %+v", g)
				}
			}
			if line.Done != tt.done || line.Code != tt.code || line.Fault != tt.fault.Kind || line.RetryAfter != tt.retry ||
				tt.done != (line.MessageID == 50) {
				t.Errorf("ledger: %+v", line)
			}
			if took < tt.fault.latency() {
				t.Errorf("took %v", took)
			}
			if resp, err := sendOver(t, url); err != nil || resp.StatusCode != 200 {
				t.Errorf("the next call: %v, %v", resp, err)
			}
		})
	}
}

func sendOver(t *testing.T, url string) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/bot"+DefaultToken+"/sendMessage",
		strings.NewReader(`{"chat_id":7,"text":"hi"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.GetBody = nil // no retry by net/http
	req.Header.Set("Content-Type", "application/json")
	resp, err := client(t).Do(req)
	if err == nil {
		t.Cleanup(func() { _ = resp.Body.Close() })
	}
	return resp, err
}

func TestFaultsPickTheirCalls(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Limits: Unlimited()})
	for id := range int64(3) {
		s.User(id+1, "Ann", "").Private()
	}
	for _, f := range []Fault{
		{Kind: FaultTooMany, ChatID: 2, Count: 2},
		{Kind: FaultError, Method: "sendChatAction", Count: -1},
	} {
		if err := s.AddFault(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddFault(Fault{Kind: "gremlin"}); err == nil {
		t.Error("took a fault of an unknown kind")
	}
	codes := func(method string, chat int64) (list []int) {
		for range 4 {
			list = append(list, call(t, s, method, args{"chat_id": chat, "text": "hi", "action": "typing"}).Code)
		}
		return list
	}
	for _, tt := range []struct {
		method string
		chat   int64
		want   [4]int
	}{{"sendMessage", 1, [4]int{}}, {"sendMessage", 2, [4]int{429, 429}}, {"sendChatAction", 3, [4]int{500, 500, 500, 500}}} {
		if got := codes(tt.method, tt.chat); [4]int(got) != tt.want {
			t.Errorf("%s to %d: %v, want %v", tt.method, tt.chat, got, tt.want)
		}
	}
	if left := s.Faults(); len(left) != 1 || left[0].Count != -1 {
		t.Errorf("left: %+v", left)
	}
	s.ClearFaults()
	if g := call(t, s, "sendChatAction", args{"chat_id": 1, "action": "typing"}); !g.OK {
		t.Errorf("after ClearFaults: %+v", g)
	}
}

// TestFlood: a flood wait refuses everything it is for until it is over, with what is left of it.
func TestFlood(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, Options{Limits: Unlimited()})
		for id := range int64(2) {
			s.User(id+1, "Ann", "").Private()
		}
		retry := func(chat int64) int {
			call(t, s, "sendMessage", args{"chat_id": chat, "text": "hi"})
			all := s.Sends()
			return all[len(all)-1].RetryAfter
		}
		for _, f := range []Fault{{Kind: FaultFlood, ChatID: 2, RetryAfter: 4}, {Kind: FaultFlood, RetryAfter: 9}} {
			if err := s.AddFault(f); err != nil {
				t.Fatal(err)
			}
		}
		var got [][2]int
		for range 5 {
			got = append(got, [2]int{retry(1), retry(2)})
			<-time.After(2500 * time.Millisecond)
		}
		if want := [][2]int{{9, 4}, {7, 2}, {4, 4}, {2, 2}, {0, 0}}; !slices.Equal(got, want) {
			t.Errorf("asked for %v, want %v", got, want)
		}
		if all := s.Sends(); !all[0].FaultAll || all[1].FaultAll || len(s.Faults()) != 0 {
			t.Errorf("the ledger has %+v, left are %v", all[:2], s.Faults())
		}
	})
}
