//go:build race

package channeltest

import "time"

// slowest is how long one body may take: ten times as long as without the race detector.
const slowest = time.Second
