package checker

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The files of a run's folder. Every line of a .jsonl file is one JSON object.
const (
	RunFile      = "run.json"
	NetworkFile  = "network.jsonl"  // L1 and L4: update, attempt, done, send
	PostsFile    = "posts.jsonl"    // L1 of updates that the harness delivered by itself
	CommandsFile = "commands.jsonl" // ask, answer
	ScreensFile  = "screens.jsonl"  // L3
	SamplesFile  = "samples.jsonl"
)

// Option changes how a folder is loaded.
type Option func(*Evidence)

// WithRun takes the place of run.json, for a look while the run goes on.
func WithRun(run Run) Option { return func(e *Evidence) { e.Run = run } }

// Load reads a run's folder and its record.
func Load(ctx context.Context, dir string, options ...Option) (*Evidence, error) {
	e := &Evidence{}
	for _, o := range options {
		o(e)
	}
	if e.Run.Database == "" {
		data, err := os.ReadFile(filepath.Join(dir, RunFile))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &e.Run); err != nil {
			return nil, fmt.Errorf("%s: %w", RunFile, err)
		}
	}
	for _, f := range []struct {
		name string
		read func([]byte) error
	}{
		{NetworkFile, network(e)}, {PostsFile, network(e)}, {CommandsFile, commands(e)},
		{ScreensFile, func(b []byte) error { return appended(&e.Steps, b) }},
		{SamplesFile, func(b []byte) error { return appended(&e.Samples, b) }},
	} {
		if err := lines(filepath.Join(dir, f.name), f.read); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	var err error
	e.Record, err = open(ctx, dir, e.Run.Database)
	return e, err
}

// EachSample reads the samples alone.
func EachSample(path string, do func(Sample)) error {
	return lines(path, func(b []byte) error {
		var s Sample
		err := json.Unmarshal(b, &s)
		do(s)
		return err
	})
}

// RecordFile is a copy of a record whose database goes away with the run.
const RecordFile = "record.json"

// Keep writes the record into the folder, so that the folder alone can be checked again.
func (r *Record) Keep(dir string) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, RecordFile), data, 0o644)
}

func open(ctx context.Context, dir, dsn string) (*Record, error) {
	if dsn == RecordFile {
		data, err := os.ReadFile(filepath.Join(dir, RecordFile))
		if err != nil {
			return nil, err
		}
		r := &Record{}
		err = json.Unmarshal(data, r)
		r.index()
		return r, err
	}
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok && !filepath.IsAbs(path) {
		dsn = "sqlite:" + filepath.Join(dir, path)
	}
	db, err := Open(dsn)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	return ReadRecord(ctx, db)
}

// lines hands every line to read. A file that is not there is an empty ledger: some scenarios have no agents.
func lines(path string, read func([]byte) error) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		if err := read(s.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return s.Err()
}

func appended[T any](to *[]T, line []byte) error {
	var v T
	err := json.Unmarshal(line, &v)
	*to = append(*to, v)
	return err
}

// network reads the stand-in's ledger: first a line that an update exists, then what became of it.
func network(e *Evidence) func([]byte) error {
	byID := map[int64]*Update{}
	return func(line []byte) error {
		var head struct {
			Type   string    `json:"type"`
			ID     int64     `json:"update_id"`
			Status int       `json:"status"`
			State  string    `json:"state"`
			At     time.Time `json:"at"`
			Took   int64     `json:"took_ns"`
			Poll   bool      `json:"poll"`
		}
		if err := json.Unmarshal(line, &head); err != nil {
			return err
		}
		switch head.Type {
		case "update":
			if err := appended(&e.Updates, line); err != nil {
				return err
			}
			u := e.Updates[len(e.Updates)-1]
			u.State = head.State
			byID[u.ID] = u
		case "send":
			return appended(&e.Sends, line)
		case "attempt", "done":
			u := byID[head.ID]
			if u == nil {
				return fmt.Errorf("%s of update %d, which the network never queued", head.Type, head.ID)
			}
			if head.Type == "done" {
				u.State = head.State
				u.confirmed(head.State, head.At)
				return nil
			}
			u.attempt(Try{head.At, head.At.Add(time.Duration(head.Took)), head.Status}, head.Poll)
		}
		return nil
	}
}

// attempt notes a delivery. An answer of 2xx acknowledges what was posted; what was handed out on request is
// acknowledged later, by the request for what comes behind it.
func (u *Update) attempt(t Try, asked bool) {
	u.Tries = append(u.Tries, t)
	if !asked && t.Status >= 200 && t.Status < 300 {
		u.acknowledged(t.Until)
	}
}

func (u *Update) confirmed(state string, at time.Time) {
	if state == "confirmed" {
		u.acknowledged(at)
	}
}

func (u *Update) acknowledged(at time.Time) {
	if u.Acked++; u.Acked == 1 {
		u.AckedAt = at
	}
}

// commands reads what was asked and answered. An answer that comes again must be the same.
func commands(e *Evidence) func([]byte) error {
	byID := map[string]*Command{}
	return func(line []byte) error {
		var head struct {
			Op string `json:"op"`
			ID string `json:"id"`
		}
		if err := json.Unmarshal(line, &head); err != nil {
			return err
		}
		if head.Op == "ask" {
			c := &Command{}
			if err := json.Unmarshal(line, c); err != nil {
				return err
			}
			e.Commands, byID[c.ID] = append(e.Commands, c), c
			return nil
		}
		c := byID[head.ID]
		if c == nil {
			return fmt.Errorf("answer to command %s, which nobody gave", head.ID)
		}
		c.Answer = &Answer{}
		return json.Unmarshal(line, c.Answer)
	}
}

// conversations are the channel's sessions by conversation, oldest first.
func (e *Evidence) conversations() map[string][]*Session {
	out := map[string][]*Session{}
	for _, s := range e.Record.Sessions {
		if s.Channel == e.Run.Channel {
			out[s.Key] = append(out[s.Key], s)
		}
	}
	for _, ss := range out {
		slices.SortFunc(ss, func(a, b *Session) int { return int(a.Ordinal - b.Ordinal) })
	}
	return out
}

// talk is a whole conversation as the record has it: the messages of all its sessions, in order.
func (e *Evidence) talk(ss []*Session) []*Message {
	var out []*Message
	for _, s := range ss {
		out = append(out, e.Record.Messages[s.ID]...)
	}
	return out
}
