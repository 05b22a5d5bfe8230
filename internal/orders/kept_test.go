package orders

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"firstline/internal/question"
)

// shop answers without a network: with nothing in time, or with what it is told.
type shop struct {
	asked atomic.Int64
	takes time.Duration
	fails atomic.Bool
}

// RoundTrip implements http.RoundTripper.
func (s *shop) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked.Add(1)
	select {
	case <-time.After(s.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	res := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`{"cards":[{"title":"x"}]}`))}
	if s.fails.Load() {
		res.StatusCode = http.StatusInternalServerError
	}
	return res, nil
}

func (s *shop) client() *Client {
	return New(Options{URL: "http://shop.example", HTTP: &http.Client{Transport: s}, Sign: func(http.Header, time.Time, []byte) {}, Timeout: 3 * time.Second})
}

// sleep lets a time of the bubble pass.
func sleep(d time.Duration) { <-time.After(d) }

// TestWhatIsOverIsForgotten: nothing of a customer, neither the question nor the answer, is kept when its time is over.
func TestWhatIsOverIsForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shop{}
		c := s.client()
		c.Ask(t.Context(), Question{Phones: []string{"1"}}, false)
		sleep(keptFor / 2)
		c.Ask(t.Context(), Question{Phones: []string{"2"}}, false)
		s.fails.Store(true)
		c.Ask(t.Context(), Question{Phones: []string{"3"}}, false)
		for after, want := range []int{3, 2, 1, 0} {
			synctest.Wait()
			c.mu.Lock()
			if len(c.kept) != want || len(c.under) != 0 {
				t.Errorf("step %d: %d are kept, %d under way", after, len(c.kept), len(c.under))
			}
			c.mu.Unlock()
			sleep([]time.Duration{failedFor, keptFor/2 - failedFor, keptFor / 2, 0}[after])
		}
	})
}

// TestAskedAnew: who asks anew again and again costs the shop one call in a few seconds; while the shop fails, the answer that still
// holds is there for the next one.
func TestAskedAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shop{}
		c := s.client()
		q := Question{Phones: []string{"1"}}
		for range 100 {
			c.Ask(t.Context(), q, true)
		}
		if n := s.asked.Load(); n != 1 {
			t.Errorf("asked %d times", n)
		}
		sleep(anewAfter)
		s.fails.Store(true)
		if a := c.Ask(t.Context(), q, true); a.Failed != question.Refused {
			t.Errorf("asked anew: %+v", a)
		}
		if a := c.Ask(t.Context(), q, false); a.Failed != "" || len(a.Cards) != 1 {
			t.Errorf("what still holds is gone: %+v", a)
		}
		if n := s.asked.Load(); n != 2 {
			t.Errorf("asked %d times", n)
		}
	})
}

// TestOneCallAtATime: who asks the same while a call is under way gets its answer, or makes the next one where the first has gone away.
func TestOneCallAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &shop{takes: time.Second}
		c := s.client()
		q := Question{Phones: []string{"1"}}
		first, leave := context.WithCancel(t.Context())
		answers := make(chan Answer, 20)
		go func() { answers <- c.Ask(first, q, false) }()
		synctest.Wait()
		for range 19 {
			go func() { answers <- c.Ask(t.Context(), q, true) }()
		}
		synctest.Wait()
		if n := s.asked.Load(); n != 1 {
			t.Errorf("%d calls at once", n)
		}
		leave()
		good := 0
		for range 20 {
			if a := <-answers; a.Failed == "" && len(a.Cards) == 1 {
				good++
			}
		}
		if n := s.asked.Load(); good != 19 || n != 2 {
			t.Errorf("%d answers of %d calls", good, n)
		}
	})
}
