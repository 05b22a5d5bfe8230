package memstore

import (
	"cmp"
	"slices"
	"sort"

	"firstline/sessions/live"
)

// chunkSize bounds a chunk. A change moves at most 512 pointers (4 KiB, some 100 ns), and 50,000 waiting sessions make
// about 150 chunks, found by halving.
const chunkSize = 512

// order is a sorted list cut into chunks: a change costs two binary searches and one short move, and the head is a walk
// along memory.
type order struct {
	chunks [][]*live.Waiting // none is empty
	size   int
}

// before orders by rank, then by session.
func before(a, b *live.Waiting) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Session, b.Session))
}

// find gives the chunk whose last element is not before w: where w is, or where it may be put.
func (o *order) find(w *live.Waiting) int {
	return sort.Search(len(o.chunks), func(i int) bool {
		c := o.chunks[i]
		return before(c[len(c)-1], w) >= 0
	})
}

// insert adds w, which must not be in the order.
func (o *order) insert(w *live.Waiting) {
	o.size++
	if len(o.chunks) == 0 {
		o.chunks = [][]*live.Waiting{{w}}
		return
	}
	i := min(o.find(w), len(o.chunks)-1)
	at, _ := slices.BinarySearchFunc(o.chunks[i], w, before)
	o.chunks[i] = slices.Insert(o.chunks[i], at, w)
	if len(o.chunks[i]) > chunkSize {
		half := slices.Clone(o.chunks[i][chunkSize/2:])
		clear(o.chunks[i][chunkSize/2:])
		o.chunks[i] = o.chunks[i][:chunkSize/2]
		o.chunks = slices.Insert(o.chunks, i+1, half)
	}
}

// remove takes w out; it must be in the order.
func (o *order) remove(w *live.Waiting) {
	i := o.find(w)
	at, _ := slices.BinarySearchFunc(o.chunks[i], w, before)
	o.chunks[i] = slices.Delete(o.chunks[i], at, at+1)
	o.size--
	if len(o.chunks[i]) == 0 {
		o.chunks = slices.Delete(o.chunks, i, i+1)
	}
}

// head copies the first limit.
func (o *order) head(limit int) []live.Waiting {
	out := make([]live.Waiting, 0, min(limit, o.size))
	for _, c := range o.chunks {
		for _, w := range c {
			if len(out) == limit {
				return out
			}
			out = append(out, *w)
		}
	}
	return out
}
