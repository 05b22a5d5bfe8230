package orders

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"time"
	"unicode"

	"firstline/channels"
	"firstline/internal/desk"
)

// Order is an order as agents see it. Texts are plain: nothing in them is markup.
type Order struct {
	Title  string      `json:"title"`
	Number string      `json:"number"`
	State  string      `json:"state"`
	Amount string      `json:"amount" doc:"As the shop writes it, with its currency"`
	At     desk.Millis `json:"at" doc:"0 = the shop does not say"`
	Link   string      `json:"link" doc:"https; empty = there is none"`
}

// What is taken of an answer at most.
const (
	answerMost = 256 << 10 // bytes
	cardsMost  = 20
	textMost   = 120  // characters
	linkMost   = 2000 // bytes
)

// answer is the shop's, as docs/orders.md has it. Keys that are not there say nothing; others are not looked at.
type answer struct {
	Cards *[]struct {
		Title  string `json:"title"`
		Number string `json:"number"`
		State  string `json:"state"`
		Amount string `json:"amount"`
		At     string `json:"at"` // RFC 3339
		Link   string `json:"link"`
	} `json:"cards"`
}

// read takes an answer apart; false where it is none.
func read(body []byte) ([]Order, bool) {
	var a answer
	d := json.NewDecoder(bytes.NewReader(body))
	if d.Decode(&a) != nil || d.More() || a.Cards == nil {
		return nil, false
	}
	out := []Order{}
	for _, c := range *a.Cards {
		card := Order{Title: text(c.Title), Number: text(c.Number), State: text(c.State), Amount: text(c.Amount), Link: link(c.Link)}
		if at, err := time.Parse(time.RFC3339, c.At); err == nil && at.Year() >= 1990 && at.Year() < 2200 {
			card.At = desk.At(at)
		}
		if card.Title == "" && card.Number == "" {
			continue // nobody could tell which order it is
		}
		if out = append(out, card); len(out) == cardsMost {
			break
		}
	}
	return out, true
}

// text is one line of what can be printed.
func text(s string) string {
	s = strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, channels.Storable(s))
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > textMost {
		r = append(r[:textMost-1], '…')
	}
	return string(r)
}

// link lets nothing through but an ordinary https address: no script, no name and password in it.
func link(s string) string {
	u, err := url.Parse(s)
	if err != nil || len(s) > linkMost || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}
