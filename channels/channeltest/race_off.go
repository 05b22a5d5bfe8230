//go:build !race

package channeltest

import "time"

// slowest is how long one body may take.
const slowest = 100 * time.Millisecond
