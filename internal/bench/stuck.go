package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// conditions are what happens to one chat while the others are written to. The first is the measure of the rest.
func conditions() []struct{ name, fault string } {
	return []struct{ name, fault string }{
		{"without one", ""},
		{"beside a chat whose calls hang", `{"kind":"latency","chat_id":%d,"latency_ms":2500,"count":-1}`},
		{"beside a chat in a long 429", `{"kind":"flood","chat_id":%d,"retry_after":3}`},
	}
}

// stuck writes replies into 1,000 conversations at 200 a second, of which one has replies waiting that do not get out: how
// long the others' replies take to the network must not show it. The conditions take turns every two seconds and all turns of
// one are taken together, so that what else the machine does falls on all of them alike.
func (r *run) stuck(ctx context.Context) error {
	held, err := r.hold(ctx, 1000)
	if err != nil {
		return err
	}
	gone, err := present(ctx, held)
	defer gone()
	if err != nil {
		return err
	}
	took := make([][]time.Duration, len(conditions()))
	turns := 8 * r.runs()
	if r.o.Short {
		turns = 1
	}
	for i := range turns {
		for c, condition := range conditions() {
			lat, err := r.beside(ctx, held, fmt.Sprintf("stuck-%d-%d", i, c), condition.fault)
			if err != nil {
				return err
			}
			took[c] = append(took[c], lat...)
		}
	}
	r.compared(took)
	return nil
}

// compared reports the conditions, each against the first.
func (r *run) compared(took [][]time.Duration) {
	var base time.Duration
	for c, condition := range conditions() {
		slices.Sort(took[c])
		p50, p99 := quantile(took[c], .5), quantile(took[c], .99)
		r.rep.add("stuck", "reply → network p99, "+condition.name, "ms", 0, ms(p99))
		r.say("stuck: %s: p50 %.2f p99 %.2f ms of %d", condition.name, ms(p50), ms(p99), len(took[c]))
		if c == 0 {
			base = p99
			continue
		}
		r.rep.add("stuck", "p99 of the others, "+condition.name, "× of without", most(1.2), float64(p99)/float64(base))
	}
}

// present has a screen open for everybody who holds something: who has none for a minute loses it.
func present(ctx context.Context, held []holding) (gone func(), err error) {
	screens := map[*person]*websocket.Conn{}
	gone = func() {
		for _, c := range screens {
			_ = c.Close()
		}
	}
	for _, h := range held {
		if screens[h.by] != nil {
			continue
		}
		c, err := h.by.stream(ctx, map[string]int64{})
		if err != nil {
			return gone, err
		}
		screens[h.by] = c
		go (&screen{conn: c}).read(func(string) {})
	}
	return gone, nil
}

// beside measures the others while the last chat has its fault, and then waits until all has left.
func (r *run) beside(ctx context.Context, held []holding, tag, fault string) ([]time.Duration, error) {
	others, last := held[:len(held)-1], held[len(held)-1]
	after, err := r.lastSend(ctx)
	if err != nil {
		return nil, err
	}
	if fault != "" {
		if _, err := r.control(ctx, "POST", "/_control/faults", fmt.Sprintf(fault, last.chat)); err != nil {
			return nil, err
		}
		defer func() { _, _ = r.control(ctx, "DELETE", "/_control/faults", "") }()
		if err := r.queueUp(ctx, last, tag); err != nil {
			return nil, err
		}
	}
	var mu sync.Mutex
	sent := map[string]time.Time{}
	out, err := Load{Addr: r.addr, Conns: 8, For: 2 * time.Second, Rate: 200, Request: func(n int64, buf []byte) []byte {
		h, id := others[n%int64(len(others))], fmt.Sprintf("%s-%d", tag, n)
		mu.Lock()
		sent[id] = time.Now()
		mu.Unlock()
		return h.by.request(buf, "POST", "/api/v1/sessions/"+h.id+"/replies", replyBody(id))
	}}.Run(ctx)
	if err != nil {
		return nil, err
	}
	if int(out.OK) != len(sent) {
		return nil, fmt.Errorf("bench: %d of %d replies were taken", out.OK, len(sent))
	}
	return r.arrivals(ctx, sent, after, tag)
}

func replyBody(id string) string {
	return `{"client_id":"` + id + `","text":"已经为您查到了, 请稍等 reply ` + id + `"}`
}

// queueUp has replies wait in the chat that is stuck.
func (r *run) queueUp(ctx context.Context, h holding, tag string) error {
	for i := range 10 {
		if err := h.by.call(ctx, "POST", "/api/v1/sessions/"+h.id+"/replies", []byte(replyBody(fmt.Sprintf("%s-stuck-%d", tag, i)))); err != nil {
			return err
		}
	}
	return nil
}

// arrivals reads in the network's ledger how long each of the others' replies took, and sees that none of them is missing or came
// twice, and that what was stuck had not left meanwhile and does so afterwards.
func (r *run) arrivals(ctx context.Context, sent map[string]time.Time, after int64, tag string) ([]time.Duration, error) {
	const others = "SELECT count(*) FROM outbox o WHERE EXISTS (SELECT 1 FROM message m WHERE m.session = o.session AND m.seq = o.seq AND m.client_id NOT LIKE '%stuck-%-stuck-%')"
	if err := r.rec.until(ctx, "the others' replies to leave", 10*time.Millisecond, others); err != nil {
		return nil, err
	}
	waiting, err := r.rec.n(ctx, "SELECT count(*) FROM outbox")
	if err != nil {
		return nil, err
	}
	ledger, err := r.control(ctx, "GET", "/_control/ledger?type=send&after="+strconv.FormatInt(after, 10), "")
	if err != nil {
		return nil, err
	}
	took, stuck, err := arrivedOf(ledger, sent, tag)
	if err != nil {
		return nil, err
	}
	if len(sent) > 0 || stuck != (waiting > 0) {
		return nil, fmt.Errorf("bench: %d replies never arrived, %d wait in the chat that is stuck: the run does not count", len(sent), waiting)
	}
	if _, err := r.control(ctx, "DELETE", "/_control/faults", ""); err != nil {
		return nil, err
	}
	return took, r.rec.until(ctx, "what was stuck to leave", 50*time.Millisecond, "SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 1) x")
}

// arrivedOf takes out of sent what the ledger has, and says how long each took; stuck: the chat that is stuck was tried.
func arrivedOf(ledger []byte, sent map[string]time.Time, tag string) (took []time.Duration, stuck bool, err error) {
	for line := range bytes.Lines(ledger) {
		var s struct {
			Text string
			At   time.Time
			Done bool
		}
		if err := json.Unmarshal(line, &s); err != nil {
			return nil, false, err
		}
		_, id, _ := strings.Cut(s.Text, "reply ")
		stuck = stuck || strings.HasPrefix(id, tag+"-stuck-")
		if at, ok := sent[id]; ok && s.Done {
			took = append(took, s.At.Sub(at))
			delete(sent, id)
		}
	}
	return took, stuck, nil
}
