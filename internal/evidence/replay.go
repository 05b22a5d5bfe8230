package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Replayed is what Replay found.
type Replayed struct {
	Sessions    int64
	Differences int64
	Findings    []Finding // the first of them
}

// Holds says that every session follows from its events.
func (r Replayed) Holds() bool { return r.Differences == 0 }

// Replay folds the events of every stored session through sessions.Apply under the rules that the session lives under,
// and compares what follows with what is stored: the state, the session's row, the transcript. It writes the
// differences and one line of result to out. It may run while the desk works; the error means that it could not be
// carried out.
func Replay(ctx context.Context, st *store.Store, out io.Writer) (Replayed, error) {
	return replay(ctx, sqlSource{st}, nil, out)
}

// Opener gives the bytes of a stored file; what is not there is fs.ErrNotExist.
type Opener func(blob string) (io.ReadSeekCloser, error)

// ReplayFiles is Replay that also reads the bytes of all stored files and holds them against their digests in the events.
func ReplayFiles(ctx context.Context, st *store.Store, open Opener, out io.Writer) (Replayed, error) {
	return replay(ctx, sqlSource{st}, open, out)
}

// replayer is one Replay under way.
type replayer struct {
	list
	pinned pinned
	book   *rulebook.Book
	open   Opener // nil = the bytes of files are not read
	read   int64  // files whose bytes were read
}

func replay(ctx context.Context, src source, open Opener, out io.Writer) (Replayed, error) {
	r := &replayer{list: list{out: out}, pinned: pinned{}, open: open}
	rows, err := src.rules(ctx)
	if err != nil {
		return Replayed{}, err
	}
	for _, row := range rows {
		r.pinned[row.Version] = row
	}
	r.book = rulebook.Read(r.pinned)
	var n int64
	err = walk(ctx, src, func(s story) error {
		n++
		r.session(ctx, s)
		return nil
	})
	if err != nil {
		return Replayed{Sessions: n, Differences: r.n, Findings: r.first}, err
	}
	r.rest()
	if open != nil {
		r.say("%d files read\n", r.read)
	}
	r.say("%d sessions re-derived, %d differences\n", n, r.n)
	return Replayed{Sessions: n, Differences: r.n, Findings: r.first}, r.err
}

// pinned are the rules of the record by version. It lets nobody write.
type pinned map[string]dbq.Rules

// GetRules implements rulebook.Record.
func (p pinned) GetRules(_ context.Context, version string) (string, error) {
	row, ok := p[version]
	if !ok {
		return "", errors.New("the record does not have them")
	}
	if !genuine(row) {
		return "", errors.New("they are not the rules that had this name")
	}
	return row.Doc, nil
}

// Write implements rulebook.Record and does nothing.
func (pinned) Write(context.Context, func(*dbq.Queries) error) error { return nil }

// session derives one session and compares it.
func (r *replayer) session(ctx context.Context, s story) {
	if len(s.events) == 0 {
		r.list.session(Differs, s.row.ID, "it has no events")
		return
	}
	f := newFold(s.row.ID)
	for i := range s.events {
		e, err := eventOf(&s.events[i])
		if err == nil {
			err = f.step(ctx, r.book, e, s.events[i].Version)
		}
		if err != nil {
			r.event(Differs, s.row.ID, s.events[i].Version, err.Error())
			return // what follows would only repeat it
		}
	}
	if f.state.Version != s.row.Version { // everything else would only repeat it
		r.differ(s.row.ID, "version", s.row.Version, f.state.Version)
		return
	}
	r.state(s.row, f.state)
	r.row(s, f)
	r.transcript(s, f)
	r.attachments(s, f)
}

// differ notes that a stored value is not the derived one.
func (r *replayer) differ(id, where string, stored, derived any) {
	r.list.session(Differs, id, fmt.Sprintf("%s: %s is stored, the events give %s", where, brief(stored), brief(derived)))
}

// brief is a value as a finding shows it: no text of anybody is longer than a glance.
func brief(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	if r := []rune(string(text)); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(text)
}
