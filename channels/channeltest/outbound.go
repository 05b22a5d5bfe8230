package channeltest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// Answer is one answer of the network, and what must follow from it.
type Answer struct {
	Name  string
	Serve http.HandlerFunc
	Want  channels.Reason // empty = it is sent
	After time.Duration   // the pause that the network asks for; 0 = none
}

// Network is the sending half of an adapter under test.
type Network struct {
	// Adapter makes one whose network is at url.
	Adapter func(t *testing.T, url string) channels.Adapter
	// Out is what is sent.
	Out desk.Outbound
	// Secrets are what no error may show: tokens, signing secrets, an address that gives access.
	Secrets []string
}

// Outbound sends one message for each answer of the table, and then to networks of its own: nobody is there, it hangs up, it
// falls over, it answers too late, it sends the desk elsewhere. What may have arrived must not be taken for sent, nor for
// something to send again by itself.
func Outbound(t *testing.T, n Network, table []Answer) {
	t.Helper()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed to somebody else") }))
	t.Cleanup(elsewhere.Close)
	for _, a := range table {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			err := n.send(t, a.Serve)
			if err == nil {
				err = &channels.SendError{} // no reason: it was sent
			}
			if se, _ := channels.Judge(err); se.Reason != a.Want || se.RetryAfter != a.After {
				t.Errorf("it is %q with a pause of %s, want %q with %s: %v", se.Reason, se.RetryAfter, a.Want, a.After, err)
			}
		})
	}
	unclear := map[string]http.HandlerFunc{
		"hangs up":   func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"falls over": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"is late":    func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	}
	for name, serve := range unclear {
		t.Run("a network that "+name, func(t *testing.T) {
			t.Parallel()
			err := n.send(t, serve)
			if err == nil {
				t.Fatal("it counts as sent")
			}
			if _, verdict := channels.Judge(err); !verdict.Unsure {
				t.Errorf("it may have arrived, and nobody is told: %v", err)
			}
		})
	}
	for _, code := range []int{http.StatusFound, http.StatusTemporaryRedirect} {
		t.Run("a network that sends elsewhere with "+http.StatusText(code), func(t *testing.T) {
			t.Parallel()
			if n.send(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", elsewhere.URL)
				w.WriteHeader(code)
			}) == nil {
				t.Error("it counts as sent")
			}
		})
	}
	t.Run("a network that is away", func(t *testing.T) {
		t.Parallel()
		err := n.send(t, nil)
		if err == nil {
			t.Fatal("it counts as sent")
		}
		if se, _ := channels.Judge(err); se.Reason != channels.Unreachable {
			t.Errorf("it is %s, want %s", se.Reason, channels.Unreachable)
		}
	})
}

// send sends the message to a network that answers so; nil: nobody is there.
func (n Network) send(t *testing.T, serve http.HandlerFunc) error {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		serve(w, r)
	}))
	t.Cleanup(srv.Close)
	if serve == nil {
		srv.Close()
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	began := time.Now()
	_, err := n.Adapter(t, srv.URL).Send(ctx, n.Out)
	if took := time.Since(began); took > 10*patience {
		t.Errorf("it goes on for %s behind the end of its context", took)
	}
	for _, secret := range n.Secrets {
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("the error has a secret in it: %v", err)
		}
	}
	return err
}

// patience is how long one message has; the machine may be busy with something else.
const patience = 2 * time.Second
