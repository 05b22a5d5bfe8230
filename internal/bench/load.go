package bench

import (
	"bufio"
	"context"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Load is one closed-loop run over keep-alive connections, or an open loop if Rate is set. It writes HTTP by hand: a
// client library would cost more than the server that is measured.
type Load struct {
	Addr  string        // host:port
	Conns int           // connections, each with one request at a time
	For   time.Duration // 0 = until Count requests are done
	Count int64
	Rate  float64 // requests per second that are due, whether or not earlier ones were answered; 0 = closed loop

	// Request writes the n-th request (from 0), headers and body, to buf.
	Request func(n int64, buf []byte) []byte
	// Answered, if set, is told of every 2xx answer. It is called from many goroutines.
	Answered func(n int64, due, done time.Time)
}

// Outcome is what a run came to.
type Outcome struct {
	OK, Refused int64
	Took        time.Duration
	lat         []time.Duration
}

// PerSecond is the rate of 2xx answers.
func (o Outcome) PerSecond() float64 { return float64(o.OK) / o.Took.Seconds() }

// Quantile gives a latency; q is between 0 and 1.
func (o Outcome) Quantile(q float64) time.Duration { return quantile(o.lat, q) }

// quantile reads a sorted list.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// Run drives the load. In an open loop the latency counts from when a request was due.
func (l Load) Run(ctx context.Context) (Outcome, error) {
	var next atomic.Int64
	var mu sync.Mutex
	var out Outcome
	var first error
	var wg sync.WaitGroup
	start := time.Now()
	for range l.Conns {
		wg.Go(func() {
			got, err := l.connection(ctx, start, &next)
			mu.Lock()
			defer mu.Unlock()
			out.OK += got.OK
			out.Refused += got.Refused
			out.lat = append(out.lat, got.lat...)
			if err != nil && first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	out.Took = time.Since(start)
	slices.Sort(out.lat)
	return out, first
}

func (l Load) connection(ctx context.Context, start time.Time, next *atomic.Int64) (Outcome, error) {
	var out Outcome
	c, err := net.Dial("tcp", l.Addr)
	if err != nil {
		return out, err
	}
	defer func() { _ = c.Close() }()
	r := bufio.NewReaderSize(c, 8<<10)
	var buf []byte
	for ctx.Err() == nil {
		n := next.Add(1) - 1
		due, ok := l.due(start, n)
		if !ok {
			return out, nil
		}
		buf = l.Request(n, buf[:0])
		if _, err := c.Write(buf); err != nil {
			return out, err
		}
		status, _, err := answer(r, nil)
		if err != nil {
			return out, err
		}
		done := time.Now()
		out.lat = append(out.lat, done.Sub(due))
		if status/100 != 2 {
			out.Refused++
			continue
		}
		out.OK++
		if l.Answered != nil {
			l.Answered(n, due, done)
		}
	}
	return out, nil
}

// due waits until the n-th request is due; false says that the run is over.
func (l Load) due(start time.Time, n int64) (time.Time, bool) {
	if l.Count > 0 && n >= l.Count {
		return time.Time{}, false
	}
	due := time.Now()
	if l.Rate > 0 {
		due = start.Add(time.Duration(float64(n) / l.Rate * float64(time.Second)))
		time.Sleep(time.Until(due))
	}
	return due, l.For == 0 || due.Sub(start) < l.For
}
