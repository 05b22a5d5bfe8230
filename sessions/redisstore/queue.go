package redisstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// perScript is how many sessions one run of a script takes. While it runs Redis serves nobody else: 500 take some 2 ms.
const perScript = 500

// The queue has no time to live: a session that ran out would be a customer whom nobody serves, with no change of epoch
// to tell. It is as long as the number of those who wait; the router takes out who no longer does.

// Enqueue adds or moves the sessions. One round trip for up to 500, shared with those of other callers.
func (s *Store) Enqueue(ctx context.Context, ws []live.Waiting) error {
	keys := []string{s.keys.entries(), s.keys.groupOf(), s.keys.groups(), s.keys.rank("")}
	for some := range slices.Chunk(ws, perScript) {
		args := make([]any, 0, 4*len(some))
		for _, w := range some {
			entry, err := json.Marshal(w)
			if err != nil {
				return fmt.Errorf("redisstore: enqueue: %w", err)
			}
			args = append(args, string(w.Session), string(w.Group), w.Rank, entry)
		}
		if err := s.queued(ctx, "enqueue", enqueueScript, keys, args); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// queued runs a script that changes the queue. Those of many callers share a round trip and keep their order.
func (s *Store) queued(ctx context.Context, what string, script *redis.Script, keys []string, args []any) error {
	if err := s.enter(ctx, what); err != nil {
		return err
	}
	size, line := 0, make([]any, 0, 3+len(keys)+len(args))
	line = append(line, "evalsha", script.Hash(), len(keys))
	for _, key := range keys {
		line = append(line, key)
	}
	for _, arg := range args {
		if b, ok := arg.([]byte); ok {
			size += len(b)
		}
	}
	cmd := redis.NewCmd(ctx, append(line, args...)...)
	if err := s.queue.do(ctx, &job{cmds: []redis.Cmder{cmd}, size: size}); err != nil {
		return err
	}
	if unknownScript(cmd.Err()) {
		_, err := s.script(ctx, what, script, keys, args...)
		return err
	}
	return nil
}

// Dequeue removes the sessions. One round trip for up to 500, shared with those of other callers.
func (s *Store) Dequeue(ctx context.Context, ids []desk.SessionID) error {
	keys := []string{s.keys.entries(), s.keys.groupOf(), s.keys.rank("")}
	for some := range slices.Chunk(ids, perScript) {
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = string(id)
		}
		if err := s.queued(ctx, "dequeue", dequeueScript, keys, args); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Head gives those that are served first. One round trip.
func (s *Store) Head(ctx context.Context, group desk.GroupID, limit int) ([]live.Waiting, error) {
	if limit <= 0 {
		return nil, ctx.Err()
	}
	reply, err := s.script(ctx, "head", headScript, []string{s.keys.rank(string(group)), s.keys.entries()}, limit)
	if err != nil {
		return nil, err
	}
	entries, ok := reply.(string)
	if !ok {
		return nil, fmt.Errorf("redisstore: head: unexpected reply %T", reply)
	}
	var ws []live.Waiting
	if err := json.Unmarshal([]byte(entries), &ws); err != nil {
		return nil, fmt.Errorf("redisstore: head: %w", err)
	}
	return ws, nil
}

// Depths gives how many wait in each group. One round trip.
func (s *Store) Depths(ctx context.Context) (map[desk.GroupID]int, error) {
	reply, err := s.script(ctx, "depths", depthsScript, []string{s.keys.groups(), s.keys.rank("")})
	if err != nil {
		return nil, err
	}
	pairs, err := list[any](reply)
	if err != nil {
		return nil, fmt.Errorf("redisstore: depths: %w", err)
	}
	depths := make(map[desk.GroupID]int, len(pairs)/2)
	for pair := range slices.Chunk(pairs, 2) {
		group, isName := pair[0].(string)
		n, isNumber := pair[len(pair)-1].(int64)
		if !isName || !isNumber {
			return nil, fmt.Errorf("redisstore: depths: unexpected reply %v", pair)
		}
		depths[desk.GroupID(group)] = int(n)
	}
	return depths, nil
}

// list reads a script's reply as a list of T.
func list[T any](reply any) ([]T, error) {
	items, ok := reply.([]any)
	if !ok {
		return nil, fmt.Errorf("unexpected reply %T", reply)
	}
	ts := make([]T, len(items))
	for i, item := range items {
		if ts[i], ok = item.(T); !ok {
			return nil, fmt.Errorf("unexpected item %T", item)
		}
	}
	return ts, nil
}
