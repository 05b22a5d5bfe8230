// Package bench measures Firstline from outside: a loader that costs little itself, CPU time from the kernel, and rows
// counted after every run. It decides how a figure is taken; it refuses to print one whose rows do not add up.
package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Load is one closed-loop run over keep-alive connections, or an open loop if Rate is set.
type Load struct {
	Addr  string        // host:port
	Conns int           // connections, each with one request at a time
	For   time.Duration // 0 = until Count requests are done
	Count int64
	Rate  float64 // requests per second that are due, whether or not earlier ones were answered; 0 = closed loop

	// Request writes the n-th request (from 0), headers and body, to buf.
	Request func(n int64, buf []byte) []byte
}

// Outcome is what a run came to.
type Outcome struct {
	OK, Refused int64
	Took        time.Duration
	lat         []time.Duration
}

// PerSecond is the rate of accepted requests.
func (o Outcome) PerSecond() float64 { return float64(o.OK) / o.Took.Seconds() }

// Quantile gives a latency; q is between 0 and 1.
func (o Outcome) Quantile(q float64) time.Duration {
	if len(o.lat) == 0 {
		return 0
	}
	return o.lat[min(int(q*float64(len(o.lat))), len(o.lat)-1)]
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
		wg.Add(1)
		go func() {
			defer wg.Done()
			got, err := l.connection(ctx, start, &next)
			mu.Lock()
			defer mu.Unlock()
			out.OK += got.OK
			out.Refused += got.Refused
			out.lat = append(out.lat, got.lat...)
			if err != nil && first == nil {
				first = err
			}
		}()
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
	r := bufio.NewReaderSize(c, 4096)
	var buf []byte
	for ctx.Err() == nil {
		n := next.Add(1) - 1
		if l.Count > 0 && n >= l.Count {
			return out, nil
		}
		due := time.Now()
		if l.Rate > 0 {
			due = start.Add(time.Duration(float64(n) / l.Rate * float64(time.Second)))
			time.Sleep(time.Until(due))
		}
		if l.For > 0 && due.Sub(start) >= l.For {
			return out, nil
		}
		buf = l.Request(n, buf[:0])
		if _, err := c.Write(buf); err != nil {
			return out, err
		}
		status, err := answer(r)
		if err != nil {
			return out, err
		}
		out.lat = append(out.lat, time.Since(due))
		if status == 200 {
			out.OK++
		} else {
			out.Refused++
		}
	}
	return out, nil
}

// answer reads one HTTP/1.1 response with a Content-Length.
func answer(r *bufio.Reader) (status int, err error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if len(line) < 12 {
		return 0, fmt.Errorf("bench: not an HTTP answer: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, err
	}
	length := 0
	for {
		line, err = r.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		s := strings.TrimSpace(string(line))
		if s == "" {
			break
		}
		if v, ok := strings.CutPrefix(strings.ToLower(s), "content-length:"); ok {
			length, _ = strconv.Atoi(strings.TrimSpace(v))
		}
	}
	_, err = io.CopyN(io.Discard, r, int64(length))
	return status, err
}
