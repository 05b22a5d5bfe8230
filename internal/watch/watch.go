// Package watch asks the networks whether the channels work, remembers when something last went each way, and tells
// those who answer for others: once when a channel fails, once when it is well again. It decides nothing about
// messages, and a channel that fails does not make the desk unready: the others go on.
package watch

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions/live"
)

// Topic is the fan-out topic of alarms about channels: Notice as JSON.
const Topic = "channels"

// Notice is an alarm on its way to screens.
type Notice struct {
	Channel desk.ChannelID `json:"channel"`
	Alarm   Alarm          `json:"alarm"`
	Since   desk.Millis    `json:"since,omitempty"` // failing, quiet: since when
	Words   string         `json:"words,omitempty"` // failing: the network's
}

// Traffic says when a channel last brought something to this node, and last took something from it; 0 = not since the
// node started.
type Traffic func(id desk.ChannelID) (heard, sent desk.Millis)

// Options are what a Watch is made of. All but the last three are needed.
type Options struct {
	Record   *store.Store
	Live     live.Fanout
	Channels map[desk.ChannelID]channels.Adapter
	Traffic  Traffic
	Node     string // this node's name, unique among the running ones
	LeaseTTL time.Duration
	Log      *zap.Logger
	Metrics  *Metrics

	Every time.Duration                    // how often each channel is asked; 0 = 60 s
	Quiet map[desk.ChannelID]time.Duration // how long a channel may be silent; missing = for ever
	Now   func() time.Time                 // the clock; nil = time.Now
}

// Watch watches the channels of one node's desk. Make it with New and run it with Run.
//
// Of several nodes one asks, the one that has the lease; a channel that fetches by itself is asked by the node that
// fetches, for it alone knows how that goes. Two that ask at the same time by mistake do no harm: the record takes the
// word of one.
type Watch struct{ o Options }

// New makes a watch. Nothing runs before Run.
func New(o Options) *Watch {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Every <= 0 {
		o.Every = time.Minute
	}
	return &Watch{o}
}

// Run asks at every interval until ctx ends.
func (w *Watch) Run(ctx context.Context) error {
	tick := time.NewTicker(w.o.Every)
	defer tick.Stop()
	for {
		if err := w.Round(ctx); err != nil && ctx.Err() == nil {
			w.o.Log.Warn("the channels cannot be watched; it is tried again", zap.Error(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Round asks once, and returns when every network has answered or its time is over.
func (w *Watch) Round(ctx context.Context) error {
	if err := w.meet(ctx); err != nil {
		return err
	}
	ask, err := w.mine(ctx)
	if err != nil {
		return err
	}
	states, err := w.states(ctx)
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	errs := make(chan error, len(ask))
	for _, id := range ask {
		// A round that comes early, because the lease has just changed hands, is no second interval.
		if s := states[id]; w.now().Sub(s.Asked) >= w.o.Every/2 {
			all.Go(func() { errs <- w.ask(ctx, id, s) })
		}
	}
	all.Wait()
	close(errs)
	for one := range errs {
		err = errors.Join(err, one)
	}
	if err != nil {
		return err
	}
	if states, err = w.states(ctx); err != nil {
		return err
	}
	w.o.Metrics.show(states, w.o.Channels)
	return nil
}

// meet notes what this node saw go each way, and makes the rows of channels that are new.
func (w *Watch) meet(ctx context.Context) error {
	return w.o.Record.Write(ctx, func(q *dbq.Queries) error {
		for id := range w.o.Channels {
			if err := q.AddChannelState(ctx, dbq.AddChannelStateParams{Channel: string(id), BeganAt: int64(w.now())}); err != nil {
				return err
			}
			heard, sent := w.o.Traffic(id)
			if err := q.PutChannelTraffic(ctx, dbq.PutChannelTrafficParams{Channel: string(id), Heard: int64(heard), Sent: int64(sent)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// askTimeout is how long a network may take to say how it is.
const askTimeout = 20 * time.Second

// ask asks one network and tells what has changed.
func (w *Watch) ask(ctx context.Context, id desk.ChannelID, s State) error {
	asking, cancel := context.WithTimeout(ctx, min(askTimeout, w.o.Every))
	err := w.o.Channels[id].Health(asking)
	cancel()
	if ctx.Err() != nil {
		return nil // we stop: that is no word about the network
	}
	now := w.now()
	next, alarms := asked(s, now, wordsOf(err))
	next, more := listened(next, now, w.tooLong(id))
	landed, err := w.put(ctx, id, next, s.Asked)
	if err != nil || !landed {
		return err
	}
	for _, a := range append(alarms, more...) {
		w.tell(id, next, a)
	}
	return nil
}

// tooLong is how long a channel may be silent; 0 = for ever. What other nodes heard is known an interval later, so that
// nothing shorter than two can be judged.
func (w *Watch) tooLong(id desk.ChannelID) time.Duration {
	if w.o.Quiet[id] <= 0 {
		return 0
	}
	return max(w.o.Quiet[id], 2*w.o.Every)
}

func (w *Watch) tell(id desk.ChannelID, s State, a Alarm) {
	n := Notice{Channel: id, Alarm: a}
	log := w.o.Log.With(zap.String("channel", string(id)))
	switch a {
	case Fails:
		n.Since, n.Words = s.Failing, s.Words
		log.Warn("the channel does not work", zap.String("words", s.Words))
	case Quiet:
		n.Since = max(s.Heard, s.Began)
		log.Warn("nothing comes from the channel any more", zap.Time("since", n.Since.Time()))
	case Well, Heard:
		log.Info("the channel works again", zap.String("was", string(a)))
	}
	body, err := json.Marshal(n)
	if err == nil {
		err = w.o.Live.Publish(context.Background(), Topic, body)
	}
	if err != nil {
		log.Warn("screens cannot be told of the channel; its page shows it", zap.Error(err))
	}
}

func (w *Watch) now() desk.Millis { return desk.At(w.o.Now()) }
