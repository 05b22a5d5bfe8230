// Package translator is a translation service for tests and demonstrations: it answers the desk's question (docs/translation.md) out of a
// small phrase book, and does so slowly, wrongly or not at all when it is told to. It knows only what a test tells it.
package translator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
)

// Asked is what the desk posts.
type Asked struct {
	Text string `json:"text"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Service is an http.Handler. The zero value with a Secret works and knows no phrase.
type Service struct {
	Secret string
	Book   map[string]string // by language, a full stop and the text: what it says in that language

	mu     sync.Mutex
	answer http.HandlerFunc // instead of the book; nil = the book
	last   Asked
	Calls  atomic.Int64 // whose signature was right
	Forged atomic.Int64 // and wrong
}

// Turn makes it answer otherwise; nil = by the book again.
func (s *Service) Turn(to http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = to
}

// Last is what was asked last.
func (s *Service) Last() Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// ServeHTTP implements http.Handler.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	var q Asked
	if err != nil || !s.signed(r.Header, body) || json.Unmarshal(body, &q) != nil {
		s.Forged.Add(1)
		http.Error(w, "no signature of ours", http.StatusUnauthorized)
		return
	}
	s.Calls.Add(1)
	s.mu.Lock()
	s.last = q
	answer := s.answer
	s.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	said, ok := s.Book[q.To+"."+q.Text]
	if !ok {
		http.Error(w, "not in the book", http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"text": said, "from": q.From})
}

// signed checks the signature as docs/translation.md says: HMAC-SHA256 of the timestamp, a full stop and the body.
func (s *Service) signed(h http.Header, body []byte) bool {
	m := hmac.New(sha256.New, []byte(s.Secret))
	m.Write([]byte(h.Get("X-Firstline-Timestamp") + "."))
	m.Write(body)
	return hmac.Equal([]byte(h.Get("X-Firstline-Signature")), []byte("v1="+hex.EncodeToString(m.Sum(nil))))
}
