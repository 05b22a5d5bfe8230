package redisstore

import (
	"context"
	"sync"
	"time"
)

// debts are the topics of which a hint could not be published. Their subscribers, on all nodes, are told by a nil as
// soon as Redis answers: else a Redis that was away for a moment only, between two of everybody's looks at it, would
// leave them behind until the next hint.
type debts struct {
	run sync.WaitGroup

	mu     sync.Mutex
	topics map[string]bool
	paying bool
	closed bool
}

// owe notes the topic and sees to it that the debt is paid.
func (s *Store) owe(topic string) {
	d := &s.debts
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	if d.topics == nil {
		d.topics = make(map[string]bool)
	}
	d.topics[topic] = true
	if !d.paying {
		d.paying = true
		d.run.Go(s.pay)
	}
}

// pay tries until nothing is owed or the store is closed. A debt made while its topic is being paid stays.
func (s *Store) pay() {
	tick := time.NewTicker(rest)
	defer tick.Stop()
	for {
		topics, more := s.debts.take()
		if !more {
			return
		}
		for _, topic := range topics {
			err := s.call(s.life, "missed", func(ctx context.Context) error {
				return publish(ctx, s.client, s.keys.missed(), []byte(topic))
			})
			if err != nil {
				s.owe(topic)
			}
		}
		select {
		case <-s.life.Done():
		case <-tick.C:
		}
	}
}

// take empties the debts; more is false, and paying has ended, when there are none or nobody wants them paid.
func (d *debts) take() (topics []string, more bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || len(d.topics) == 0 {
		d.paying = false
		return nil, false
	}
	for topic := range d.topics {
		topics = append(topics, topic)
	}
	clear(d.topics)
	return topics, true
}

// close lets nothing be owed any longer; the caller has ended the life of the store.
func (d *debts) close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.run.Wait()
}
