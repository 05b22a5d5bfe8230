package redisstore

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// Rest is how long the breaker lets calls fail at once.
const Rest = rest

// Prefix begins the store's keys.
func (s *Store) Prefix() string { return s.keys.prefix }

// Client is the store's client, to look behind its back.
func (s *Store) Client() redis.UniversalClient { return s.client }

// HearWithin lets the fan-out notice a silent connection sooner.
func (s *Store) HearWithin(pulse, silence time.Duration) {
	s.ear.pulseEvery, s.ear.silentFor = pulse, silence
}

// Forget deletes every key of the store's prefix: a flush of a Redis that others use too.
func (s *Store) Forget(ctx context.Context) error {
	return s.EachKey(ctx, func(ctx context.Context, c redis.Cmdable, key string) error { return c.Del(ctx, key).Err() })
}

// EachKey calls f for every key of the store's prefix.
func (s *Store) EachKey(ctx context.Context, f func(ctx context.Context, c redis.Cmdable, key string) error) error {
	each := func(ctx context.Context, c *redis.Client) error {
		keys := c.Scan(ctx, 0, s.keys.prefix+"*", 1000).Iterator()
		for keys.Next(ctx) {
			if err := f(ctx, c, keys.Val()); err != nil {
				return err
			}
		}
		return keys.Err()
	}
	if cluster, ok := s.client.(*redis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, each)
	}
	return each(ctx, s.client.(*redis.Client))
}

// Deaf says that the fan-out has no connection.
func (s *Store) Deaf() bool {
	s.ear.mu.Lock()
	defer s.ear.mu.Unlock()
	return s.ear.lost
}
