package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// sends is W3: replies of agents that wait because the network does not answer, and then all leave. They go to 500
// conversations of 20 each: so all but the first of each are claimed, sent and settled inside the measured time, and
// their order can be checked.
func (r *run) sends(ctx context.Context) error {
	held, err := r.hold(ctx, 500)
	if err != nil {
		return err
	}
	for i := range r.runs() {
		for _, latency := range []int{0, 50} {
			if err := r.release(ctx, held, fmt.Sprintf("%d-%d", i, latency), latency); err != nil {
				return err
			}
		}
	}
	return nil
}

// holding is a session and who answers in it.
type holding struct {
	id   string
	chat int64
	by   *person
}

// hold has the agents take sessions, so many that they have n.
func (r *run) hold(ctx context.Context, n int) ([]holding, error) {
	if r.o.Short {
		n /= 5
	}
	if len(r.held) >= n {
		return r.held[:n], nil
	}
	var people []*person
	for i := range agents {
		p, err := r.signIn(ctx, i)
		if err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	more, err := r.waiting(ctx, n-len(r.held), people)
	if err != nil {
		return nil, err
	}
	for _, h := range more {
		if err := h.by.call(ctx, "POST", "/api/v1/sessions/"+h.id+"/take", []byte("{}")); err != nil {
			return nil, err
		}
	}
	if r.held = append(r.held, more...); len(r.held) < n {
		return nil, fmt.Errorf("bench: the agents hold %d sessions, want %d", len(r.held), n)
	}
	return r.held, nil
}

// waiting are the newest sessions in the queue, at most n, dealt out to the people.
func (r *run) waiting(ctx context.Context, n int, people []*person) ([]holding, error) {
	rows, err := r.rec.db.QueryContext(ctx, "SELECT id, CAST(conv_key AS BIGINT) FROM session WHERE channel = 'tg' AND phase = 'queued' ORDER BY id DESC LIMIT "+strconv.Itoa(n))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var more []holding
	for rows.Next() {
		h := holding{by: people[len(more)%agents]}
		if err := rows.Scan(&h.id, &h.chat); err != nil {
			return nil, err
		}
		more = append(more, h)
	}
	return more, rows.Err()
}

const each = 20 // replies in each conversation

// release queues replies behind the shut gate, opens it and waits until each has its state.
func (r *run) release(ctx context.Context, held []holding, tag string, latency int) error {
	if _, err := r.control(ctx, "POST", "/_gate/shut", ""); err != nil {
		return err
	}
	defer func() { _, _ = r.control(ctx, "POST", "/_gate/open", "") }()
	after, err := r.lastSend(ctx)
	if err != nil {
		return err
	}
	n := int64(len(held) * each)
	out, err := Load{Addr: r.addr, Conns: 32, Count: n, Request: func(n int64, buf []byte) []byte {
		h := held[n%int64(len(held))]
		id := fmt.Sprintf("%s-%d-%d", tag, n%int64(len(held)), n/int64(len(held)))
		return h.by.request(buf, "POST", "/api/v1/sessions/"+h.id+"/replies", replyBody(id))
	}}.Run(ctx)
	if err != nil {
		return err
	}
	if out.OK != n {
		return fmt.Errorf("bench: %d of %d replies were taken", out.OK, n)
	}
	if latency > 0 {
		if _, err := r.control(ctx, "POST", "/_control/faults", fmt.Sprintf(`{"kind":"latency","latency_ms":%d,"count":-1}`, latency)); err != nil {
			return err
		}
		defer func() { _, _ = r.control(ctx, "DELETE", "/_control/faults", "") }()
	}
	if err := r.statements(ctx); err != nil { // of the queueing
		return err
	}
	stop := watch(r.pids())
	began := time.Now()
	var took time.Duration // without what a profile takes longer
	err = r.profiled("w3-"+strconv.Itoa(latency), 2, func() error {
		if _, err := r.control(ctx, "POST", "/_gate/open", ""); err != nil {
			return err
		}
		err := r.rec.until(ctx, "replies to be sent", 10*time.Millisecond, "SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 1) x")
		took = time.Since(began)
		return err
	})
	if err != nil {
		return err
	}
	use := stop()
	r.reported(n, took, latency, out, use)
	if err := r.statements(ctx); err != nil {
		return err
	}
	return r.sent(ctx, held, tag, after)
}

func (r *run) reported(n int64, took time.Duration, latency int, replies Outcome, use usage) {
	rate := float64(n) / took.Seconds()
	if latency == 0 {
		r.rep.add("W3", "sends, provider at 0 ms", "/s", 5000, rate)
		r.rep.add("W3", "CPU per send", "µs", most(240), micros(use.total(), n))
		r.rep.add("W3", "replies taken by the API", "/s", 0, replies.PerSecond())
	} else {
		r.rep.add("W3", "sends, provider at 50 ms", "/s", 4000, rate)
	}
	r.say("W3 %d replies (taken at %.0f/s), provider %d ms: %.0f/s, cpu/send %.0f µs (%s), other %.2f", n, replies.PerSecond(), latency, rate, micros(use.total(), n), split(use, n), use.Other)
}

// lastSend is the newest number in the stand-in's ledger.
func (r *run) lastSend(ctx context.Context) (int64, error) {
	text, err := r.control(ctx, "GET", "/_control/counts", "")
	if err != nil {
		return 0, err
	}
	var c struct{ Sends int64 }
	return c.Sends, json.Unmarshal(text, &c)
}

// sent checks that every reply arrived once, in its conversation and in the order in which it was committed, and has its
// state in the record.
func (r *run) sent(ctx context.Context, held []holding, tag string, after int64) error {
	seqs, err := r.rec.replies(ctx, tag)
	if err != nil {
		return err
	}
	ledger, err := r.control(ctx, "GET", "/_control/ledger?type=send&after="+strconv.FormatInt(after, 10), "")
	if err != nil {
		return err
	}
	last := make(map[int64]int64, len(held))
	arrived := map[string]bool{}
	for line := range bytes.Lines(ledger) {
		var s struct {
			Chat int64 `json:"chat_id"`
			Text string
		}
		if err := json.Unmarshal(line, &s); err != nil {
			return err
		}
		_, id, ok := strings.Cut(s.Text, "reply ")
		to, known := seqs[id]
		if !ok || !known {
			continue
		}
		if arrived[id] || to.chat != s.Chat || to.seq <= last[s.Chat] {
			return fmt.Errorf("bench: reply %s came to chat %d twice, out of order or to the wrong one: the run does not count", id, s.Chat)
		}
		arrived[id], last[s.Chat] = true, to.seq
	}
	want := int64(len(held) * each)
	if int64(len(arrived)) != want {
		return fmt.Errorf("bench: %d replies arrived, want %d: the run does not count", len(arrived), want)
	}
	return r.rec.want(ctx, "replies with their state", want, "SELECT count(*) FROM message WHERE client_id LIKE $1 AND delivery = 'sent' AND receipt <> ''", tag+"-%")
}

// reply is where a reply stands.
type reply struct{ chat, seq int64 }

func (r *record) replies(ctx context.Context, tag string) (map[string]reply, error) {
	rows, err := r.db.QueryContext(ctx, "SELECT m.client_id, m.seq, CAST(s.conv_key AS BIGINT) FROM message m JOIN session s ON s.id = m.session WHERE s.channel = 'tg' AND m.client_id LIKE $1", tag+"-%")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[string]reply{}
	for rows.Next() {
		var id string
		var to reply
		if err := rows.Scan(&id, &to.seq, &to.chat); err != nil {
			return nil, err
		}
		out[id] = to
	}
	return out, rows.Err()
}
