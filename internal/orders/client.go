package orders

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"sync"
	"time"

	"firstline/internal/desk"
	"firstline/internal/question"
)

// Failure is why there are no cards.
type Failure = question.Failure

// Identity is by what the shop may know the customer.
type Identity struct {
	Channel  desk.ChannelID `json:"channel"`
	Type     string         `json:"type"`
	ID       string         `json:"id"`
	Verified bool           `json:"verified"` // the network, or the site's signature, says so; else only people do
}

// Question is whose orders are wanted.
type Question struct {
	Identities []Identity `json:"identities"`
	Phones     []string   `json:"phones"` // as people wrote them down
	Emails     []string   `json:"emails"`
}

// Answer is what the shop said, or why it did not.
type Answer struct {
	Cards  []Order // never nil
	Failed Failure
	At     desk.Millis // when the shop was asked
}

// Options are what a Client is made of. URL, HTTP and Sign are needed.
type Options struct {
	URL     string
	HTTP    *http.Client                                   // decides which addresses are called, and follows no redirect
	Sign    func(h http.Header, at time.Time, body []byte) // puts the signature onto a call
	Timeout time.Duration                                  // of one call; 0 = 5 s
	Now     func() time.Time                               // the clock; nil = time.Now
}

// Client asks the shop. Make it with New; its methods may be called from many goroutines.
type Client struct {
	o     Options
	slots chan struct{}
	mu    sync.Mutex
	kept  map[string]kept
	under map[string]chan struct{} // closed when the call about that question is over
}

type kept struct {
	answer Answer
	asked  time.Time // when the shop was asked last
	until  time.Time
}

// An answer is kept for a moment: who looks at the customer again does not ask the shop again, and who asks anew is answered anew once
// in a while. What is over is forgotten then. At most so many calls are under way.
const (
	keptFor    = time.Minute
	failedFor  = 5 * time.Second
	anewAfter  = 5 * time.Second
	keptMost   = 1000
	callsMost  = 16
	defaultFor = 5 * time.Second
)

// New makes a client. Nothing runs.
func New(o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = defaultFor
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Client{o: o, slots: make(chan struct{}, callsMost), kept: map[string]kept{}, under: map[string]chan struct{}{}}
}

// Ask gives the customer's orders, from a moment ago unless anew says otherwise. It takes Options.Timeout at most and fails by its
// answer alone. About the same there is one call at a time: who asks meanwhile gets its answer.
func (c *Client) Ask(ctx context.Context, q Question, anew bool) Answer {
	body, _ := json.Marshal(q) // strings and booleans always marshal
	key := string(body)
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	for {
		a, wait, known := c.begin(key, anew)
		switch {
		case known:
			return a
		case wait == nil:
			return c.ask(ctx, key, body)
		}
		select {
		case <-wait: // its answer is kept, unless who asked has gone away
			anew = false
		case <-ctx.Done():
			return Answer{Cards: []Order{}, Failed: question.Timeout, At: desk.At(c.o.Now())}
		}
	}
}

// begin gives what is known, or else what to wait for: with neither the call is the caller's, who ends it.
func (c *Client) begin(key string, anew bool) (a Answer, wait chan struct{}, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.o.Now()
	k, ok := c.kept[key]
	if ok && now.Before(k.until) && (!anew || now.Before(k.asked.Add(anewAfter))) {
		return k.answer, nil, true
	}
	if wait = c.under[key]; wait == nil {
		c.under[key] = make(chan struct{})
	}
	return Answer{}, wait, false
}

// ask asks the shop, and ends what begin began.
func (c *Client) ask(ctx context.Context, key string, body []byte) (a Answer) {
	a = Answer{Cards: []Order{}, At: desk.At(c.o.Now())}
	defer func() { c.end(key, a, !errors.Is(ctx.Err(), context.Canceled)) }() // who has gone away has learned nothing
	select {
	case c.slots <- struct{}{}:
		var cards []Order
		if cards, a.Failed = c.call(ctx, body); cards != nil {
			a.Cards = cards
		}
		<-c.slots
	case <-ctx.Done():
		a.Failed = question.Timeout
	}
	return a
}

func (c *Client) call(ctx context.Context, body []byte) ([]Order, Failure) {
	got, failed := question.System{URL: c.o.URL, HTTP: c.o.HTTP, Sign: c.o.Sign, Now: c.o.Now, Most: answerMost}.Ask(ctx, body)
	if failed != "" {
		return nil, failed
	}
	cards, ok := read(got)
	if !ok {
		return nil, question.BadAnswer
	}
	return cards, ""
}

// end keeps the answer, and lets those who wait for it go on. A failure takes the place of no answer that still holds.
func (c *Client) end(key string, a Answer, learned bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.under[key])
	delete(c.under, key)
	now := c.o.Now()
	was, holds := c.kept[key]
	holds = holds && was.answer.Failed == "" && now.Before(was.until)
	switch {
	case !learned:
	case a.Failed == "":
		c.keep(key, kept{a, now, now.Add(keptFor)}, keptFor)
	case holds:
		was.asked = now
		c.kept[key] = was
	default:
		c.keep(key, kept{a, now, now.Add(failedFor)}, failedFor)
	}
}

// keep keeps an answer for a time: the question names people, and so does the answer.
func (c *Client) keep(key string, k kept, d time.Duration) {
	if len(c.kept) >= keptMost {
		clear(c.kept)
	}
	c.kept[key] = k
	time.AfterFunc(d, c.forget)
}

// forget throws away what is over.
func (c *Client) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.o.Now()
	maps.DeleteFunc(c.kept, func(_ string, k kept) bool { return !now.Before(k.until) })
}
