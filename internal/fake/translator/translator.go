// Package translator is a translation service for tests and demonstrations: it answers the desk's question (docs/translation.md) out of a
// small phrase book, and does so slowly, wrongly or not at all when it is told to. It knows only what a test tells it.
package translator

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"sync/atomic"

	"firstline/internal/fake/signed"
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
	Finds  string            // the language that it finds where the desk names none

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

// ServeHTTP implements http.Handler: GET /turn?to=broken breaks it, GET /turn mends it, anything else is the desk's question.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == "/turn" {
		s.Turn(map[string]http.HandlerFunc{"broken": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "boom", http.StatusInternalServerError) }}[r.URL.Query().Get("to")])
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	var q Asked
	if err != nil || !signed.By(s.Secret, r.Header, body) || json.Unmarshal(body, &q) != nil {
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
	_ = json.NewEncoder(w).Encode(map[string]string{"text": said, "from": cmp.Or(q.From, s.Finds)})
}
