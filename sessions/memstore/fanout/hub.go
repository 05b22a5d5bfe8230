// Package fanout hands payloads to the subscribers of topics within this process. It decides their order (as delivered)
// and what becomes of a subscriber that is too slow: its backlog goes and it gets one nil. It refuses to block a
// publisher and to remember anything for those who come later. Both live stores deliver through it.
package fanout

import (
	"errors"
	"slices"
	"sync"
)

// ErrClosed says that the hub has been closed.
var ErrClosed = errors.New("fanout: closed")

// Hub is a set of topics. The zero value is ready. Its methods may be called from many goroutines.
type Hub struct {
	mu     sync.Mutex // also makes one order for all subscribers of a topic
	topics map[string][]*subscriber
	closed bool
}

// Subscribe calls handle for each payload delivered to the topic from now on, one at a time, in order. A nil payload
// says that something was missed. A payload is shared between subscribers: handle must not change it. Stop may be called
// twice; it waits for a running handle and so must not be called by it.
func (h *Hub) Subscribe(topic string, handle func(payload []byte)) (stop func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, ErrClosed
	}
	s := newSubscriber(handle)
	if h.topics == nil {
		h.topics = make(map[string][]*subscriber)
	}
	h.topics[topic] = append(h.topics[topic], s)
	go s.run()
	return func() { h.drop(topic, s); s.stop() }, nil
}

// Deliver hands the payload to the topic's subscribers and keeps it: the caller gives it away. It never blocks on them.
func (h *Hub) Deliver(topic string, payload []byte) {
	if payload == nil {
		payload = []byte{} // nil has its own meaning
	}
	h.push(topic, payload)
}

// Missed tells the topic's subscribers, in order with what was delivered, that something may be missing.
func (h *Hub) Missed(topic string) { h.push(topic, nil) }

// Close ends every subscription and waits for running handles. It may be called twice.
func (h *Hub) Close() {
	h.mu.Lock()
	all := h.topics
	h.topics, h.closed = nil, true
	h.mu.Unlock()
	for _, subs := range all {
		for _, s := range subs {
			s.stop()
		}
	}
}

func (h *Hub) push(topic string, payload []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.topics[topic] {
		s.push(payload)
	}
}

func (h *Hub) drop(topic string, s *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	rest := slices.DeleteFunc(h.topics[topic], func(o *subscriber) bool { return o == s })
	if len(rest) == 0 {
		delete(h.topics, topic)
		return
	}
	h.topics[topic] = rest
}
