package api

import (
	"context"
	"net/http/httptest"
	"sync"

	"github.com/gorilla/websocket"

	"firstline/router"
	"firstline/sessions/live"
)

// deafTo is a live store that loses every hint about people.
type deafTo struct{ live.Store }

func (d deafTo) Subscribe(topic string, handle func([]byte)) (func(), error) {
	if topic == router.TopicAgents {
		return func() {}, nil
	}
	return d.Store.Subscribe(topic, handle)
}

// runHub runs a node that is only a hub and an API.
func (r *rig) runHub() {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { _ = r.hub.Run(ctx) })
	r.srv = httptest.NewServer(r.api)
	r.t.Cleanup(func() {
		cancel()
		all.Wait()
		r.srv.Close()
	})
}

// streamOn opens a socket on another node with the same cookie: cookies do not know ports. A node that has just been started takes
// none yet.
func (p *person) streamOn(node *rig) *websocket.Conn {
	p.r.t.Helper()
	q := &person{r: node, http: p.http}
	p.r.until("the node to take sockets", func() bool {
		c, _, err := q.tryStream(node.srv.URL)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	})
	return q.stream()
}
