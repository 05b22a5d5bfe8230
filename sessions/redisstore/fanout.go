package redisstore

import (
	"context"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Publish sends the payload to every subscriber of the topic on every node. One round trip, shared with what others
// publish at the same time, in the order in which they came. After an error every subscriber gets a nil once Redis is back.
func (s *Store) Publish(ctx context.Context, topic string, payload []byte) error {
	err := s.send(ctx, topic, payload)
	if err != nil {
		s.owe(topic)
	}
	return err
}

func (s *Store) send(ctx context.Context, topic string, payload []byte) error {
	if cluster, ok := s.client.(*redis.ClusterClient); ok {
		return s.call(ctx, "publish", func(ctx context.Context) error { return publish(ctx, cluster, s.keys.channel(topic), payload) })
	}
	if err := s.enter(ctx, "publish"); err != nil {
		return err
	}
	cmd := redis.NewIntCmd(ctx, "publish", s.keys.channel(topic), payload)
	return s.hints.do(ctx, &job{cmds: []redis.Cmder{cmd}, size: len(payload)})
}

// publish goes to one node of a Cluster. Any node would do, and the client takes a different one each time: then hints
// overtake each other on their way between the nodes. Always the same one for a topic keeps their order.
func publish(ctx context.Context, client redis.UniversalClient, channel string, payload []byte) error {
	cluster, ok := client.(*redis.ClusterClient)
	if !ok {
		return client.Publish(ctx, channel, payload).Err()
	}
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
