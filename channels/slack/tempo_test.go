package slack_test

import (
	"net/http"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
)

// paced is when the methods were called that have a limit by the minute.
type paced struct {
	mu   sync.Mutex
	made []time.Time
}

// count notes such calls on their way to a Slack.
func (p *paced) count(to http.RoundTripper) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		if slices.Contains([]string{"users.conversations", "conversations.history", "conversations.replies", "chat.update"}, path.Base(r.URL.Path)) {
			p.mu.Lock()
			p.made = append(p.made, time.Now())
			p.mu.Unlock()
		}
		return to.RoundTrip(r)
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestOneTempo: two presses that are answered while something is fetched share one limit with it: in no stretch of time are
// there more calls than twenty and one in each 1.2 seconds of it.
func TestOneTempo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesktop(t, fakeslack.Options{})
		li := d.Person("U", "李女士", "zh-CN")
		at := desk.Address{Channel: "sl", Key: fakeslack.TeamID + "/" + li.DM()}
		asked, err := d.hook.Send(t.Context(), desk.Outbound{Address: at, Text: "请打分", Choices: []desk.Choice{{Label: "★", Value: "1"}, {Label: "★★", Value: "2"}}})
		if err != nil {
			t.Fatal(err)
		}
		pass(time.Hour) // in which it looks once
		before := len(d.made)
		const people = 40
		d.away(func() {
			for i := range people {
				p := d.Person("U"+string(rune('a'+i)), "P", "")
				says(t, p, p.DM(), "hello", "")
			}
		})
		synctest.Wait()
		atOnce := len(d.made) - before
		var presses sync.WaitGroup
		for _, value := range []string{"1", "2"} {
			presses.Go(func() {
				if err := d.hook.Thank(t.Context(), desk.Inbound{Address: at, ReplyTo: asked.ExternalID, Text: value, Pressed: true}, true); err != nil {
					t.Errorf("the press of %s: %v", value, err)
				}
			})
		}
		presses.Wait()
		pass(time.Minute)
		if n := len(d.texts()); atOnce != 20 || n != people {
			t.Errorf("%d calls were made at once, %d people heard in the end", atOnce, n)
		}
		for i, from := range d.made {
			for j, to := range d.made[i:] {
				if may := 20 + int(to.Sub(from)/(1200*time.Millisecond)); j+1 > may {
					t.Fatalf("%d calls in %s: %d are allowed", j+1, to.Sub(from), may)
				}
			}
		}
	})
}
