package config

import (
	"net/netip"
	"time"

	"github.com/google/go-cmp/cmp"
)

// zeros is a source of randomness for exact messages.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// sample is what fresh makes of zeros.
const sample = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// strong is a secret that passes.
const strong = "mZq4vT8xW2pL6nB9rK3sD7fG1hJ5cY0e"

func compare() []cmp.Option {
	return []cmp.Option{
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
		cmp.Comparer(func(a, b netip.Prefix) bool { return a == b }),
	}
}
