package rig

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"firstline/internal/fake/telegram"
)

// Spread is the load balancer in front of the nodes, as the transport of whoever calls them: requests take turns among
// the nodes that looked healthy at the last look, which is up to healthEvery old, as a real one's would be. It repeats
// nothing: a broken call is the network's to repeat.
type Spread struct {
	nodes   []*Node
	healthy []atomic.Bool
	next    atomic.Uint64
	inner   *http.Transport
	stop    context.CancelFunc
	wg      sync.WaitGroup
}

const healthEvery = 200 * time.Millisecond

func newSpread(nodes []*Node) *Spread {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Spread{nodes: nodes, healthy: make([]atomic.Bool, len(nodes)), stop: cancel,
		inner: &http.Transport{MaxIdleConnsPerHost: 200, DisableCompression: true, ResponseHeaderTimeout: 10 * time.Second}}
	if len(nodes) > 1 {
		for i := range nodes {
			s.wg.Go(func() { s.watch(ctx, i) })
		}
	}
	return s
}

func (s *Spread) watch(ctx context.Context, i int) {
	tick := time.NewTicker(healthEvery)
	defer tick.Stop()
	for {
		look, cancel := context.WithTimeout(ctx, 2*healthEvery)
		s.healthy[i].Store(s.nodes[i].Ready(look) == nil)
		cancel()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Pick gives the base address of the next node in turn.
func (s *Spread) Pick() string {
	n := uint64(len(s.nodes))
	first := s.next.Add(1)
	for i := range n {
		at := (first + i) % n
		if n == 1 || s.healthy[at].Load() {
			return s.nodes[at].Base
		}
	}
	return s.nodes[first%n].Base
}

// RoundTrip implements http.RoundTripper: it sends the request to the next node. The desk sees the public address.
func (s *Spread) RoundTrip(r *http.Request) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.Host, out.URL.Host = r.URL.Host, strings.TrimPrefix(s.Pick(), "http://")
	return s.inner.RoundTrip(out)
}

// Dial connects to the next node, whatever address was asked for: for agents, who keep their connections.
func (s *Spread) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	d := net.Dialer{Timeout: time.Second}
	return d.DialContext(ctx, network, strings.TrimPrefix(s.Pick(), "http://"))
}

func (s *Spread) close() {
	s.stop()
	s.wg.Wait()
	s.inner.CloseIdleConnections()
}

// connect points the network at the desk, as an operator without an automatism would. A node that has done so already
// finds the same webhook.
func (w *World) connect(ctx context.Context) error {
	form := url.Values{"url": {w.Public + "/hooks/" + Channel}, "secret_token": {w.Secret}, "max_connections": {"100"},
		"allowed_updates": {`["message","edited_message"]`}}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for try := 0; ; try++ {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.api.URL+"/bot"+telegram.DefaultToken+"/setWebhook", strings.NewReader(form.Encode()))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		_ = resp.Body.Close()
		switch {
		case resp.StatusCode == http.StatusOK:
			return nil
		case try == 100 || resp.StatusCode != http.StatusTooManyRequests:
			return errors.New("setWebhook: " + resp.Status)
		}
		select { // one setWebhook a second, and a node may have had it
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
