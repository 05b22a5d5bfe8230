package sim

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

// adapter is the real Telegram adapter, reached over the wire of this package, with a mark behind each text and a little
// latency in front of each send.
type adapter struct {
	*telegram.Adapter
	n *node
}

func newAdapter(n *node) (*adapter, error) {
	a, err := telegram.New(telegram.Config{ID: channel, Token: faketelegram.DefaultToken, Secret: secret, APIURL: apiURL,
		Client: &http.Client{Transport: toTelegram{n}}})
	return &adapter{a, n}, err
}

// mark is put behind every text that leaves, so that the stand-in's ledger says which message each send was. Telegram
// itself has no idempotency key to use for that.
func mark(id desk.SessionID, seq int64) string { return fmt.Sprintf("\n#%s:%d", id, seq) }

// unmark reads it back.
func unmark(text string) (body string, id desk.SessionID, seq int64) {
	i := strings.LastIndex(text, "\n#")
	if i < 0 {
		return text, "", 0
	}
	name, num, _ := strings.Cut(text[i+2:], ":")
	seq, _ = strconv.ParseInt(num, 10, 64)
	return text[:i], desk.SessionID(name), seq
}

// Send implements channels.Adapter.
func (a *adapter) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	w, name := a.n.w, fmt.Sprintf("%s:%d to %s", short(out.Session), out.Seq, out.Address.Key)
	w.trace.add("%s: sends %s", a.n.name, name)
	if !nap(w.latency("api", out.Address.Key, out.Text), a.n.gone) {
		return desk.Receipt{}, errDead
	}
	out.Text += mark(out.Session, out.Seq)
	if w.mut.on(Lie, out.Seq) {
		return desk.Receipt{ExternalID: "0"}, nil
	}
	if w.mut.on(SendTwice, out.Seq) {
		_, _ = a.Adapter.Send(ctx, out)
	}
	got, err := a.Adapter.Send(ctx, out)
	w.trace.add("%s: send of %s ends: %v", a.n.name, name, err)
	return got, err
}

func short(id desk.SessionID) string {
	if len(id) < 4 {
		return string(id)
	}
	return string(id[len(id)-4:])
}
