package redisstore

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"firstline/sessions/memstore/fanout"
)

const (
	// pulseEvery is how often this process publishes to itself, and silentFor how long it may hear nothing of it. So a
	// connection is noticed that died without a word, and one to a master that is master no more. Until then hints are
	// missed, and readers poll.
	pulseEvery = 2 * time.Second
	silentFor  = 5 * time.Second

	// The pause between attempts to connect doubles from the first to the last of these: short after a mere hiccup, no
	// longer than the poll that stands in for hints.
	againFirst = 50 * time.Millisecond
	againLast  = time.Second

	// confirmWithin is how long Subscribe waits for Redis' word that the subscription stands.
	confirmWithin = time.Second
)

// errClosed says that the store has been closed.
var errClosed = errors.New("redisstore: closed")

// ear is one connection that listens for every topic of this process, and makes itself anew when it breaks.
type ear struct {
	client redis.UniversalClient
	keys   keys
	pulse  string // the channel on which it hears itself
	hub    fanout.Hub
	cancel context.CancelFunc // ends listen
	run    sync.WaitGroup
	wake   chan struct{} // closed when there is somebody to listen for

	pulseEvery, silentFor time.Duration // the constants, but in tests

	mu     sync.Mutex
	awake  bool // wake is closed
	closed bool
	lost   bool          // the last attempt to listen failed and there was none since that did not
	conn   *redis.PubSub // nil when there is none
	topics map[string]*topic
}

// topic is one subscription at Redis, for all the handles of this process.
type topic struct {
	handles   int
	owed      bool          // something may have been missed: tell when the subscription stands
	confirmed chan struct{} // closed when Redis has said that it stands; a new one after each loss
}

func newEar(client redis.UniversalClient, keys keys) *ear {
	ctx, cancel := context.WithCancel(context.Background())
	e := &ear{
		client: client, keys: keys, pulse: keys.pulse(rand.Text()), cancel: cancel,
		wake: make(chan struct{}), topics: make(map[string]*topic),
		pulseEvery: pulseEvery, silentFor: silentFor,
	}
	e.run.Go(func() { e.listen(ctx) })
	return e
}

// close ends listening and every subscription. It may be called twice.
func (e *ear) close() {
	e.cancel()
	e.mu.Lock()
	e.closed = true
	if e.conn != nil {
		_ = e.conn.Close()
	}
	e.mu.Unlock()
	e.run.Wait()
	e.hub.Close()
}

// want counts one more handle for the topic and gives the channel that says when it stands. Blocking: it writes to
// Redis under the lock, since SUBSCRIBE and UNSUBSCRIBE must go out in the order in which the handles come and go.
func (e *ear) want(name string) (<-chan struct{}, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errClosed
	}
	if !e.awake {
		e.awake = true
		close(e.wake)
	}
	t, ok := e.topics[name]
	if !ok {
		t = &topic{confirmed: make(chan struct{}), owed: e.lost}
		e.topics[name] = t
		e.tell((*redis.PubSub).Subscribe, name)
	}
	t.handles++
	if e.lost {
		return closedChannel(), nil // no use waiting: the handle will be told when Redis is back
	}
	return t.confirmed, nil
}

// owe says that the handles of the topic must be told, since nobody waits for its confirmation any longer.
func (e *ear) owe(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if t, ok := e.topics[name]; ok {
		t.owed = true
	}
}

// unwant counts one handle less for the topic.
func (e *ear) unwant(name string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	t, ok := e.topics[name]
	if !ok {
		return
	}
	if t.handles--; t.handles > 0 {
		return
	}
	delete(e.topics, name)
	e.tell((*redis.PubSub).Unsubscribe, name)
}

// tell sends a word about one topic, if there is a connection. Its failure shows where the connection is read.
func (e *ear) tell(word func(*redis.PubSub, context.Context, ...string) error, name string) {
	if e.conn == nil || e.closed {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), callLimit)
	defer cancel()
	_ = word(e.conn, ctx, e.keys.channel(name))
}

func closedChannel() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}
