// Package scriptuse counts how often answers say the department's scripts, by whom and when last (SCR-01). An answer keeps the
// scripts that stand in it word for word; this package reads those, and refuses to keep anything itself.
package scriptuse

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Days is how far back it is counted.
const Days = 30

// Record is what this package needs of the record.
type Record interface {
	ScriptsUsed(ctx context.Context, at int64) ([]dbq.ScriptsUsedRow, error)
	ScriptsUsedBy(ctx context.Context, arg dbq.ScriptsUsedByParams) ([]dbq.ScriptsUsedByRow, error)
}

// Usage is how a script was used in the last Days days.
type Usage struct {
	Script string      `json:"script"`
	Times  int         `json:"times" doc:"Answers with it in them"`
	People int         `json:"people" doc:"How many agents have said it"`
	Last   desk.Millis `json:"last"`
}

// keptFor is how long a count is given again without reading what was said since: it goes through the answers of Days days.
const keptFor = 5 * time.Minute

// Service counts. Its methods may be called from many goroutines.
type Service struct {
	record Record
	now    func() time.Time
	mu     sync.Mutex
	kept   map[desk.AgentID]kept // the empty id is everybody
}

type kept struct {
	uses  []Usage
	until time.Time
}

// New makes a service; now is the clock, nil = time.Now.
func New(record Record, now func() time.Time) *Service {
	if now == nil {
		now = time.Now
	}
	return &Service{record: record, now: now, kept: map[desk.AgentID]kept{}}
}

// counted gives what was counted a moment ago, or else counts and keeps that. Of two who come at once both count.
func (s *Service) counted(of desk.AgentID, count func() ([]Usage, error)) ([]Usage, error) {
	s.mu.Lock()
	k, ok := s.kept[of]
	s.mu.Unlock()
	if ok && s.now().Before(k.until) {
		return k.uses, nil
	}
	uses, err := count()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	maps.DeleteFunc(s.kept, func(_ desk.AgentID, k kept) bool { return !now.Before(k.until) })
	s.kept[of] = kept{uses, now.Add(keptFor)}
	return uses, nil
}

// All counts what everybody said, the most used first, up to some minutes ago. The answer is for reading alone.
func (s *Service) All(ctx context.Context) ([]Usage, error) {
	return s.counted("", func() ([]Usage, error) { return s.all(ctx) })
}

// Of counts what one person said, as All does.
func (s *Service) Of(ctx context.Context, who desk.AgentID) ([]Usage, error) {
	return s.counted(who, func() ([]Usage, error) { return s.of(ctx, who) })
}

func (s *Service) all(ctx context.Context) ([]Usage, error) {
	rows, err := s.record.ScriptsUsed(ctx, s.since())
	if err != nil {
		return nil, desk.Away(err)
	}
	t := tally{}
	for _, r := range rows {
		if err := t.add(r.Who, r.At, r.Body); err != nil {
			return nil, err
		}
	}
	return t.uses(), nil
}

func (s *Service) of(ctx context.Context, who desk.AgentID) ([]Usage, error) {
	rows, err := s.record.ScriptsUsedBy(ctx, dbq.ScriptsUsedByParams{At: s.since(), Who: string(who)})
	if err != nil {
		return nil, desk.Away(err)
	}
	t := tally{}
	for _, r := range rows {
		if err := t.add(string(who), r.At, r.Body); err != nil {
			return nil, err
		}
	}
	return t.uses(), nil
}

func (s *Service) since() int64 { return int64(desk.At(s.now().Add(-Days * 24 * time.Hour))) }

// tally counts by script, whatever the version of the pack.
type tally map[string]*count

type count struct {
	times int
	who   map[string]bool
	last  int64
}

func (t tally) add(who string, at int64, body string) error {
	var said struct {
		Event struct {
			Scripts []string `json:"scripts"`
		} `json:"event"`
	}
	if err := json.Unmarshal([]byte(body), &said); err != nil {
		return fmt.Errorf("read the scripts of an answer: %w", err)
	}
	for _, ref := range said.Event.Scripts {
		id, _, _ := strings.Cut(ref, "@")
		c := t[id]
		if c == nil {
			c = &count{who: map[string]bool{}}
			t[id] = c
		}
		c.times, c.last = c.times+1, max(c.last, at)
		c.who[who] = true
	}
	return nil
}

func (t tally) uses() []Usage {
	out := make([]Usage, 0, len(t))
	for id, c := range t {
		out = append(out, Usage{Script: id, Times: c.times, People: len(c.who), Last: desk.Millis(c.last)})
	}
	slices.SortFunc(out, func(a, b Usage) int { return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Script, b.Script)) })
	return out
}
