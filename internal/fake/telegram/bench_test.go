package telegram

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// BenchmarkSendMessage is what the stand-in costs a load test: over sockets,
// with the client on the same machine, and alone.
func BenchmarkSendMessage(b *testing.B) {
	opts := Options{Limits: Unlimited(), AutoChats: true, LedgerLimit: 10_000, KeepMessages: 50}
	b.Run("handler", func(b *testing.B) {
		s := New(opts)
		var n atomic.Int64
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				w := httptest.NewRecorder()
				s.ServeHTTP(w, sendRequest(b, "", n.Add(1)))
				if w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
		})
	})
	b.Run("socket", func(b *testing.B) {
		s := New(opts)
		web := httptest.NewServer(s)
		defer web.Close()
		transport := &http.Transport{MaxIdleConnsPerHost: 64}
		defer transport.CloseIdleConnections()
		var n atomic.Int64
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				resp, err := transport.RoundTrip(sendRequest(b, web.URL, n.Add(1)))
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
			}
		})
	})
}

// BenchmarkWebhook is a message from a person to the 2xx of a bot that does
// nothing, over sockets.
func BenchmarkWebhook(b *testing.B) {
	s := New(Options{LedgerLimit: 10_000, KeepMessages: 50})
	if err := s.Start(); err != nil {
		b.Fatal(err)
	}
	bot := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer bot.Close()
	defer func() { _ = s.Close() }()
	body := []byte(`{"max_connections":50,"url":"` + bot.URL + `"}`)
	r := httptest.NewRequest(http.MethodPost, "/bot"+DefaultToken+"/setWebhook", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	s.ServeHTTP(httptest.NewRecorder(), r)
	for n := range b.N {
		s.User(int64(n%500+1), "Ann", "en").Say(nil, "where is my order?")
	}
	if err := s.Await(b.Context(), func() bool { return s.Counts().States[Pending] == 0 }); err != nil {
		b.Fatal(err)
	}
}

func sendRequest(b *testing.B, host string, n int64) *http.Request {
	body := fmt.Appendf(nil, `{"chat_id":%d,"text":"Your order no. %d has left the house."}`, n%500+1, n)
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, host+"/bot"+DefaultToken+"/sendMessage", bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	return r
}
