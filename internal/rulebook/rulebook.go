// Package rulebook keeps every version of the rules that sessions have lived under. It decides how a version is named
// and stored, so that an old session is judged by the rules of its day for ever; it refuses to know what the rules mean.
package rulebook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/scripts"
	"firstline/sessions"
)

// Record is where versions are kept.
type Record interface {
	GetRules(ctx context.Context, version string) (string, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Book gives the rules by version.
type Book struct {
	record  Record
	current atomic.Pointer[sessions.Rules]
	mu      sync.Mutex
	known   map[string]sessions.Rules
}

// doc is a version as it is stored. Durations are milliseconds.
type doc struct {
	FirstReply   int64        `json:"first_reply_ms"`
	NextReply    int64        `json:"next_reply_ms"`
	ReopenWindow int64        `json:"reopen_window_ms"`
	Warnings     []int64      `json:"warnings_ms,omitempty"`
	Answer       int64        `json:"answer_ms,omitempty"`
	Completion   int64        `json:"completion_ms,omitempty"`
	Silence      int64        `json:"silence_ms,omitempty"`
	Hops         int          `json:"hops,omitempty"`
	Apology      bool         `json:"apology,omitempty"`
	DefaultGroup desk.GroupID `json:"default_group"`
	Zone         string       `json:"zone"`
	Organisation string       `json:"organisation"`
	Locale       string       `json:"locale"`
	Pack         string       `json:"pack"`   // version of the script pack
	Source       string       `json:"source"` // the pack itself, so that no later program has to know it

	Hours   map[desk.GroupID]string `json:"hours,omitempty"`   // the calendars as they were written
	Matters *matterDoc              `json:"matters,omitempty"` // what customers can want, and which way it takes
}

// Source is what the rules were read from, kept with them.
type Source struct {
	Pack  []byte                  // the script pack
	Hours map[desk.GroupID]string // the calendars by group

}

// Open gives a book in which the given rules are current (Adopt).
func Open(ctx context.Context, record Record, now time.Time, rules sessions.Rules, source Source) (*Book, error) {
	b := Read(record)
	return b, b.Adopt(ctx, now, rules, source)
}

// Read gives a book of what the record holds, without current rules: for those who only look back, or adopt some next.
func Read(record Record) *Book { return &Book{record: record, known: map[string]sessions.Rules{}} }

// Adopt stores the given rules with their source, if their version is new, and makes them current at once: sessions that
// open from now on live under them, all others keep theirs. The version of the value is ignored: it follows from the
// content, so that every node gives the same rules the same name. After an error the old ones stay current.
func (b *Book) Adopt(ctx context.Context, now time.Time, rules sessions.Rules, source Source) error {
	body, err := json.Marshal(write(rules, source))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	rules.Version = hex.EncodeToString(sum[:8])
	err = b.record.Write(ctx, func(q *dbq.Queries) error {
		return q.PutRules(ctx, dbq.PutRulesParams{Version: rules.Version, Doc: string(body), CreatedAt: now.UnixMilli()})
	})
	if err != nil {
		return fmt.Errorf("store the rules: %w", err)
	}
	b.mu.Lock()
	b.known[rules.Version] = rules
	b.mu.Unlock()
	b.current.Store(&rules)
	return nil
}

// Current are the rules for a session that opens now.
func (b *Book) Current() sessions.Rules { return *b.current.Load() }

// Version gives the rules of that version. It reads the record once per version and blocks meanwhile.
func (b *Book) Version(ctx context.Context, version string) (sessions.Rules, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r, ok := b.known[version]; ok {
		return r, nil
	}
	text, err := b.record.GetRules(ctx, version)
	if err != nil {
		return sessions.Rules{}, fmt.Errorf("read the rules of version %q: %w", version, err)
	}
	r, err := read(version, text)
	if err != nil {
		return sessions.Rules{}, err
	}
	b.known[version] = r
	return r, nil
}

// write is the stored form of rules.
func write(r sessions.Rules, source Source) doc {
	d := doc{FirstReply: r.FirstReply.Milliseconds(), NextReply: r.NextReply.Milliseconds(), ReopenWindow: r.ReopenWindow.Milliseconds(),
		Answer: r.Answer.Milliseconds(), Completion: r.Completion.Milliseconds(), Silence: r.Silence.Milliseconds(), Hops: r.Hops, Apology: r.Apology, DefaultGroup: r.DefaultGroup, Zone: r.Zone.String(),
		Organisation: r.Organisation, Locale: r.Pack.Locale(), Pack: r.Pack.Version(), Source: string(source.Pack), Hours: source.Hours, Matters: writeMatters(r)}
	for _, w := range r.Warnings {
		d.Warnings = append(d.Warnings, w.Milliseconds())
	}
	return d
}

func read(version, text string) (sessions.Rules, error) {
	var d doc
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return sessions.Rules{}, fmt.Errorf("rules %q: %w", version, err)
	}
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return sessions.Rules{}, fmt.Errorf("rules %q: %w", version, err)
	}
	pack, err := scripts.Load(d.Pack, []byte(d.Source))
	if err != nil {
		return sessions.Rules{}, errors.Join(fmt.Errorf("rules %q: the script pack cannot be read", version), err)
	}
	ms := func(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
	r := sessions.Rules{Version: version, FirstReply: ms(d.FirstReply), NextReply: ms(d.NextReply), ReopenWindow: ms(d.ReopenWindow),
		Answer: ms(d.Answer), Completion: ms(d.Completion), Silence: ms(d.Silence), Hops: d.Hops, Apology: d.Apology, DefaultGroup: d.DefaultGroup, Zone: zone, Organisation: d.Organisation, Pack: pack}
	for g, text := range d.Hours {
		c, err := calendar.Load("hours of "+string(g), []byte(text), time.LoadLocation)
		if err != nil {
			return sessions.Rules{}, fmt.Errorf("rules %q: %w", version, err)
		}
		if r.Hours == nil {
			r.Hours = map[desk.GroupID]calendar.Calendar{}
		}
		r.Hours[g] = c
	}
	for _, w := range d.Warnings {
		r.Warnings = append(r.Warnings, ms(w))
	}
	d.Matters.read(&r)
	return r, nil
}
