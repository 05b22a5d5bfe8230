package memstore

import (
	"bytes"
	"container/list"
	"context"
	"hash/maphash"
	"math"
	"sync"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// shards is how many locks the projections spread over: the router's 64 lanes on up to 8 cores seldom meet.
const shards = 32

// projections are the newest projections by address, bounded by count and bytes.
type projections struct {
	seed   maphash.Seed
	shards [shards]shard
}

// init gives each shard its share and what chance may put on top of it: addresses fall into shards like dice, and six
// standard deviations are exceeded less than once in ten million times.
func (p *projections) init(count int, size int64) {
	p.seed = maphash.MakeSeed()
	share := float64(count) / shards
	for i := range p.shards {
		p.shards[i].maxCount = int(math.Ceil(share + 6*math.Sqrt(share)))
		p.shards[i].maxBytes = (size + size/8) / shards
	}
}

func (p *projections) lose() {
	for i := range p.shards {
		p.shards[i].lose()
	}
}

func (p *projections) shard(at desk.Address) *shard {
	return &p.shards[maphash.Comparable(p.seed, at)%shards]
}

// Get gives the projection at the address.
func (p *projections) Get(ctx context.Context, at desk.Address) (live.Projection, bool, error) {
	if err := ctx.Err(); err != nil {
		return live.Projection{}, false, err
	}
	got, ok := p.shard(at).get(at)
	return got, ok, nil
}

// Put stores what is newer than what is there.
func (p *projections) Put(ctx context.Context, ps []live.Projection) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, one := range ps {
		p.shard(one.Address).put(one)
	}
	return nil
}

// shard is a bounded map; used has the projection used last in front.
type shard struct {
	maxCount int
	maxBytes int64

	mu    sync.Mutex
	at    map[desk.Address]*list.Element // of live.Projection
	used  list.List
	bytes int64
}

func (s *shard) get(at desk.Address) (live.Projection, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.at[at]
	if !ok {
		return live.Projection{}, false
	}
	s.used.MoveToFront(e)
	return e.Value.(live.Projection), true
}

func (s *shard) put(p live.Projection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.at[p.Address]
	switch {
	case !ok:
		p.Body = bytes.Clone(p.Body)
		s.at[p.Address] = s.used.PushFront(p)
	case p.Stamp > e.Value.(live.Projection).Stamp:
		s.bytes -= int64(len(e.Value.(live.Projection).Body))
		p.Body = bytes.Clone(p.Body)
		e.Value = p
		s.used.MoveToFront(e)
	default:
		return
	}
	s.bytes += int64(len(p.Body))
	for s.used.Len() > 1 && (s.used.Len() > s.maxCount || s.bytes > s.maxBytes) {
		s.evict()
	}
}

func (s *shard) evict() {
	oldest := s.used.Remove(s.used.Back()).(live.Projection)
	s.bytes -= int64(len(oldest.Body))
	delete(s.at, oldest.Address)
}

func (s *shard) lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = make(map[desk.Address]*list.Element)
	s.used.Init()
	s.bytes = 0
}
