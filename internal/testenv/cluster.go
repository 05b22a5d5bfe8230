package testenv

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// RedisNodes is a Redis Cluster of three masters without replicas.
type RedisNodes struct {
	Addrs []string
	Nodes []*RedisServer // a node that restarts comes back to its slots, empty
}

const slots = 16384

// StartRedisCluster starts three nodes and joins them. Close it.
func StartRedisCluster() (*RedisNodes, error) {
	c := &RedisNodes{}
	for range 3 {
		bus, err := freePort()
		if err != nil {
			c.Close()
			return nil, err
		}
		node, err := startRedis("--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--cluster-port", strconv.Itoa(bus))
		if err != nil {
			c.Close()
			return nil, err
		}
		c.Nodes, c.Addrs = append(c.Nodes, node), append(c.Addrs, node.Addr)
	}
	if err := c.join(); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// join does what redis-cli --cluster create does: slots, epochs, introductions.
func (c *RedisNodes) join() error {
	host, port, _ := strings.Cut(c.Addrs[0], ":")
	bus := c.Nodes[0].args[len(c.Nodes[0].args)-1]
	for i, n := range c.Nodes {
		err := n.do(func(ctx context.Context, r *redis.Client) error {
			return errors.Join(
				r.ClusterAddSlotsRange(ctx, i*slots/3, (i+1)*slots/3-1).Err(),
				r.Do(ctx, "cluster", "set-config-epoch", i+1).Err(),
				r.Do(ctx, "cluster", "meet", host, port, bus).Err())
		})
		if err != nil {
			return err
		}
	}
	for _, n := range c.Nodes {
		if err := n.process.until("the Redis cluster", patience, n.joined); err != nil {
			return err
		}
	}
	return nil
}

// joined asks a node whether it knows everybody and who has which slot.
func (s *RedisServer) joined() error {
	return s.do(func(ctx context.Context, r *redis.Client) error {
		info, err := r.ClusterInfo(ctx).Result()
		if err != nil {
			return err
		}
		for _, want := range []string{"cluster_state:ok", "cluster_known_nodes:3", "cluster_size:3", "cluster_slots_ok:16384"} {
			if !strings.Contains(info, want+"\r\n") {
				return errors.New("not yet " + want)
			}
		}
		return nil
	})
}

// FlushAll empties all nodes.
func (c *RedisNodes) FlushAll() error {
	var errs []error
	for _, n := range c.Nodes {
		errs = append(errs, n.FlushAll())
	}
	return errors.Join(errs...)
}

// Close stops all nodes for good.
func (c *RedisNodes) Close() {
	for _, n := range c.Nodes {
		n.Close()
	}
}
