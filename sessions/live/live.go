// Package live is the contract of the live state: session projections, waiting queues, presence, fan-out and rate
// buckets. It decides what the router may expect of such a store; it refuses to be a record. Everything in it can be
// emptied at any moment and is rebuilt from SQL. sessions/memstore keeps it in process, sessions/redisstore in Redis
// (single, Sentinel or Cluster); sessions/storetest runs one suite on both.
package live

import (
	"context"
	"time"

	"firstline/internal/desk"
)

// Store is a live store. Every method may be called from many goroutines. An error means that the store is away: the
// caller goes on from SQL. No method keeps or changes a slice that it was given.
type Store interface {
	Projections
	Queue
	Presence
	Fanout
	Buckets

	// Epoch names this filling of the store. It changes when the store has lost its data (a flush, a restart): the
	// caller then fills it again from SQL and judges nobody offline before the grace time has passed. Blocking.
	Epoch(ctx context.Context) (string, error)

	// Close ends subscriptions and connections. The store must not be used after it.
	Close() error
}

// Projection is the newest known state of the latest session at an address.
type Projection struct {
	Address desk.Address
	Session desk.SessionID
	Stamp   int64  // the session's ordinal at the address << 32 | its version: newer is greater, from 0 to below 2^53
	Body    []byte // opaque to the store; what Get gives may be shared: do not change it
}

// Projections are sessions by address.
type Projections interface {
	// Get gives the projection at the address; ok is false when there is none.
	Get(ctx context.Context, at desk.Address) (p Projection, ok bool, err error)

	// Put stores what is newer than what is there and ignores the rest. One round trip for the whole slice where the
	// store allows. Kept for at least 48 h after the last Put, unless the store's memory is too small for that: an absent
	// projection says nothing, so the caller looks into SQL.
	Put(ctx context.Context, ps []Projection) error
}

// Waiting is a session in a queue.
type Waiting struct {
	Session   desk.SessionID  `json:"session"`
	Address   desk.Address    `json:"address"`
	Group     desk.GroupID    `json:"group"`
	Since     desk.Millis     `json:"since"`           // when it began to wait
	Rank      int64           `json:"rank"`            // Since less bonus milliseconds: smaller is served first; within ±2^53
	Prefer    desk.AgentID    `json:"prefer"`          // the agent who had it last; empty for none
	Avoid     []desk.AgentID  `json:"avoid,omitempty"` // who left the customer without an answer: asked last
	Lead      bool            `json:"lead,omitempty"`  // a lead is asked first
	Need      desk.Speciality `json:"need,omitempty"`  // whom the matter needs first (ORG-03); empty = anybody
	Partition int             `json:"partition"`       // of the address
}

// Queue is the set of waiting sessions, one order per group.
type Queue interface {
	// Enqueue adds or moves the sessions (one entry per session, whatever its group was).
	Enqueue(ctx context.Context, ws []Waiting) error
	// Dequeue removes the sessions; unknown ones are no error.
	Dequeue(ctx context.Context, ids []desk.SessionID) error
	// Head gives up to limit waiting sessions of the group, smallest Rank first, ties by session id.
	Head(ctx context.Context, group desk.GroupID, limit int) ([]Waiting, error)
	// Depths gives how many wait in each group; groups without any may be missing.
	Depths(ctx context.Context) (map[desk.GroupID]int, error)
}

// Presence is who has an open socket somewhere.
type Presence interface {
	// Beat says that the agent was seen on the node just now; it counts for ttl.
	Beat(ctx context.Context, node string, agents []desk.AgentID, ttl time.Duration) error
	// Gone says that the agent has no socket left on the node.
	Gone(ctx context.Context, node string, agent desk.AgentID) error
	// Seen gives the agents whose beat has not run out.
	Seen(ctx context.Context) (map[desk.AgentID]bool, error)
}

// Fanout carries hints between nodes. Nothing may depend on their arrival.
type Fanout interface {
	// Publish sends the payload to every subscriber of the topic on every node, this one included. It may drop.
	Publish(ctx context.Context, topic string, payload []byte) error
	// Subscribe calls handle, in order of arrival and one at a time, until stop is called; stop waits for a running
	// handle (so handle must not call it) and may be called twice. A payload is shared: handle must not change it. A nil
	// payload says that something may have been missed: after a lost connection, after a handle that was too slow, or
	// when a subscription made while the store was away stands at last. The error says that the store is closed.
	Subscribe(topic string, handle func(payload []byte)) (stop func(), err error)
}

// Buckets are shared rate limits.
type Buckets interface {
	// Take asks for n tokens of a bucket that holds burst and gains one per every. It gives 0 when they were taken, else
	// how long to wait before asking again; nothing is taken then. GCRA; the clock is the store's own. More than burst is
	// never given; without n or without every there is no limit.
	Take(ctx context.Context, bucket string, n, burst int, every time.Duration) (wait time.Duration, err error)
}
