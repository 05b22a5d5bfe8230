package redisstore

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Publish sends the payload to every subscriber of the topic on every node. One round trip.
func (s *Store) Publish(ctx context.Context, topic string, payload []byte) error {
	return s.call(ctx, "publish", func(ctx context.Context) error {
		return publish(ctx, s.client, s.keys.channel(topic), payload)
	})
}

func publish(ctx context.Context, client redis.UniversalClient, channel string, payload []byte) error {
	cluster, ok := client.(*redis.ClusterClient)
	if !ok {
		return client.Publish(ctx, channel, payload).Err()
	}
	// Any node would do, and the client takes a different one each time: then hints overtake each other on their way
	// between the nodes. Always the same one for a topic keeps their order.
	node, err := cluster.MasterForKey(ctx, channel)
	if err != nil {
		return err
	}
	return node.Publish(ctx, channel, payload).Err()
}

// Subscribe calls handle for what is published from now on. It waits up to a second for Redis to confirm. When Redis is
// away it succeeds nevertheless: the subscription stands as soon as Redis is back, and handle is told by a nil. A lost
// connection is made anew by itself, and then too a nil comes. The error says that the store is closed.
func (s *Store) Subscribe(topic string, handle func(payload []byte)) (stop func(), err error) {
	halt, err := s.ear.hub.Subscribe(topic, handle)
	if err != nil {
		return nil, err
	}
	stands, err := s.ear.want(topic)
	if err != nil {
		halt()
		return nil, err
	}
	late := time.NewTimer(confirmWithin)
	defer late.Stop()
	select {
	case <-stands:
	case <-late.C:
		s.ear.owe(topic)
	}
	var once sync.Once
	return func() {
		halt()
		once.Do(func() { s.ear.unwant(topic) })
	}, nil
}
