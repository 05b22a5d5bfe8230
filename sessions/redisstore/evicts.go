package redisstore

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// Evicts says whether Redis may throw away any key when its memory is full (maxmemory-policy allkeys-…). Then a waiting
// session can vanish with no change of epoch to tell, so a node warns of it when it starts. The policies noeviction and
// volatile-… are fine: what must not vanish has no time to live. One round trip to each master.
func (s *Store) Evicts(ctx context.Context) (bool, error) {
	var evicts atomic.Bool
	look := func(ctx context.Context, c *redis.Client) error {
		info, err := c.Info(ctx, "memory").Result()
		if strings.Contains(info, "maxmemory_policy:allkeys") {
			evicts.Store(true)
		}
		return err
	}
	err := s.call(ctx, "policy", func(ctx context.Context) error {
		if cluster, ok := s.client.(*redis.ClusterClient); ok {
			return cluster.ForEachMaster(ctx, look)
		}
		return look(ctx, s.client.(*redis.Client))
	})
	return evicts.Load(), err
}
