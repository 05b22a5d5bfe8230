package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// toAgent is W4: a webhook at 100/s until its frame is on the agents' screens, with one screen and with fifty.
func (r *run) toAgent(ctx context.Context) error {
	for range r.runs() {
		for _, screens := range []int{1, 50} {
			lat, err := r.frames(ctx, screens, r.length(5*time.Second))
			if err != nil {
				return err
			}
			name := strconv.Itoa(screens) + " screens"
			r.rep.add("W4", "webhook → frame p50, "+name, "ms", most(1.5), ms(quantile(lat, .5)))
			r.rep.add("W4", "webhook → frame p99, "+name, "ms", most(5), ms(quantile(lat, .99)))
			r.say("W4 %s: p50 %.2f p99 %.2f ms of %d", name, ms(quantile(lat, .5)), ms(quantile(lat, .99)), len(lat))
		}
	}
	return nil
}

// frames measures from before the request is written; what an open loop's timer is late by is not the desk's.
func (r *run) frames(ctx context.Context, screens int, length time.Duration) ([]time.Duration, error) {
	versions, chats, err := r.rec.sessions(ctx, "phase = 'queued'", 20)
	if err != nil {
		return nil, err
	}
	u := r.updates()
	u.Chat = func(n int64) int64 { return chats[n%int64(len(chats))] }
	var mu sync.Mutex
	sent := map[int64]time.Time{}
	var lat []time.Duration
	arrived := func(external string) {
		now := time.Now()
		id, _ := strconv.ParseInt(external, 10, 64)
		mu.Lock()
		defer mu.Unlock()
		if at, ok := sent[id]; ok {
			lat = append(lat, now.Sub(at))
		}
	}
	for i := range screens {
		p, err := r.signIn(ctx, i%agents)
		if err != nil {
			return nil, err
		}
		c, err := p.stream(ctx, versions)
		if err != nil {
			return nil, err
		}
		defer func() { _ = c.Close() }()
		go (&screen{conn: c}).read(arrived)
	}
	time.Sleep(300 * time.Millisecond)
	out, err := Load{Addr: r.addr, Conns: 8, For: length, Rate: 100, Request: func(n int64, buf []byte) []byte {
		buf = u.Request(n, buf)
		mu.Lock()
		sent[u.Base+n] = time.Now()
		mu.Unlock()
		return buf
	}}.Run(ctx)
	if err != nil {
		return nil, err
	}
	time.Sleep(300 * time.Millisecond)
	mu.Lock()
	defer mu.Unlock()
	if want := int(out.OK) * screens; len(lat) != want {
		return nil, fmt.Errorf("bench: %d frames came, want %d: the run does not count", len(lat), want)
	}
	slices.Sort(lat)
	return lat, nil
}

// toVisitor is W5: an agent's reply at 20/s until it is on the visitor's page.
func (r *run) toVisitor(ctx context.Context) error {
	v, err := r.visit(ctx, "127.0.0.1", "")
	if err != nil {
		return err
	}
	defer func() { _ = v.Close() }()
	said := []byte(`{"op":"say","client_id":"hello-` + strconv.FormatInt(time.Now().UnixNano(), 36) + `","text":"有人吗"}`)
	if err := v.WriteMessage(websocket.TextMessage, said); err != nil {
		return err
	}
	p, id, err := r.takeNewest(ctx)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	sent := map[string]time.Time{}
	var lat []time.Duration
	go readEntries(v, func(text string) {
		now := time.Now()
		mu.Lock()
		defer mu.Unlock()
		if at, ok := sent[text]; ok {
			lat = append(lat, now.Sub(at))
			delete(sent, text)
		}
	})
	out, err := Load{Addr: r.addr, Conns: 2, For: r.length(10 * time.Second), Rate: 20, Request: func(n int64, buf []byte) []byte {
		text := fmt.Sprintf("您好 %d", n)
		buf = p.request(buf, "POST", "/api/v1/sessions/"+id+"/replies", fmt.Sprintf(`{"client_id":"%s-%d","text":"%s"}`, id[:8], n, text))
		mu.Lock()
		sent[text] = time.Now()
		mu.Unlock()
		return buf
	}}.Run(ctx)
	if err != nil {
		return err
	}
	time.Sleep(300 * time.Millisecond)
	mu.Lock()
	defer mu.Unlock()
	if len(lat) != int(out.OK) || out.Refused > 0 {
		return fmt.Errorf("bench: %d replies came of %d taken, %d refused: the run does not count", len(lat), out.OK, out.Refused)
	}
	slices.Sort(lat)
	r.rep.add("W5", "agent's reply → visitor's page p50", "ms", most(2), ms(quantile(lat, .5)))
	r.rep.add("W5", "agent's reply → visitor's page p99", "ms", 0, ms(quantile(lat, .99)))
	r.say("W5 p50 %.2f p99 %.2f ms of %d", ms(quantile(lat, .5)), ms(quantile(lat, .99)), len(lat))
	return nil
}

// takeNewest has an agent take the web chat's session.
func (r *run) takeNewest(ctx context.Context) (*person, string, error) {
	if err := r.rec.until(ctx, "the visitor's session", 10*time.Millisecond, "SELECT CASE WHEN EXISTS (SELECT 1 FROM session WHERE channel = 'web' AND phase = 'queued') THEN 0 ELSE 1 END"); err != nil {
		return nil, "", err
	}
	var id string
	if err := r.rec.db.QueryRowContext(ctx, "SELECT id FROM session WHERE channel = 'web' AND phase = 'queued' ORDER BY id DESC LIMIT 1").Scan(&id); err != nil {
		return nil, "", err
	}
	p, err := r.signIn(ctx, agents-1)
	if err != nil {
		return nil, "", err
	}
	return p, id, p.call(ctx, "POST", "/api/v1/sessions/"+id+"/take", []byte("{}"))
}

// visit opens a visitor's page from an address of this machine and waits until it shows what there is. An empty token
// is a new visitor.
func (r *run) visit(ctx context.Context, from, token string) (*websocket.Conn, error) {
	if token == "" {
		var err error
		if token, err = r.newVisitor(ctx, from); err != nil {
			return nil, err
		}
	}
	d := websocket.Dialer{NetDialContext: dialFrom(from), ReadBufferSize: 1024, WriteBufferSize: 1024}
	c, _, err := d.DialContext(ctx, "ws://"+r.addr+"/chat/web/ws", http.Header{"Origin": {"http://" + r.addr}})
	if err != nil {
		return nil, err
	}
	if err := c.WriteJSON(map[string]string{"op": "hello", "token": token, "lang": "zh-CN"}); err != nil {
		return nil, err
	}
	for {
		var f struct{ Op string }
		if err := c.ReadJSON(&f); err != nil {
			return nil, err
		}
		if f.Op == "entries" {
			return c, nil
		}
	}
}

func readEntries(c *websocket.Conn, each func(text string)) {
	for {
		_, body, err := c.ReadMessage()
		if err != nil {
			return
		}
		var f struct{ Entries []struct{ Text string } }
		if json.Unmarshal(body, &f) != nil {
			continue
		}
		for _, e := range f.Entries {
			each(e.Text)
		}
	}
}
