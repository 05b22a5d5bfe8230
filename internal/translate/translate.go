// Package translate has texts translated by the department's own service (docs/translation.md): one signed call for a text, kept for an
// hour in memory, so that whoever looks at the same message again asks nobody. It is off unless a service is configured, holds nothing up,
// and fails by its answer alone. It refuses to translate anything itself, to store a text, and to know who may ask.
package translate

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/singleflight"

	"firstline/internal/desk"
	"firstline/internal/question"
)

// Question is a text, and from which language into which: BCP 47, From empty where nobody knows.
type Question struct {
	Text string `json:"text"`
	From string `json:"from,omitempty"`
	To   string `json:"to"`
}

// BusyError says that somebody asks too often.
type BusyError struct{ RetryAfter time.Duration }

// Error implements error.
func (e *BusyError) Error() string { return "too many translations" }

// Live counts how often somebody asks.
type Live interface {
	Take(ctx context.Context, bucket string, n, burst int, every time.Duration) (wait time.Duration, err error)
}

// Answer is what the service said, or why it did not.
type Answer struct {
	Text   string
	From   string // the language that the service found; empty = it does not say
	Failed question.Failure
}

// Options are what a Client is made of. URL, HTTP, Sign and Live are needed.
type Options struct {
	URL     string
	HTTP    *http.Client
	Sign    func(h http.Header, at time.Time, body []byte)
	Live    Live
	Timeout time.Duration    // of one call; 0 = 5 s
	Now     func() time.Time // the clock; nil = time.Now
}

// Client asks the service. Make it with New; its methods may be called from many goroutines.
type Client struct {
	o     Options
	slots chan struct{}
	calls singleflight.Group

	mu       sync.Mutex
	kept     map[Question]kept
	bytes    int  // that kept takes, about
	sweeping bool // forget is to come
}

type kept struct {
	answer Answer
	until  time.Time
}

const (
	keptFor    = time.Hour
	keptBytes  = 16 << 20
	sweepEvery = time.Minute
	callsMost  = 16
	// One person may ask so often: never so that all calls under way are theirs, as long as each lasts defaultFor.
	asksBurst  = 8
	asksEvery  = time.Second
	defaultFor = 5 * time.Second
	answerMost = 512 << 10
	textMost   = 100_000 // characters of a translation
)

// New makes a client. Nothing runs.
func New(o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = defaultFor
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Client{o: o, slots: make(chan struct{}, callsMost), kept: map[Question]kept{}}
}

// Ask gives the translation, from before if the same was asked within the hour. It takes Options.Timeout at most. About the same text
// there is one call at a time, which goes on when who asked first has gone away. It fails with *BusyError alone; what is known needs nobody
// to be asked.
func (c *Client) Ask(ctx context.Context, who desk.AgentID, q Question) (Answer, error) {
	if a, ok := c.known(q); ok {
		return a, nil
	}
	if wait, err := c.o.Live.Take(ctx, "translate:"+string(who), 1, asksBurst, asksEvery); err == nil && wait > 0 {
		return Answer{}, &BusyError{wait}
	}
	return c.ask(ctx, q), nil
}

func (c *Client) ask(ctx context.Context, q Question) Answer {
	key, _ := json.Marshal(q) // texts always marshal
	done := c.calls.DoChan(string(key), func() (any, error) {
		if a, ok := c.known(q); ok { // a call about it ended just now
			return a, nil
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.o.Timeout)
		defer cancel()
		return c.call(ctx, q, key), nil
	})
	select {
	case got := <-done:
		return got.Val.(Answer)
	case <-ctx.Done():
		return Answer{Failed: question.Timeout}
	}
}

func (c *Client) call(ctx context.Context, q Question, body []byte) Answer {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return Answer{Failed: question.Timeout}
	}
	got, failed := question.System{URL: c.o.URL, HTTP: c.o.HTTP, Sign: c.o.Sign, Now: c.o.Now, Most: answerMost}.Ask(ctx, body)
	if failed != "" {
		return Answer{Failed: failed}
	}
	a, ok := read(got)
	if !ok {
		return Answer{Failed: question.BadAnswer}
	}
	c.keep(q, a)
	return a
}

// read takes an answer apart. A translation without a letter is none: the text is there for whoever reads it.
func read(body []byte) (Answer, bool) {
	var said struct {
		Text string `json:"text"`
		From string `json:"from"`
	}
	if json.Unmarshal(body, &said) != nil {
		return Answer{}, false
	}
	text := strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(said.Text, "\uFFFD"), "\x00", ""))
	if text == "" || utf8.RuneCountInString(text) > textMost || len(said.From) > 35 {
		return Answer{}, false
	}
	return Answer{Text: text, From: said.From}, true
}

func (c *Client) known(q Question) (Answer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.kept[q]
	return k.answer, ok && c.o.Now().Before(k.until)
}

// keep keeps an answer for its time, and throws it away then: it is somebody's words.
func (c *Client) keep(q Question, a Answer) {
	size := sizeOf(q, a)
	c.mu.Lock()
	defer c.mu.Unlock()
	if size > keptBytes {
		return
	}
	if c.bytes+size > keptBytes {
		clear(c.kept)
		c.bytes = 0
	}
	if was, ok := c.kept[q]; ok {
		c.bytes -= sizeOf(q, was.answer)
	}
	c.kept[q] = kept{a, c.o.Now().Add(keptFor)}
	c.bytes += size
	if !c.sweeping {
		c.sweeping = true
		time.AfterFunc(sweepEvery, c.forget)
	}
}

// sizeOf is what an answer takes of the memory, in bytes.
func sizeOf(q Question, a Answer) int {
	const row = 256 // what a map needs for an entry, about
	return row + len(q.Text) + len(q.From) + len(q.To) + len(a.Text) + len(a.From)
}

// forget throws away what is over, and comes again as long as something is left. There is one at a time.
func (c *Client) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.o.Now()
	for q, k := range c.kept {
		if !now.Before(k.until) {
			c.bytes -= sizeOf(q, k.answer)
			delete(c.kept, q)
		}
	}
	if c.sweeping = len(c.kept) > 0; c.sweeping {
		time.AfterFunc(sweepEvery, c.forget)
	}
}
