package redisstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"firstline/internal/desk"
)

// Presence is one sorted set of "node NUL agent". Its only clock is that of Redis, so nodes whose clocks differ agree.
// It lives as long as its last beat.

// Beat lets the agents count for ttl (cut to milliseconds) from now. One round trip for up to 500.
func (s *Store) Beat(ctx context.Context, node string, agents []desk.AgentID, ttl time.Duration) error {
	for some := range slices.Chunk(agents, perScript) {
		args := make([]any, 0, len(some)+1)
		args = append(args, ttl.Milliseconds())
		for _, a := range some {
			args = append(args, member(node, a))
		}
		if _, err := s.script(ctx, "beat", beatScript, []string{s.keys.present()}, args...); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Gone lets the agent count no more on the node. One round trip.
func (s *Store) Gone(ctx context.Context, node string, agent desk.AgentID) error {
	return s.call(ctx, "gone", func(ctx context.Context) error {
		return s.client.ZRem(ctx, s.keys.present(), member(node, agent)).Err()
	})
}

// Seen gives the agents that count. One round trip.
func (s *Store) Seen(ctx context.Context) (map[desk.AgentID]bool, error) {
	reply, err := s.script(ctx, "seen", seenScript, []string{s.keys.present()})
	if err != nil {
		return nil, err
	}
	members, err := list[string](reply)
	if err != nil {
		return nil, fmt.Errorf("redisstore: seen: %w", err)
	}
	seen := make(map[desk.AgentID]bool, len(members))
	for _, m := range members {
		_, agent, _ := strings.Cut(m, "\x00")
		seen[desk.AgentID(agent)] = true
	}
	return seen, nil
}

func member(node string, agent desk.AgentID) string { return node + "\x00" + string(agent) }
