package redisstore

import (
	"context"
	"fmt"
	"time"
)

// A bucket's key lives until the bucket is full again: a full bucket and an absent one are the same.

// Take asks for n tokens; 0 says that they were taken. The time for one token is rounded up to a microsecond. One round
// trip. When an error comes, it is not known whether they were taken.
func (s *Store) Take(ctx context.Context, bucket string, n, burst int, every time.Duration) (time.Duration, error) {
	if n <= 0 || every <= 0 {
		return 0, ctx.Err()
	}
	micros := (every + time.Microsecond - 1).Microseconds()
	reply, err := s.script(ctx, "take", takeScript, []string{s.keys.bucket(bucket)}, n, burst, micros)
	if err != nil {
		return 0, err
	}
	wait, ok := reply.(int64)
	if !ok {
		return 0, fmt.Errorf("redisstore: take: unexpected reply %T", reply)
	}
	return time.Duration(wait) * time.Microsecond, nil
}
