package redisstore

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// listen waits for the first topic, makes a connection, reads it until it breaks, and makes the next.
func (e *ear) listen(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-e.wake:
	}
	again := againFirst
	for ctx.Err() == nil {
		if conn := e.connect(ctx); conn != nil {
			e.read(ctx, conn)
			_ = conn.Close()
			again = againFirst
		}
		e.disconnected()
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
		again = min(2*again, againLast)
	}
}

// connect subscribes to every topic, and to the pulse and the debts, which are there even when no topic is.
func (e *ear) connect(ctx context.Context) *redis.PubSub {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	conn := e.client.Subscribe(ctx)
	if err := conn.Subscribe(ctx, e.pulse, e.keys.missed()); err != nil { // dials: not under the lock
		_ = conn.Close()
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	channels := make([]string, 0, len(e.topics))
	for name := range e.topics {
		channels = append(channels, e.keys.channel(name))
	}
	if len(channels) > 0 {
		_ = conn.Subscribe(ctx, channels...)
	}
	e.conn, e.lost = conn, false
	if e.closed { // meanwhile, and close saw no connection
		_ = conn.Close()
	}
	return conn
}

// disconnected marks every topic as one whose handles must be told.
func (e *ear) disconnected() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.conn, e.lost = nil, true
	for _, t := range e.topics {
		t.owed = true
		select {
		case <-t.confirmed:
			t.confirmed = make(chan struct{})
		default:
		}
	}
}

// read hands on what comes until the connection breaks or this process no longer hears itself.
func (e *ear) read(ctx context.Context, conn *redis.PubSub) {
	var heard atomic.Int64 // when, on a clock that begins now
	begin := time.Now()
	watching, cancel := context.WithCancel(ctx)
	defer cancel()
	e.run.Go(func() { e.watch(watching, conn, begin, &heard) })
	for {
		message, err := conn.Receive(ctx)
		if err != nil {
			return
		}
		switch m := message.(type) {
		case *redis.Message:
			switch m.Channel {
			case e.pulse:
				heard.Store(int64(time.Since(begin)))
			case e.keys.missed():
				e.hub.Missed(m.Payload)
			default:
				e.hub.Deliver(e.topicOf(m.Channel), []byte(m.Payload))
			}
		case *redis.Subscription:
			if m.Kind == "subscribe" {
				e.stands(e.topicOf(m.Channel))
			}
		}
	}
}

// watch publishes the pulse, and closes a connection that does not bring it back: its reader would wait for ever.
func (e *ear) watch(ctx context.Context, conn *redis.PubSub, begin time.Time, heard *atomic.Int64) {
	tick := time.NewTicker(e.pulseEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if time.Since(begin)-time.Duration(heard.Load()) > e.silentFor {
			_ = conn.Close()
			return
		}
		limited, cancel := context.WithTimeout(ctx, callLimit)
		_ = publish(limited, e.client, e.pulse, nil) // a failure shows as silence
		cancel()
	}
}

// stands notes that Redis has confirmed a subscription. A second confirmation means that the client made the connection
// anew by itself: then too something may have been missed.
func (e *ear) stands(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	t, ok := e.topics[name]
	if !ok {
		return
	}
	select {
	case <-t.confirmed:
		t.owed = true
	default:
		close(t.confirmed)
	}
	if t.owed {
		t.owed = false
		e.hub.Missed(name)
	}
}

func (e *ear) topicOf(channel string) string { return strings.TrimPrefix(channel, e.keys.channel("")) }
