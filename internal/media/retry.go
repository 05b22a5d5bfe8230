package media

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// longest is how long a file is tried, from its message on: what a network has not given out by then it has thrown away.
const longest = 24 * time.Hour

// pauseOf is how long to wait after a try, counted from 1.
func pauseOf(attempt int64) time.Duration {
	first := []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute}
	if attempt < 1 || attempt > int64(len(first)) {
		return 10 * time.Minute
	}
	return first[attempt-1]
}

// verdict is what follows from a try that brought nothing.
type verdict struct {
	reason channels.FetchReason
	retry  bool
	pause  time.Duration // what the network asked for; 0 = our own
}

func judge(err error) verdict {
	var fe *channels.FetchError
	var broken errBroken
	switch {
	case errors.Is(err, ErrTooBig):
		return verdict{reason: channels.FetchTooBig}
	case errors.Is(err, ErrEmpty):
		return verdict{reason: channels.FetchEmpty}
	case errors.Is(err, ErrFull):
		return verdict{reason: channels.FetchDiskFull, retry: true}
	case errors.As(err, &fe):
		return verdict{reason: code(fe.Reason), retry: fe.Retry, pause: fe.RetryAfter}
	case errors.As(err, &broken):
		return verdict{reason: channels.FetchUnreachable, retry: true}
	}
	return verdict{reason: channels.FetchUnavailable, retry: true}
}

// code is a reason as a channel gives it, if it is one: letters and _, not too long.
func code(reason channels.FetchReason) channels.FetchReason {
	for _, c := range reason {
		if (c < 'a' || c > 'z') && c != '_' {
			return channels.FetchRefused
		}
	}
	if reason == "" || len(reason) > 40 {
		return channels.FetchRefused
	}
	return reason
}

// failed puts the file off, or gives it up: for good, or because a day has passed since its message came.
func (s *Service) failed(ctx context.Context, w dbq.FilesWantedRow, err error, settle Settler) {
	v := judge(err)
	wait := max(v.pause, pauseOf(w.Attempt))
	next := s.now().Add(wait)
	again := v.retry && next.Sub(desk.Millis(w.At)) <= longest
	s.log.Warn("a file was not fetched", zap.String("channel", w.Channel), zap.String("session", w.Session), zap.Int64("seq", w.Seq), zap.Int64("n", w.N),
		zap.Int64("attempt", w.Attempt), zap.String("reason", string(v.reason)), zap.Bool("again", again), zap.Error(err))
	s.o.Metrics.failures.WithLabelValues(string(v.reason)).Inc()
	if again {
		s.putOff(ctx, w, next, string(v.reason))
		return
	}
	s.settle(ctx, w, givenUp(w, v.reason), settle)
}
