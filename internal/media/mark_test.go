package media

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestClaim: all nodes of one record use one folder, and no folder serves two records.
func TestClaim(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.assemble("a")
		defer func() { _ = n.store.Close() }()
		open := func(at string) *Dir {
			d, err := OpenDir(at)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = d.Close() })
			return d
		}
		var all sync.WaitGroup
		for range 4 { // nodes that start together
			all.Go(func() {
				if err := open(b.folder).Claim(t.Context(), n.store); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		var refused *desk.Error
		other := filepath.Join(t.TempDir(), "other")
		if err := open(other).Claim(t.Context(), n.store); !errors.As(err, &refused) || refused.Code != "media_dir" {
			t.Errorf("a second folder: %v", err)
		}
		if _, err := os.Stat(filepath.Join(other, markerFile)); err == nil {
			t.Error("the second folder has a mark")
		}
		second := newBench(t, "sqlite:"+filepath.Join(t.TempDir(), "second.db")).assemble("x")
		defer func() { _ = second.store.Close() }()
		if err := open(b.folder).Claim(t.Context(), second.store); !errors.As(err, &refused) || refused.Code != "media_dir" {
			t.Errorf("a second record: %v", err)
		}
		if err := open(b.folder).Claim(context.Background(), n.store); err != nil {
			t.Errorf("after all that: %v", err)
		}
	})
}

// TestClaimOfNodesApart: of two nodes that start together with folders of their own, one is refused.
func TestClaimOfNodesApart(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.Postgres(t))
	one, two := b.assemble("a"), b.assemble("b")
	defer func() { _, _ = one.store.Close(), two.store.Close() }()
	refused := make(chan bool, 2)
	for _, n := range []*node{one, two} {
		d, err := OpenDir(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		go func() { refused <- d.Claim(context.Background(), n.store) != nil }()
	}
	if a, b := <-refused, <-refused; a == b {
		t.Errorf("both are refused, or none: %v", a)
	}
}
