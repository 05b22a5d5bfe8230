// Command bench measures a built Firstline. See docs/performance.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"firstline/internal/bench"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:18080", "server")
	secret := flag.String("secret", "kq8Z1mR7vT3xB9nL5cW2yH6jD4fS0aPgUeXi", "webhook secret")
	conns := flag.Int("c", 64, "connections")
	dur := flag.Duration("for", 4*time.Second, "how long")
	count := flag.Int64("n", 0, "count")
	senders := flag.Int64("senders", 0, "known senders")
	pid := flag.Int("pid", 0, "server")
	rate := flag.Float64("rate", 0, "open loop")
	flag.Parse()
	u := bench.Updates{Secret: *secret, Host: *addr, Path: "/hooks/tg", Base: time.Now().UnixNano() / 1000, Senders: *senders, First: 1_000_000}
	before := bench.CPU(*pid)
	l := bench.Load{Addr: *addr, Conns: *conns, For: *dur, Count: *count, Rate: *rate, Request: u.Request}
	if *count > 0 {
		l.For = 0
	}
	out, err := l.Run(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	cpu := bench.CPU(*pid) - before
	fmt.Printf("ok %d refused %d  %.0f/s p50 %v p99 %v  server cpu/msg %v\n", out.OK, out.Refused, out.PerSecond(), out.Quantile(.5), out.Quantile(.99), cpu/time.Duration(max(out.OK, 1)))
}
