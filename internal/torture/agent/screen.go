package agent

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// line is a message as the server shows it and as the ledger keeps it.
type line struct {
	Seq      int64  `json:"seq"`
	Version  int64  `json:"version"`
	Role     string `json:"role"`
	Purpose  string `json:"purpose"`
	Text     string `json:"text"`
	Delivery string `json:"delivery"`
}

// step is a line of screens.jsonl.
type step struct {
	Agent    string `json:"agent"`
	Op       string `json:"op"`
	Session  string `json:"session"`
	From     int64  `json:"from,omitempty"`
	To       int64  `json:"to"`
	Messages []line `json:"messages,omitempty"`
	At       int64  `json:"at"`
}

// show is one session on the screen.
type show struct {
	version int64
	lines   []line
	since   time.Time // when the customer's last turn appeared
	told    int64     // the customer's last message when we last answered
	until   time.Time // when this turn is answered at the earliest
	calm    time.Time // nothing is tried before, after a refusal
	busy    bool      // a command is on its way
	turns   int
	changed int64 // the newest reply of which a change was asked for
}

// heard takes one frame.
func (a *Agent) heard(f *frame) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch f.Op {
	case "welcome":
		a.epoch = f.Epoch
	case "page":
		a.rows = map[string]row{}
		for _, r := range f.Rows {
			a.rows[r.ID] = r
		}
	case "row":
		a.listed(f.Row)
	case "diff":
		a.listed(f.Row)
		a.changed(f)
	case "resync":
		a.stats.Resyncs++
		a.forget(f.Session)
	}
}

// listed keeps the list: only what is newer counts, and what is hidden goes.
func (a *Agent) listed(r row) {
	if old, ok := a.rows[r.ID]; r.ID == "" || (ok && old.Version > r.Version) {
		return
	}
	if r.Hidden {
		delete(a.rows, r.ID)
		return
	}
	a.rows[r.ID] = r
}

// changed applies a difference if it continues what is shown, and asks again if it does not.
func (a *Agent) changed(f *frame) {
	s := a.shows[f.Session]
	if s == nil || f.To <= s.version {
		return
	}
	if f.From != s.version {
		a.stats.Gaps++
		a.again()
		return
	}
	a.stats.Diffs++
	a.o.Screens.Note(step{Agent: a.id, Op: "diff", Session: f.Session, From: f.From, To: f.To, Messages: f.Messages, At: millis()})
	for _, m := range f.Messages {
		i, known := slices.BinarySearchFunc(s.lines, m.Seq, func(l line, seq int64) int { return int(l.Seq - seq) })
		if known {
			if m.Version >= s.lines[i].Version { // a transcript may be read ahead of its version
				s.lines[i] = m
			}
			continue
		}
		s.lines = slices.Insert(s.lines, i, m)
		if m.Role == "customer" {
			s.since, s.until = time.Now(), a.thinks()
		}
	}
	s.version = f.To
}

// thinks is when an answer to what has just come may be expected.
func (a *Agent) thinks() time.Time {
	if !a.drain && a.chance(a.o.Habits.Dawdle) {
		return time.Now().Add(6 * time.Second)
	}
	return time.Now().Add(time.Duration(a.rng.Int64N(int64(a.o.Habits.Think))))
}

func (a *Agent) forget(id string) {
	if a.shows[id] == nil {
		return
	}
	delete(a.shows, id)
	a.o.Screens.Note(step{Agent: a.id, Op: "forget", Session: id, At: millis()})
}

// mine says whether the row is a session that this agent serves now.
func (a *Agent) mine(r row) bool {
	return r.Holder != nil && r.Holder.ID == a.id && (r.Phase == "serving" || r.Phase == "closing")
}

// most sessions that are shown at once; a hello takes 32.
const most = 30

// arrange opens what the agent holds, and lets go of what it does not hold any more once the screen is full.
func (a *Agent) arrange(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range a.shows {
		if len(a.shows)+len(a.opening) < most {
			break
		}
		if r, ok := a.rows[id]; (!ok || !a.mine(r)) && !a.shows[id].busy {
			a.forget(id)
			a.again()
		}
	}
	for id, r := range a.rows {
		if len(a.shows)+len(a.opening) >= most {
			return
		}
		if a.mine(r) && a.shows[id] == nil && !a.opening[id] {
			a.opening[id] = true
			go a.open(ctx, id)
		}
	}
}

// open reads a transcript, page by page from its end, and shows it.
func (a *Agent) open(ctx context.Context, id string) {
	version, lines, err := a.transcript(ctx, id)
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.opening, id)
	if err != nil {
		if p := (*problem)(nil); asProblem(err, &p) && p.Status == http.StatusNotFound {
			delete(a.rows, id) // not ours to see any more
		}
		return // arrange tries again
	}
	a.stats.Opens++
	a.shows[id] = &show{version: version, lines: lines, since: time.Now(), until: a.thinks()}
	a.o.Screens.Note(step{Agent: a.id, Op: "open", Session: id, To: version, Messages: lines, At: millis()})
	a.again()
}

// transcript reads all pages. The first one, the newest, gives the version: lines of older pages may be newer than it,
// and come again with the difference that follows.
func (a *Agent) transcript(ctx context.Context, id string) (version int64, lines []line, err error) {
	before := ""
	for {
		var page struct {
			Version  int64  `json:"version"`
			Messages []line `json:"messages"`
		}
		if _, err := a.call(ctx, http.MethodGet, "/api/v1/sessions/"+id+"/messages?limit=50"+before, nil, &page); err != nil {
			return 0, nil, err
		}
		if before == "" {
			version = page.Version
		}
		lines = append(page.Messages, lines...)
		if len(page.Messages) == 0 || page.Messages[0].Seq <= 1 {
			return version, lines, nil
		}
		before = fmt.Sprintf("&before_seq=%d", page.Messages[0].Seq)
	}
}
