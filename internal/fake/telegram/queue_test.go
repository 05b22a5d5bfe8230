package telegram

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ids(items []*queued) []int64 {
	out := []int64{}
	for _, u := range items {
		if !u.gone {
			out = append(out, u.id)
		}
	}
	return out
}

func TestQueue(t *testing.T) {
	t.Parallel()
	q := queue{tail: 100}
	var all []*queued
	for range 300 {
		u := &queued{}
		q.push(u)
		all = append(all, u)
	}
	if q.first() != 100 || q.tail != 400 || q.pending != 300 {
		t.Fatalf("first %d, tail %d, pending %d", q.first(), q.tail, q.pending)
	}
	for i, u := range all { // in an order with holes
		if i%2 == 1 {
			q.remove(u)
		}
	}
	if q.remove(all[1]) {
		t.Error("removed twice")
	}
	if diff := cmp.Diff([]int64{396, 398}, ids(q.from(395))); diff != "" {
		t.Error(diff)
	}
	for i, u := range all {
		if i%2 == 0 && i < 298 {
			q.remove(u)
		}
	}
	for _, id := range []int64{-5, 0, 99, 100, 398} {
		if diff := cmp.Diff([]int64{398}, ids(q.from(id))); diff != "" {
			t.Errorf("from(%d): %s", id, diff)
		}
	}
	if got := ids(q.from(399)); len(got) != 0 || q.pending != 1 || q.first() != 398 {
		t.Errorf("from(399) = %v, pending %d, first %d", got, q.pending, q.first())
	}
	q.remove(all[298])
	if q.first() != 400 || len(q.from(0)) != 0 {
		t.Errorf("empty queue: first %d, from %v", q.first(), q.from(0))
	}
}
