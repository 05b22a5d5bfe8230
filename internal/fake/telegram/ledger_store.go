package telegram

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

type updateKey struct{ bot, id int64 }

// ledger remembers what happened. Its lock is a leaf: nothing is called under
// it but a write to the file.
type ledger struct {
	limit int

	mu       sync.Mutex
	sends    []Send
	updates  map[updateKey]*Update
	order    []updateKey
	counts   Counts
	file     *os.File
	fileErr  error
	watchers int
	changed  chan struct{}
}

func newLedger(limit int) *ledger {
	return &ledger{
		limit:   limit,
		updates: map[updateKey]*Update{},
		counts:  Counts{States: map[State]int64{}},
		changed: make(chan struct{}),
	}
}

func (l *ledger) open(path string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.file = file
	return nil
}

// close returns the first error that any write had.
func (l *ledger) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		if err := l.file.Close(); l.fileErr == nil {
			l.fileErr = err
		}
		l.file = nil
	}
	return l.fileErr
}

// event tells the file and the watchers. The lock is held.
func (l *ledger) event(kind string, record any) {
	if l.watchers > 0 {
		close(l.changed)
		l.changed = make(chan struct{})
		l.watchers = 0
	}
	if l.file == nil {
		return
	}
	line, err := json.Marshal(record)
	if err == nil {
		// {"type":"send", + {"seq":1,… without its brace: one line, one write,
		// so that a kill cannot leave half a line between two whole ones.
		head := append(make([]byte, 0, len(line)+24), `{"type":"`+kind+`",`...)
		_, err = l.file.Write(append(append(head, line[1:]...), '\n'))
	}
	if err != nil && l.fileErr == nil {
		l.fileErr = err
	}
}

func (l *ledger) listen() (changed <-chan struct{}, stop func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.watchers++
	ch := l.changed
	return ch, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.changed == ch { // not told yet, so still counted
			l.watchers--
		}
	}
}

func (l *ledger) send(record Send) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts.Sends++
	record.Seq = l.counts.Sends
	switch {
	case !record.Done:
		l.counts.Refused++
	case strings.HasPrefix(record.Method, "send") && record.Method != "sendChatAction":
		l.counts.Messages++
	}
	l.sends = append(l.sends, record)
	if l.limit > 0 && len(l.sends) >= 2*l.limit {
		l.sends = append(l.sends[:0:0], l.sends[len(l.sends)-l.limit:]...)
	}
	l.event("send", record)
}

func (l *ledger) queued(u Update) {
	l.mu.Lock()
	defer l.mu.Unlock()
	u.State = Pending
	key := updateKey{u.Bot, u.ID}
	l.updates[key] = &u
	l.order = append(l.order, key)
	l.counts.Queued++
	l.counts.States[Pending]++
	l.trim()
	l.event("update", u)
}

// trim forgets the oldest finished updates once there are twice too many.
func (l *ledger) trim() {
	if l.limit == 0 || len(l.order) < 2*l.limit+int(l.counts.States[Pending]) {
		return
	}
	spare := len(l.order) - l.limit - int(l.counts.States[Pending])
	l.order = slices.DeleteFunc(l.order, func(key updateKey) bool {
		if spare <= 0 || l.updates[key].State == Pending {
			return false
		}
		spare--
		delete(l.updates, key)
		return true
	})
}

func (l *ledger) attempt(bot, id int64, a Attempt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts.Attempts++
	if u := l.updates[updateKey{bot, id}]; u != nil {
		u.Attempts = append(u.Attempts, a)
	}
	l.event("attempt", struct {
		Bot int64 `json:"bot"`
		ID  int64 `json:"update_id"`
		Attempt
	}{bot, id, a})
}

func (l *ledger) done(bot, id int64, state State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.counts.States[Pending]--
	l.counts.States[state]++
	if u := l.updates[updateKey{bot, id}]; u != nil {
		u.State, u.DoneAt = state, now
	}
	l.event("done", struct {
		Bot   int64     `json:"bot"`
		ID    int64     `json:"update_id"`
		State State     `json:"state"`
		At    time.Time `json:"at"`
	}{bot, id, state, now})
}

// sendsAfter returns the calls with a number above seq.
func (l *ledger) sendsAfter(seq int64) []Send {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, _ := slices.BinarySearchFunc(l.sends, seq+1, func(s Send, want int64) int { return int(s.Seq - want) })
	return slices.Clone(l.sends[i:])
}

func (l *ledger) allUpdates() []Update {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]Update, 0, len(l.order))
	for _, key := range l.order {
		u := *l.updates[key]
		u.Attempts = slices.Clone(u.Attempts)
		all = append(all, u)
	}
	return all
}

func (l *ledger) totals() Counts {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.counts
	c.States = maps.Clone(c.States)
	return c
}
