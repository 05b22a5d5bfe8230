package media

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

const (
	fetchTime = 60 * time.Second        // for one try of one file
	claimTime = fetchTime + time.Minute // after which a try counts as dead, with its node: enough to make and commit what came
	idlePause = 2 * time.Second         // between two looks for what other nodes have left
	lastWords = 2 * time.Second         // for giving a claim back while the node stops
	busyPause = 50 * time.Millisecond   // between two looks when others were faster
)

// fetching takes what is due, a few at a time, until ctx ends. It is woken by every commit of this node that wants a file;
// what other nodes wanted and did not fetch is found by looking.
func (s *Service) fetching(ctx context.Context, settle Settler) {
	var all sync.WaitGroup
	defer all.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.poke:
		case <-timer.C:
		}
		timer.Reset(s.round(ctx, func(w dbq.FilesWantedRow) {
			all.Go(func() {
				defer s.Wake()
				defer func() { <-s.slots }()
				s.one(ctx, w, settle)
			})
		}))
	}
}

// round starts as many fetches as there is room for, and says when to look again.
func (s *Service) round(ctx context.Context, start func(dbq.FilesWantedRow)) time.Duration {
	free := cap(s.slots) - len(s.slots)
	if free == 0 {
		return idlePause // the next that ends wakes us
	}
	rows, err := s.o.Record.FilesWanted(ctx, dbq.FilesWantedParams{DueAt: int64(s.now()), Limit: int32(free)})
	for _, w := range rows {
		if s.claim(ctx, &w) {
			s.slots <- struct{}{} // there is room: only this goroutine fills it
			start(w)
		}
	}
	var next int64
	if err == nil {
		next, err = s.o.Record.NextFile(ctx)
	}
	if err != nil {
		if ctx.Err() == nil {
			s.log.Warn("it cannot be read which files are wanted", zap.Error(err))
		}
		return idlePause
	}
	if next == 0 {
		return idlePause
	}
	return min(max(desk.Millis(next).Sub(s.now()), busyPause), idlePause)
}

// claim puts the file off for as long as a try may take. false = somebody else has it, or the record is away.
func (s *Service) claim(ctx context.Context, w *dbq.FilesWantedRow) bool {
	until, n := int64(s.now().Add(claimTime)), int64(0)
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		n, err = q.ClaimFile(ctx, dbq.ClaimFileParams{Session: w.Session, Seq: w.Seq, N: w.N, Until: until, Was: w.DueAt})
		return err
	})
	w.DueAt = until
	w.Attempt++
	return err == nil && n == 1
}

// one makes one try at one file.
func (s *Service) one(ctx context.Context, w dbq.FilesWantedRow, settle Settler) {
	began := s.o.Now()
	f, err := s.obtain(ctx, w)
	s.o.Metrics.seconds.Observe(s.o.Now().Sub(began).Seconds())
	if ctx.Err() != nil {
		s.giveBack(w)
		return
	}
	if err != nil {
		s.failed(ctx, w, err, settle)
		return
	}
	s.settle(ctx, w, f, settle)
}

// settle tells the session. What cannot be committed now lies on the shelf without an owner, and the next try gives it keys
// of its own; it is not taken away, because the commit may have landed all the same. After a day the file is given up, and
// what even so cannot be recorded is looked at once a day.
func (s *Service) settle(ctx context.Context, w dbq.FilesWantedRow, f desk.File, settle Settler) {
	done, err := settle.FileSettled(ctx, desk.SessionID(w.Session), w.Seq, int(w.N), f)
	switch {
	case err != nil:
		s.log.Warn("what became of a file cannot be recorded; it is tried again", zap.String("session", w.Session), zap.Int64("seq", w.Seq), zap.Error(err))
		s.unrecorded(ctx, w, f, settle)
	case !done:
		s.o.Shelf.forget(f) // another node was faster: nobody knows these keys
	default:
		s.o.Metrics.settled.WithLabelValues(string(f.State)).Inc()
		if f.State == desk.FileStored {
			s.o.Metrics.bytes.Add(float64(f.Size))
			s.used(ctx, w)
		}
	}
}

func (s *Service) unrecorded(ctx context.Context, w dbq.FilesWantedRow, f desk.File, settle Settler) {
	next := s.now().Add(pauseOf(w.Attempt))
	switch late := next.Sub(desk.Millis(w.At)) > longest; {
	case late && f.State == desk.FileStored:
		s.settle(ctx, w, givenUp(w, channels.FetchUnavailable), settle)
	case late:
		s.putOff(ctx, w, s.now().Add(longest), string(channels.FetchUnavailable))
	default:
		if f.State == desk.FileStored {
			s.held.put(w, f)
		}
		s.putOff(ctx, w, next, string(channels.FetchUnavailable))
	}
}

// giveBack lets another node begin at once what this one broke off.
func (s *Service) giveBack(w dbq.FilesWantedRow) {
	ctx, cancel := context.WithTimeout(context.Background(), lastWords)
	defer cancel()
	s.putOff(ctx, w, s.now(), "interrupted")
}

// putOff ends a try. It changes nothing where the claim has run out: the file is another's by then.
func (s *Service) putOff(ctx context.Context, w dbq.FilesWantedRow, until desk.Millis, reason string) {
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		return q.PutOffFile(ctx, dbq.PutOffFileParams{Session: w.Session, Seq: w.Seq, N: w.N, Until: int64(until), Reason: reason, Was: w.DueAt})
	})
	if err != nil {
		s.log.Warn("a file cannot be put off: its claim runs out", zap.String("session", w.Session), zap.Int64("seq", w.Seq), zap.Error(err))
	}
}

// givenUp is a file that will not come, and why.
func givenUp(w dbq.FilesWantedRow, reason channels.FetchReason) desk.File {
	f := fileOf(w)
	f.State, f.Reason = desk.FileFailed, string(reason)
	return f
}

// fileOf is what the channel gets to see of a row.
func fileOf(w dbq.FilesWantedRow) desk.File {
	return store.FileOf(&dbq.File{Kind: w.Kind, Name: w.Name, Type: w.Type, Size: w.Size, Width: w.Width, Height: w.Height, Seconds: w.Seconds, Ref: w.Ref}).File
}
