package evidence

import (
	"bytes"
	"context"
	"fmt"

	"firstline/internal/store/dbq"
)

// sealedHead is a head and the seal that has it.
type sealedHead struct {
	Head
	seal string
}

// seals walks along each node's seals: each must be as it was made, follow the one before, and the heads that it sealed
// must be in the log.
func (v *verifier) seals(ctx context.Context) error {
	var before dbq.Seal
	for {
		page, err := v.src.seals(ctx, before.Node, before.N)
		if err != nil {
			return err
		}
		for _, s := range page {
			if s.Node != before.Node {
				before = dbq.Seal{Node: s.Node}
				v.nodes[s.Node] = false
			}
			v.report.Seals++
			if err := v.seal(ctx, before, s); err != nil {
				return err
			}
			before = s
		}
		if len(page) == 0 {
			break
		}
	}
	v.counts.sort()
	return v.lookUp(ctx)
}

// seal checks one seal behind another of the same node; before has the number 0 where s is the first there is.
func (v *verifier) seal(ctx context.Context, before, s dbq.Seal) error {
	where := fmt.Sprintf("seal %d of %s", s.N, s.Node)
	if s.N > before.N+1 {
		v.other(Missing, fmt.Sprintf("seal %d of %s", before.N+1, s.Node), span("seals", before.N+1, s.N-1)+" not in the database")
	}
	if s.N < 1 {
		v.other(Extra, where, "seals are numbered from 1")
	}
	b, err := openSeal(v.key, s)
	if err != nil {
		v.other(Changed, where, err.Error())
		return nil
	}
	if s.N == before.N+1 && b.Prev != before.Mac {
		v.other(Changed, where, "it does not follow the seal before it")
	}
	if b.Count != nil {
		v.counts.seal(*b.Count)
	}
	return v.expect(ctx, b.Heads, where)
}

// expect looks the heads of a seal up, many at once.
func (v *verifier) expect(ctx context.Context, heads []Head, seal string) error {
	for _, h := range heads {
		v.heads = append(v.heads, sealedHead{h, seal})
		if len(v.heads) < pageHeads {
			continue
		}
		if err := v.lookUp(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) lookUp(ctx context.Context) error {
	if len(v.heads) == 0 {
		return nil
	}
	heads := make([]Head, len(v.heads))
	for i, h := range v.heads {
		heads[i] = h.Head
	}
	found, err := v.src.stands(ctx, heads)
	if err != nil {
		return err
	}
	for i, h := range v.heads {
		v.compare(h, found[i])
	}
	v.heads = v.heads[:0]
	return nil
}

// compare names what became of a sealed head.
func (v *verifier) compare(h sealedHead, now standing) {
	if now.hash != nil && bytes.Equal(now.hash, h.Hash) {
		return
	}
	kind, what := Missing, "the log does not have it"
	switch {
	case now.hash != nil:
		kind, what = Changed, "the log up to here is another"
	case now.count == 0:
		what = "the session is gone: there is no event of it"
	case now.count < h.Version:
		kind, what = CutOff, fmt.Sprintf("the log ends at version %d", now.count)
	}
	if v.fresh(kind, string(h.Session)) {
		v.event(kind, string(h.Session), h.Version, what+"; it was sealed as "+h.seal)
	}
}

// mostNamed bounds what is remembered about sessions that were reported.
const mostNamed = 100_000

// fresh says whether this is new about the session: every later seal of it would say the same.
func (v *verifier) fresh(k Kind, session string) bool {
	key := string(k) + session
	if v.named[key] {
		return false
	}
	if len(v.named) < mostNamed {
		v.named[key] = true
	}
	return true
}
