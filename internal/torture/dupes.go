package torture

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/torture/agent"
	"firstline/internal/torture/checker"
	"firstline/internal/torture/rig"
)

// copies is how often every update is delivered.
const copies = 4

// posted is an update that the harness delivers by itself.
type posted struct {
	Type     string    `json:"type"`
	ID       int64     `json:"update_id"`
	Kind     string    `json:"kind"`
	ChatID   int64     `json:"chat_id"`
	Message  int64     `json:"message_id"`
	Text     string    `json:"text"`
	QueuedAt time.Time `json:"queued_at"`
	State    string    `json:"state"`
}

// attempt is one delivery of it.
type attempt struct {
	Type   string    `json:"type"`
	ID     int64     `json:"update_id"`
	At     time.Time `json:"at"`
	Took   int64     `json:"took_ns"`
	Status int       `json:"status"`
}

// dupes delivers every update four times, all deliveries shuffled, many at once, to all nodes in turn. The network
// would not do that, so that no order is expected.
func dupes(r *run) error {
	r.info.Ordered = false
	ledger, err := r.posts()
	if err != nil {
		return err
	}
	updates, order := r.shuffled(ledger)
	client := &http.Client{Transport: r.world.Spread, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	g, ctx := errgroup.WithContext(r.ctx)
	g.SetLimit(64)
	var calls atomic.Int64
	began := time.Now()
	for _, i := range order {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error { return r.deliver(ctx, client, ledger, updates[i], &calls) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	took := time.Since(began)
	for _, u := range updates {
		ledger.Note(map[string]any{"type": "done", "update_id": u.ID, "state": "delivered"})
	}
	r.figures.note("deliveries", "%d of %d updates in %s: %.0f a second; %d calls", len(order), len(updates), short(took), float64(len(order))/took.Seconds(), calls.Load())
	return nil
}

// newPosted makes an update of its own number and notes it.
func newPosted(ledger *agent.Ledger, n, chat, message int64) *posted {
	u := &posted{Type: "update", ID: n, Kind: "message", ChatID: chat, Message: message, Text: fmt.Sprintf("#%d 重复投递", n), QueuedAt: time.Now(), State: "pending"}
	ledger.Note(u)
	return u
}

// posts opens the ledger of what the harness delivers by itself.
func (r *run) posts() (*agent.Ledger, error) {
	ledger, err := agent.OpenLedger(filepath.Join(r.dir, checker.PostsFile))
	if err == nil {
		r.ledgers = append(r.ledgers, ledger)
	}
	return ledger, err
}

// shuffled makes the updates and the order of their deliveries.
func (r *run) shuffled(ledger *agent.Ledger) ([]*posted, []int) {
	chats := max(r.o.Messages/25, 1)
	updates := make([]*posted, r.o.Messages)
	order := make([]int, 0, copies*len(updates))
	for i := range updates {
		updates[i] = newPosted(ledger, int64(i+1), 5000+int64(i%chats), 1+int64(i/chats))
		for range copies {
			order = append(order, i)
		}
	}
	r.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	return updates, order
}

// deliver posts one update until it is taken, as the network would.
func (r *run) deliver(ctx context.Context, c *http.Client, ledger *agent.Ledger, u *posted, calls *atomic.Int64) error {
	body, err := json.Marshal(map[string]any{"update_id": u.ID, "message": map[string]any{"message_id": u.Message, "date": u.QueuedAt.Unix(), "text": u.Text,
		"from": map[string]any{"id": u.ChatID, "is_bot": false, "first_name": "C"},
		"chat": map[string]any{"id": u.ChatID, "type": "private", "first_name": "C"}}})
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		calls.Add(1)
		began := time.Now()
		status, err := post(ctx, c, r.world.Public+"/hooks/"+rig.Channel, r.world.Secret, body)
		ledger.Note(attempt{"attempt", u.ID, began, time.Since(began).Nanoseconds(), status})
		switch {
		case err == nil && status == http.StatusOK:
			return nil
		case err == nil && status != http.StatusServiceUnavailable:
			return fmt.Errorf("update %d was answered %d", u.ID, status)
		}
		if err := r.wait(50 * time.Millisecond); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// post makes one webhook call; status is 0 when no answer came.
func post(ctx context.Context, c *http.Client, url, secret string, body []byte) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	resp, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}
