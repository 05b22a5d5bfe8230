package bench

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// seed gives so many senders an open session, through the product itself: that is work W2. It returns when greetings
// are sent and deadlines have passed.
func (r *run) seed(ctx context.Context, senders int64) error {
	n := senders - r.seeded
	if n <= 0 {
		return nil
	}
	u := r.updates()
	u.First, u.Senders = first+r.seeded, 0
	m, err := r.rec.mark(ctx)
	if err != nil {
		return err
	}
	stop := watch(r.pids())
	began := time.Now()
	var out Outcome
	err = r.profiled("w2", 5, func() (err error) {
		out, err = Load{Addr: r.addr, Conns: 64, Count: n, Request: u.Request}.Run(ctx)
		return err
	})
	if err != nil {
		return err
	}
	accepted := stop()
	if out.Refused > 0 {
		return fmt.Errorf("bench: %d of %d requests were refused", out.Refused, n)
	}
	if err := r.rec.drained(ctx); err != nil {
		return err
	}
	routed, whole := time.Since(began), stop()
	if err := r.rec.settled(ctx); err != nil {
		return err
	}
	if err := r.rec.carried(ctx, m, u.Base, out.OK); err != nil {
		return err
	}
	if err := r.rec.want(ctx, "sessions opened", n, "SELECT count(*) FROM session WHERE channel = 'tg' AND CAST(conv_key AS BIGINT) >= $1", u.First); err != nil {
		return err
	}
	if err := r.statements(ctx); err != nil {
		return err
	}
	r.seeded = senders
	r.rep.add("W2", "new senders, 64 connections", "/s", 5000, out.PerSecond())
	r.rep.add("W2", "p99", "ms", 0, ms(out.Quantile(.99)))
	r.rep.add("W2", "routed, with greeting queued", "/s", 0, float64(n)/routed.Seconds())
	r.say("W2 %d new: %.0f/s p50 %.1f p99 %.1f ms, routed %.0f/s, cpu/msg %.0f µs (%s), other %.2f", n, out.PerSecond(), ms(out.Quantile(.5)), ms(out.Quantile(.99)),
		float64(n)/routed.Seconds(), micros(whole.total(), n), split(whole, n), accepted.Other)
	return r.rec.analyze(ctx)
}

func split(u usage, n int64) string {
	return fmt.Sprintf("server %.0f postgres %.0f redis %.0f telegram %.0f", micros(u.By["server"], n), micros(u.By["postgres"], n), micros(u.By["redis"], n), micros(u.By["telegram"], n))
}

// accept is W1 at 64 connections, with routing running.
func (r *run) accept(ctx context.Context) error {
	must, p99 := 7500.0, most(25)
	if r.setup == SQLite {
		must, p99 = 3500, 0
	}
	for range r.runs() {
		floor, err := r.floor(ctx)
		if err != nil {
			return err
		}
		got, err := r.webhook(ctx, "w1", 64, r.length(4*time.Second))
		if err != nil {
			return err
		}
		r.rep.add("W1", "accepted, 64 connections, routing", "/s", must, got.out.PerSecond())
		r.rep.add("W1", "p99", "ms", p99, ms(got.out.Quantile(.99)))
		r.rep.add("W1", "of a bare net/http echo", "%", 0, 100*got.out.PerSecond()/floor)
		r.rep.add("W1", "accepted and routed", "/s", 0, got.routed)
		r.rep.add("W1", "CPU per message until routed", "µs", 0, micros(got.whole.total(), got.rows))
		r.rep.add("W1", "other cores", "", 0, got.accepted.Other)
	}
	return nil
}

// alone is W1 at one connection.
func (r *run) alone(ctx context.Context) error {
	for range r.runs() {
		got, err := r.webhook(ctx, "c1", 1, r.length(4*time.Second))
		if err != nil {
			return err
		}
		r.rep.add("W1", "accepted, 1 connection", "/s", 1500, got.out.PerSecond())
		r.rep.add("W1", "p50, 1 connection", "ms", most(0.7), ms(got.out.Quantile(.5)))
	}
	return nil
}

// floor is what a bare net/http echo takes at this moment, with the same requests.
func (r *run) floor(ctx context.Context) (float64, error) {
	c, addr, err := startHelper("echo")
	if err != nil {
		return 0, err
	}
	defer c.stop()
	u := Updates{Host: addr, First: first, Senders: 1000}
	out, err := Load{Addr: addr, Conns: 64, For: r.length(time.Second), Request: u.Request}.Run(ctx)
	return out.PerSecond(), err
}

// hooked is what a run of webhooks came to.
type hooked struct {
	out             Outcome
	rows            int64
	routed          float64 // a second, until the last was carried
	accepted, whole usage
}

// webhook sends updates of known senders in a closed loop and checks the rows.
func (r *run) webhook(ctx context.Context, name string, conns int, length time.Duration) (h hooked, err error) {
	u := r.updates()
	u.Again = true
	m, err := r.rec.mark(ctx)
	if err != nil {
		return h, err
	}
	log, err := r.rec.wal(ctx)
	if err != nil {
		return h, err
	}
	stop := watch(r.pids())
	began := time.Now()
	err = r.profiled(name, int(length.Seconds()), func() (err error) {
		h.out, h.rows, err = u.run(ctx, Load{Addr: r.addr, Conns: conns, For: length})
		return err
	})
	if err != nil {
		return h, err
	}
	h.accepted = stop()
	if err := r.rec.drained(ctx); err != nil {
		return h, err
	}
	h.whole = stop()
	took := time.Since(began)
	if now, err := r.rec.wal(ctx); err == nil && r.rec.postgres {
		r.say("W1 c=%d: write-ahead log: %d bytes and %.2f whole pages a message", conns, (now.bytes-log.bytes)/max(h.rows, 1), float64(now.pages-log.pages)/float64(max(h.rows, 1)))
	}
	h.routed = float64(h.rows) / took.Seconds()
	r.say("W1 c=%d: %.0f/s p50 %.2f p99 %.1f ms refused %d, routed %.0f/s, cpu/msg accept %.0f whole %.0f µs (%s), other %.2f", conns, h.out.PerSecond(), ms(h.out.Quantile(.5)),
		ms(h.out.Quantile(.99)), h.out.Refused, h.routed, micros(h.accepted.total(), h.rows), micros(h.whole.total(), h.rows), split(h.whole, h.rows), h.accepted.Other)
	if err := errors.Join(r.statements(ctx), r.shape(ctx)); err != nil {
		return h, err
	}
	if h.out.Refused > 0 {
		return h, fmt.Errorf("bench: %d requests were refused", h.out.Refused)
	}
	return h, r.rec.carried(ctx, m, u.Base, h.rows)
}

// door is accepting alone: the webhook's door and the record, in a process without a router, on a record of its own.
func (r *run) door(ctx context.Context) error {
	dsn := "sqlite:" + r.dir + "/door/firstline.db"
	if r.setup == Postgres {
		var err error
		if dsn, err = r.pg.NewDatabase(); err != nil {
			return err
		}
	}
	c, addr, err := startHelper("door", dsnEnv+"="+dsn)
	if err != nil {
		return err
	}
	defer c.stop()
	rec, err := openRecord(ctx, dsn)
	if err != nil {
		return err
	}
	defer rec.close()
	pids := r.pids()
	pids["idle"], pids["server"] = pids["server"], c.pid()
	for range r.runs() {
		u := r.updates()
		u.Host, u.Senders, u.Again = addr, 50_000, true
		before, err := rec.mark(ctx)
		if err != nil {
			return err
		}
		stop := watch(pids)
		out, rows, err := u.run(ctx, Load{Addr: addr, Conns: 64, For: r.length(4 * time.Second)})
		if err != nil {
			return err
		}
		use := stop()
		for _, q := range []string{"SELECT count(*) FROM inbound WHERE id > $1", "SELECT count(*) FROM pending WHERE id > $1"} {
			if err := rec.want(ctx, "rows stored", rows, q, before.inbound); err != nil {
				return err
			}
		}
		r.rep.add("W1", "accept alone, 64 connections", "/s", 12_000, out.PerSecond())
		r.rep.add("W1", "accept alone, CPU per message", "µs", most(120), micros(use.total(), rows))
		r.say("accept alone: %.0f/s p99 %.1f ms, cpu/msg %.0f µs (%s), other %.2f", out.PerSecond(), ms(out.Quantile(.99)), micros(use.total(), rows), split(use, rows), use.Other)
	}
	return nil
}
