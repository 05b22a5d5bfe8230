package redisstore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// projectionTTL keeps a projection for the promised 48 hours (twice the default reopen window of 24 h) and two more, so
// that a step of the server's clock does not break the promise. Each Put renews it.
const projectionTTL = 50 * time.Hour

// stampDigits is the width of the stamp in front of a packed projection; 2^53-1 has as many. Lua reads them as a number,
// which is exact below 2^53.
const stampDigits = 16

// Get gives the projection at the address. One round trip, shared with the Gets of other callers.
func (s *Store) Get(ctx context.Context, at desk.Address) (live.Projection, bool, error) {
	if err := s.enter(ctx, "get"); err != nil {
		return live.Projection{}, false, err
	}
	cmd := redis.NewStringCmd(ctx, "get", s.keys.projection(string(at.Channel), at.Key))
	if err := s.gets.do(ctx, &job{cmds: []redis.Cmder{cmd}}); err != nil {
		return live.Projection{}, false, err
	}
	value, err := cmd.Bytes()
	if errors.Is(err, redis.Nil) {
		return live.Projection{}, false, nil
	}
	p, err := unpack(value)
	if err != nil {
		return live.Projection{}, false, fmt.Errorf("redisstore: get: %w", err)
	}
	p.Address = at
	return p, true, nil
}

// Put stores what is newer than what is there. One round trip for up to 1,000 projections or 1 MiB, shared with the Puts
// of other callers; more go in as many, one after the other, so that others get their turn in between.
func (s *Store) Put(ctx context.Context, ps []live.Projection) error {
	for len(ps) > 0 {
		n, size := 0, 0
		for n < len(ps) && n < maxCommands && (n == 0 || size+len(ps[n].Body) <= maxBytes) {
			size += len(ps[n].Body)
			n++
		}
		if err := s.putSome(ctx, ps[:n], size); err != nil {
			return err
		}
		ps = ps[n:]
	}
	return ctx.Err()
}

func (s *Store) putSome(ctx context.Context, ps []live.Projection, size int) error {
	if err := s.enter(ctx, "put"); err != nil {
		return err
	}
	cmds := make([]redis.Cmder, len(ps))
	for i, p := range ps {
		value, err := pack(p)
		if err != nil {
			return fmt.Errorf("redisstore: put: %w", err)
		}
		key := s.keys.projection(string(p.Address.Channel), p.Address.Key)
		cmds[i] = redis.NewCmd(ctx, "evalsha", putScript.Hash(), 1, key, value, int(projectionTTL.Seconds()))
	}
	if err := s.puts.do(ctx, &job{cmds: cmds, size: size}); err != nil {
		return err
	}
	return s.putUnknown(ctx, cmds, size)
}

// putUnknown puts again, with the script's source, what went to a server that did not know the script yet.
func (s *Store) putUnknown(ctx context.Context, cmds []redis.Cmder, size int) error {
	var again []redis.Cmder
	for _, cmd := range cmds {
		if unknownScript(cmd.Err()) {
			args := append([]any{"eval", putSource}, cmd.Args()[2:]...)
			again = append(again, redis.NewCmd(ctx, args...))
		}
	}
	if len(again) == 0 {
		return nil
	}
	return s.puts.do(ctx, &job{cmds: again, size: size})
}

// pack makes the value of a projection: the stamp in 16 digits, the length of the session's id, the id, the body.
func pack(p live.Projection) ([]byte, error) {
	if p.Stamp < 0 || p.Stamp >= 1<<53 {
		return nil, fmt.Errorf("stamp %d is not in [0, 2^53)", p.Stamp)
	}
	v := make([]byte, 0, stampDigits+binary.MaxVarintLen16+len(p.Session)+len(p.Body))
	v = fmt.Appendf(v, "%0*d", stampDigits, p.Stamp)
	v = binary.AppendUvarint(v, uint64(len(p.Session)))
	v = append(v, p.Session...)
	return append(v, p.Body...), nil
}

// unpack reads what pack made. The body shares the value's memory.
func unpack(v []byte) (live.Projection, error) {
	if len(v) < stampDigits {
		return live.Projection{}, errPacked
	}
	stamp, err := strconv.ParseInt(string(v[:stampDigits]), 10, 64)
	if err != nil {
		return live.Projection{}, errPacked
	}
	v = v[stampDigits:]
	length, n := binary.Uvarint(v)
	if n <= 0 || length > uint64(len(v)-n) {
		return live.Projection{}, errPacked
	}
	session, body := v[n:n+int(length)], v[n+int(length):]
	return live.Projection{Session: desk.SessionID(session), Stamp: stamp, Body: body}, nil
}

// errPacked says that somebody else wrote to one of our keys.
var errPacked = errors.New("not a projection")
