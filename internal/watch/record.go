package watch

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/redact"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// lease is held by the node that asks for all.
const lease = "watch"

// mine are the channels that this node has to ask: those that it fetches for, and, if it has the lease, those that
// nobody fetches for.
func (w *Watch) mine(ctx context.Context) ([]desk.ChannelID, error) {
	now := w.now()
	var all bool
	err := w.o.Record.Write(ctx, func(q *dbq.Queries) error {
		_, err := q.TakeLease(ctx, dbq.TakeLeaseParams{Name: lease, Holder: w.o.Node, Until: int64(now.Add(w.o.LeaseTTL)), Now: int64(now)})
		if all = err == nil; errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	fetching, err := fetchers(ctx, w.o.Record, now)
	if err != nil {
		return nil, err
	}
	var out []desk.ChannelID
	for id := range w.o.Channels {
		if by := fetching[id]; by == w.o.Node || by == "" && all {
			out = append(out, id)
		}
	}
	return out, nil
}

// fetchers says which node fetches for each channel that fetches by itself.
func fetchers(ctx context.Context, record *store.Store, now desk.Millis) (map[desk.ChannelID]string, error) {
	held, err := record.AllLeases(ctx)
	if err != nil {
		return nil, err
	}
	out := map[desk.ChannelID]string{}
	for _, l := range held {
		if id, ok := strings.CutPrefix(l.Name, channels.LeasePrefix); ok && desk.Millis(l.Until) > now {
			out[desk.ChannelID(id)] = l.Holder
		}
	}
	return out, nil
}

func (w *Watch) states(ctx context.Context) (map[desk.ChannelID]State, error) {
	rows, err := w.o.Record.ChannelStates(ctx)
	if err != nil {
		return nil, err
	}
	out := map[desk.ChannelID]State{}
	for _, r := range rows {
		out[desk.ChannelID(r.Channel)] = stateOf(r)
	}
	return out, nil
}

func stateOf(r dbq.ChannelState) State {
	return State{Began: desk.Millis(r.BeganAt), Asked: desk.Millis(r.AskedAt), Failing: desk.Millis(r.FailingSince), Fails: r.Failures, Words: r.Error,
		Alarmed: desk.Millis(r.AlarmedAt), Quiet: desk.Millis(r.QuietAt), Heard: desk.Millis(r.HeardAt), Sent: desk.Millis(r.SentAt)}
}

// put keeps a state if nobody has asked since; what people are told hangs on that.
func (w *Watch) put(ctx context.Context, id desk.ChannelID, s State, was desk.Millis) (landed bool, err error) {
	err = w.o.Record.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.PutChannelState(ctx, dbq.PutChannelStateParams{Channel: string(id), Was: int64(was), Node: w.o.Node, AskedAt: int64(s.Asked),
			FailingSince: int64(s.Failing), Failures: s.Fails, Error: s.Words, AlarmedAt: int64(s.Alarmed), QuietAt: int64(s.Quiet)})
		landed = n > 0
		return err
	})
	return landed, err
}

// wordsMost is the longest error that is kept, in bytes.
const wordsMost = 500

// wordsOf are the network's words, without secrets; empty when there is nothing wrong.
func wordsOf(err error) string {
	if err == nil {
		return ""
	}
	if words := strings.TrimSpace(redact.Words(err.Error(), wordsMost)); words != "" {
		return words
	}
	return "no answer"
}

// Channel is what is known of one channel, for people.
type Channel struct {
	State
	Node   string // that fetches for it; empty when it does not fetch by itself, or nobody does
	Unsent int64  // messages that wait to leave
}

// Known gives what is known of each channel; one that no round has met is missing.
func (w *Watch) Known(ctx context.Context) (map[desk.ChannelID]Channel, error) {
	states, err := w.states(ctx)
	if err != nil {
		return nil, err
	}
	fetching, err := fetchers(ctx, w.o.Record, w.now())
	if err != nil {
		return nil, err
	}
	unsent, err := w.o.Record.UnsentByChannel(ctx)
	if err != nil {
		return nil, err
	}
	waiting := map[desk.ChannelID]int64{}
	for _, r := range unsent {
		waiting[desk.ChannelID(r.Channel)] = r.N
	}
	out := map[desk.ChannelID]Channel{}
	for id, s := range states {
		out[id] = Channel{State: s, Node: fetching[id], Unsent: waiting[id]}
	}
	return out, nil
}
