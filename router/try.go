package router

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/redact"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// saidMost is how much of a network's words is kept of a try, in bytes.
const saidMost = 300

// try is a call that did not bring a message to its network, for whoever asks why it is late or not there.
type try struct {
	at   desk.Millis
	took time.Duration
	said *channels.SendError
	wait time.Duration // to the next one; 0 = there is none
}

// row is what is kept of it: never the message, and the network's words without what could be a secret.
func (t try) row(out store.Out, node string) dbq.AddTryParams {
	return dbq.AddTryParams{Session: string(out.Session), Seq: out.Seq, At: int64(t.at), Ms: t.took.Milliseconds(), Node: node, Reason: string(t.said.Reason),
		Detail: redact.Words(t.said.Detail, saidMost), Wait: t.wait.Milliseconds()}
}

// tried keeps the last try of a message. That it cannot be kept holds nothing up: what became of the message is an event.
func (s *sender) tried(ctx context.Context, out store.Out, t try) {
	err := s.r.o.Store.Write(ctx, func(q *dbq.Queries) error { return q.AddTry(ctx, t.row(out, s.r.o.Node)) })
	if err != nil && ctx.Err() == nil {
		s.r.log.Warn("what the network said of a message is not kept", zap.String("session", string(out.Session)), zap.Int64("seq", out.Seq), zap.Error(err))
	}
}
