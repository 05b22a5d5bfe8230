package telegram

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBackoff(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		asks    []int // Retry-After of each failure
		ceiling int
		want    []int // pauses in seconds
	}{
		{"grows to the ceiling", []int{0, 0, 0, 0, 0, 0, 0, 0, 0}, 90, []int{0, 2, 4, 8, 16, 32, 64, 90, 90}},
		{"low ceiling", []int{0, 0, 0, 0, 0, 0, 0, 0}, 60, []int{0, 2, 4, 8, 16, 32, 60, 60}},
		{"bot asks at first", []int{7, 0, 0}, 60, []int{7, 2, 4}},
		{"bot asks in between", []int{0, 0, 30, 0}, 60, []int{0, 2, 30, 4}},
		{"bot asks for too much", []int{999999, -5, 0}, 60, []int{3600, 2, 4}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b backoff
			var pauses []int
			for _, ask := range tt.asks {
				pauses = append(pauses, int(b.next(ask, tt.ceiling)/time.Second))
			}
			if diff := cmp.Diff(tt.want, pauses); diff != "" {
				t.Error(diff)
			}
		})
	}
}
