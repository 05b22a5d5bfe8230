package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"slices"
	"time"
)

// list is W6: the supervisor's first page of everything open, 30 of 20,000, against what plain SQL says.
func (r *run) list(ctx context.Context) error {
	p, err := r.signIn(ctx, 0)
	if err != nil {
		return err
	}
	const path = "/api/v1/sessions?view=all&limit=30"
	request := func(_ int64, buf []byte) []byte { return p.request(buf, "GET", path, "") }
	for range r.runs() {
		for _, conns := range []int{1, 16} {
			stop := watch(r.pids())
			out, err := Load{Addr: r.addr, Conns: conns, For: r.length(3 * time.Second), Request: request}.Run(ctx)
			if err != nil {
				return err
			}
			use := stop()
			if out.Refused > 0 {
				return fmt.Errorf("bench: %d lists were refused", out.Refused)
			}
			if conns == 1 {
				r.rep.add("W6", "30 of 20,000 sessions, p50 at 1 connection", "ms", most(1), ms(out.Quantile(.5)))
			} else {
				r.rep.add("W6", "lists at 16 connections", "/s", 0, out.PerSecond())
			}
			r.say("W6 c=%d: %.0f/s p50 %.2f p99 %.2f ms, cpu %.0f µs (%s), other %.2f", conns, out.PerSecond(), ms(out.Quantile(.5)), ms(out.Quantile(.99)), micros(use.total(), out.OK), split(use, out.OK), use.Other)
		}
	}
	return r.sameList(ctx, request(0, nil))
}

// sameList compares ids and order with plain SQL.
func (r *run) sameList(ctx context.Context, request []byte) error {
	c, err := net.Dial("tcp", r.addr)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if _, err := c.Write(request); err != nil {
		return err
	}
	_, body, err := answer(bufio.NewReader(c), []byte{})
	if err != nil {
		return err
	}
	var page struct{ Rows []struct{ ID string } }
	if err := json.Unmarshal(body, &page); err != nil {
		return err
	}
	rows, err := r.rec.db.QueryContext(ctx, "SELECT id FROM session WHERE phase <> 'closed' ORDER BY urgency, id LIMIT 30")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var want, got []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		want = append(want, id)
	}
	for _, row := range page.Rows {
		got = append(got, row.ID)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("bench: the list is not what SQL says: the run does not count\n%v\n%v", got, want)
	}
	return rows.Err()
}
