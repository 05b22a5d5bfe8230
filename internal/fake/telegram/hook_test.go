package telegram

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

// receiver is a bot's webhook without a socket, for use in a synctest bubble.
type receiver struct {
	// answer decides, for the nth delivery (from 1) of an update.
	answer func(u models.Update, n int) (status int, header http.Header, body string)

	mu    sync.Mutex
	began time.Time
	seen  []arrival
	times map[int64]int
}

// arrival is one delivery: when since the first, of which text.
type arrival struct {
	At   time.Duration
	What string
}

func (r *receiver) RoundTrip(req *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.times[u.ID]++
	n := r.times[u.ID]
	r.seen = append(r.seen, arrival{time.Since(r.began), what(u)})
	r.mu.Unlock()
	status, header, body := r.answer(u, n)
	if status == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return &http.Response{StatusCode: status, Status: fmt.Sprint(status, " ", http.StatusText(status)),
		Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

func what(u models.Update) string {
	switch {
	case u.CallbackQuery != nil:
		return "tap " + u.CallbackQuery.Data
	case u.Message != nil:
		return u.Message.Text
	case u.EditedMessage != nil:
		return "edit " + u.EditedMessage.Text
	}
	return "other"
}

func (r *receiver) arrivals() []arrival {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.seen)
}

// status makes an answer function of one that only picks a status.
func status(pick func(u models.Update, n int) int) func(models.Update, int) (int, http.Header, string) {
	return func(u models.Update, n int) (int, http.Header, string) { return pick(u, n), http.Header{}, "" }
}

// hooked is a server with a webhook that the receiver answers. Call it in a
// bubble.
func hooked(t *testing.T, r *receiver, opts Options, more args) *Server {
	t.Helper()
	r.began, r.times = time.Now(), map[int64]int{}
	opts.Transport = r
	s := start(t, opts)
	a := args{"url": "http://bot.test/hook"}
	for k, v := range more {
		a[k] = v
	}
	mustOK[bool](t, call(t, s, "setWebhook", a))
	return s
}

func TestHeadOfLine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{answer: status(func(u models.Update, n int) int {
			if u.Message.Text == "A1" && n <= 3 {
				return 500
			}
			return 200
		})}
		s := hooked(t, r, Options{}, nil)
		a, b := s.User(1, "A", ""), s.User(2, "B", "")
		a.Say(nil, "A1")
		a.Say(nil, "A2")
		synctest.Wait() // A1 was sent and, at once, sent again
		b.Say(nil, "B1")
		b.Say(nil, "B2")
		await(t, s, func() bool { return s.Counts().States[Pending] == 0 })
		want := []arrival{{0, "A1"}, {0, "A1"}, {0, "B1"}, {0, "B2"},
			{2 * time.Second, "A1"}, {6 * time.Second, "A1"}, {6 * time.Second, "A2"}}
		if diff := cmp.Diff(want, r.arrivals()); diff != "" {
			t.Error(diff)
		}
		if u := s.Updates()[0]; u.State != Delivered || len(u.Attempts) != 4 || u.Attempts[3].Status != 200 {
			t.Errorf("ledger: %+v", u)
		}
	})
}

// A message that is never accepted is tried for a day, at Speedup times the
// pace, and then given up; the next one of the chat follows.
func TestRetriesForADay(t *testing.T) {
	t.Parallel()
	for _, speedup := range []float64{1, 60} {
		t.Run(fmt.Sprint("speedup ", speedup), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := &receiver{answer: status(func(u models.Update, _ int) int {
					if u.Message.Text == "poison" {
						return 500
					}
					return 204
				})}
				s := hooked(t, r, Options{Speedup: speedup}, nil)
				s.User(1, "A", "").Say(nil, "poison")
				s.User(1, "A", "").Say(nil, "next")
				if err := s.Await(t.Context(), func() bool { return s.Counts().States[Pending] == 0 }); err != nil {
					t.Fatal(err)
				}
				seen := r.arrivals()
				last := seen[len(seen)-1]
				if s.Updates()[0].State != Dropped || last.What != "next" {
					t.Errorf("poison is %s, last came %q", s.Updates()[0].State, last.What)
				}
				unit := time.Duration(float64(time.Second) / speedup)
				if gaveUp := last.At; gaveUp > 86400*unit || gaveUp < (86400-120)*unit {
					t.Errorf("given up after %v", gaveUp)
				}
				checkPauses(t, seen[:len(seen)-1], unit)
			})
		})
	}
}

func checkPauses(t *testing.T, seen []arrival, unit time.Duration) {
	t.Helper()
	ceilings := map[int]bool{}
	for i := 1; i < len(seen); i++ {
		pause := int(((seen[i].At - seen[i-1].At) + unit/2) / unit)
		switch {
		case i == 1 && pause == 0:
		case i >= 2 && i <= 6 && pause == 1<<(i-1): // 2, 4, 8, 16, 32
		case i == 7 && pause >= 60 && pause <= 64:
		case i >= 8 && pause >= 60 && pause <= 120:
			ceilings[pause] = true
		default:
			t.Fatalf("pause %d is %d s", i, pause)
		}
	}
	if len(ceilings) < 20 {
		t.Errorf("only %d different pauses in a day", len(ceilings))
	}
}
