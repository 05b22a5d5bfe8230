package checker

import (
	"testing"
	"time"
)

// TestMeasure: what was allowed is what the account needs, or the chat that needs the longest; pauses that overlap count
// once, and only those that the network wanted of itself.
func TestMeasure(t *testing.T) {
	t.Parallel()
	at := func(s float64) time.Time { return time.UnixMilli(int64(s * 1000)) }
	sent := func(chat int64, s float64) Send {
		return Send{Method: "sendMessage", ChatID: chat, At: at(s), Done: true, Code: 200}
	}
	flood := func(chat int64, s float64, retry int, all bool) Send {
		return Send{Method: "sendMessage", ChatID: chat, At: at(s), Code: 429, RetryAfter: retry, Fault: "flood", FaultAll: all}
	}
	own := Send{Method: "sendMessage", ChatID: 1, At: at(3), Code: 429, RetryAfter: 9}
	for _, c := range []struct {
		name  string
		sends []Send
		want  Throughput
	}{
		{"two chats", []Send{sent(1, -1), sent(1, 1), sent(2, 1), own, sent(1, 4), sent(1, 10)}, Throughput{Arrived: 3, Refused: 1, Allowed: 2 * time.Second, Took: 4 * time.Second}},
		{"the account is asked twice at once", []Send{flood(1, 0, 3, true), flood(2, 1, 2, true), sent(1, 3), sent(2, 3)},
			Throughput{Arrived: 2, Refused: 2, Allowed: 4 * time.Second, Took: 3 * time.Second, Stopped: 3 * time.Second, Floods: 1, Knocks: 2}},
		{"one chat is asked", []Send{flood(1, 0, 5, false), sent(2, 1), sent(2, 2), sent(1, 5)}, Throughput{Arrived: 3, Refused: 1, Allowed: 6 * time.Second, Took: 5 * time.Second}},
	} {
		if got := Measure(&Evidence{Sends: c.sends}, Limits{PerChat: 1, Overall: 2}, at(0), at(9)); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
