package translate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"firstline/internal/desk"
	"firstline/sessions/memstore"
)

// says is a service inside the process that answers everything at length.
type says struct{ calls int }

func (s *says) RoundTrip(*http.Request) (*http.Response, error) {
	s.calls++
	rec := &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}}
	rec.Body = body{strings.NewReader(`{"text":"` + strings.Repeat("长", 90_000) + `"}`)}
	return rec, nil
}

type body struct{ *strings.Reader }

func (body) Close() error { return nil }

func inside(t *testing.T) (*Client, *says) {
	t.Helper()
	live := memstore.New(memstore.Options{})
	t.Cleanup(func() { _ = live.Close() })
	s := &says{}
	return New(Options{URL: "http://service", HTTP: &http.Client{Transport: s}, Sign: func(http.Header, time.Time, []byte) {}, Live: live}), s
}

// weigh is what is kept, and what it is counted as.
func (c *Client) weigh() (have, counted int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for q, k := range c.kept {
		have += sizeOf(q, k.answer)
	}
	return have, c.bytes
}

// TestWhatIsKeptIsBounded: by what it takes of the memory, not by how many texts it is; an hour later nothing of it is left.
func TestWhatIsKeptIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, _ := inside(t)
		for i := range 200 {
			if a, err := c.Ask(t.Context(), desk.AgentID(fmt.Sprint("a", i)), Question{Text: fmt.Sprint(i, strings.Repeat("x", 20_000)), To: "zh-CN"}); err != nil || a.Failed != "" {
				t.Fatal(a.Failed, err)
			}
			if have, counted := c.weigh(); have != counted || have > keptBytes || have == 0 {
				t.Fatalf("after %d texts %d bytes are kept, counted as %d", i+1, have, counted)
			}
		}
		<-time.After(keptFor + sweepEvery)
		synctest.Wait()
		c.mu.Lock()
		defer c.mu.Unlock()
		if len(c.kept) != 0 || c.bytes != 0 || c.sweeping {
			t.Errorf("an hour later there are %d texts, %d bytes, a sweep to come: %v", len(c.kept), c.bytes, c.sweeping)
		}
	})
}

// TestWhoAsksTooOften is told to wait, keeps nobody else from asking, and still gets what is known.
func TestWhoAsksTooOften(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, service := inside(t)
		one := func(who desk.AgentID, text string) error {
			_, err := c.Ask(context.Background(), who, Question{Text: text, To: "en"})
			return err
		}
		for i := range asksBurst {
			if err := one("mei", fmt.Sprint(i)); err != nil {
				t.Fatalf("text %d: %v", i, err)
			}
		}
		var busy *BusyError
		if err := one("mei", "one more"); !errors.As(err, &busy) || busy.RetryAfter <= 0 {
			t.Errorf("one more: %v", err)
		}
		if err := errors.Join(one("mei", "0"), one("bo", "one more")); err != nil || service.calls != asksBurst+1 {
			t.Errorf("what is known, and somebody else: %v after %d calls", err, service.calls)
		}
		<-time.After(asksEvery)
		if err := one("mei", "later"); err != nil {
			t.Errorf("a moment later: %v", err)
		}
	})
}
