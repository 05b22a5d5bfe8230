// Package orders is a shop's order system for tests and demonstrations: it answers the desk's question (docs/orders.md), and does so
// slowly, wrongly or not at all when it is told to.
package orders

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"firstline/internal/fake/signed"
)

// Mode is how the shop behaves.
type Mode string

// The modes. The zero value works.
const (
	Works    Mode = ""
	Hangs    Mode = "hangs"    // no answer until the caller goes away
	Broken   Mode = "broken"   // 500
	Huge     Mode = "huge"     // more than anybody should read
	Redirect Mode = "redirect" // somewhere inside
	Page     Mode = "page"     // a login page in place of JSON
	Types    Mode = "types"    // numbers where texts belong
	Drips    Mode = "drips"    // the beginning of an answer, and nothing more
)

// Shop is an http.Handler. The zero value with a Secret works.
type Shop struct {
	Secret string
	Inside string // where Redirect leads
	mu     sync.Mutex
	mode   Mode
	Asked  atomic.Int64 // calls whose signature was right
	Forged atomic.Int64 // and wrong
}

// Turn changes how it behaves.
func (s *Shop) Turn(m Mode) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mode = m
}

// Turned is how it behaves now.
func (s *Shop) Turned() Mode {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mode
}

// ServeHTTP implements http.Handler: GET /turn?to=MODE turns it, anything else is the desk's question.
func (s *Shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == "/turn" {
		s.Turn(Mode(r.URL.Query().Get("to")))
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
	if err != nil || !signed.By(s.Secret, r.Header, body) {
		s.Forged.Add(1)
		http.Error(w, "no signature of ours", http.StatusUnauthorized)
		return
	}
	s.Asked.Add(1)
	s.answer(w, r, body)
}

func (s *Shop) answer(w http.ResponseWriter, r *http.Request, body []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	switch s.Turned() {
	case Hangs:
		<-r.Context().Done()
	case Drips:
		_, _ = io.WriteString(w, `{"cards":[`)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	case Broken:
		http.Error(w, "boom", http.StatusInternalServerError)
	case Huge:
		_, _ = io.WriteString(w, `{"cards":[{"title":"`+strings.Repeat("x", 1<<20)+`"}]}`)
	case Redirect:
		http.Redirect(w, r, s.Inside, http.StatusTemporaryRedirect)
	case Page:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<form>log in</form>")
	case Types:
		_, _ = io.WriteString(w, `{"cards":[{"title":1,"number":{"a":2}}]}`)
	default:
		_ = json.NewEncoder(w).Encode(cardsFor(body))
	}
}

// cardsFor are two orders of whoever is asked about, and what a shop should never send.
func cardsFor(body []byte) any {
	var q struct{ Phones []string }
	_ = json.Unmarshal(body, &q) // what cannot be read has no telephones
	cards := []map[string]string{
		{"title": "无线耳机 × 1", "number": "88213", "state": "已付款", "amount": "¥268.00", "at": "2026-08-20T09:00:00+08:00", "link": "https://shop.example/orders/88213"},
		{"title": "<img src=x onerror=alert(1)>充电线", "number": "87120", "state": "已签收", "amount": "¥99.00", "at": "yesterday", "link": "javascript:alert(1)"},
	}
	if len(q.Phones) > 0 {
		cards = append(cards, map[string]string{"title": "按电话查到的订单", "number": "86001", "state": "待付款", "amount": "¥35.00"})
	}
	return map[string]any{"cards": cards}
}
