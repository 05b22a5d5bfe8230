package inbox

import (
	"encoding/json"

	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/watch"
	"firstline/sessions"
)

// The frames, as docs/api.md has them. Op comes first in each.

// hello is the client's: what it shows, and how far it knows it. It replaces the former one.
type hello struct {
	Epoch    string                   `json:"epoch"`
	List     listWish                 `json:"list"`
	Sessions map[desk.SessionID]int64 `json:"sessions"`
}

type listWish struct {
	View  View  `json:"view"`
	Sieve Sieve `json:"sieve,omitzero"`
	Limit int   `json:"limit,omitempty"`
}

// said is any frame of a client; which fields count depends on Op.
type said struct {
	Op string `json:"op"`
	hello
	Session desk.SessionID `json:"session"`
	Mode    string         `json:"mode"`
}

type (
	welcomeFrame struct {
		Op    string      `json:"op"`
		Epoch string      `json:"epoch"`
		Now   desk.Millis `json:"now"`
		Me    Me          `json:"me"`
	}
	pageFrame struct {
		Op     string   `json:"op"`
		List   listWish `json:"list"`
		Rows   []Row    `json:"rows"`
		Counts Counts   `json:"counts"`
	}
	rowFrame struct {
		Op  string `json:"op"`
		Row Row    `json:"row"`
	}
	countsFrame struct {
		Op     string `json:"op"`
		Counts Counts `json:"counts"`
	}
	diffFrame struct {
		Op       string         `json:"op"`
		Session  desk.SessionID `json:"session"`
		From     int64          `json:"from"`
		To       int64          `json:"to"`
		Row      Row            `json:"row"`
		Messages []Message      `json:"messages"`
	}
	resyncFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
	}
	draftFrame struct {
		Op string `json:"op"`
		drafts.Mark
	}
	proposalFrame struct {
		Op      string `json:"op"`
		ID      string `json:"id"`
		Verdict string `json:"verdict,omitempty"`
	}
	wishFrame struct {
		Op      string       `json:"op"`
		ID      string       `json:"id"`
		Agent   desk.AgentID `json:"agent"`
		Verdict string       `json:"verdict,omitempty"`
	}
	contactFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
	}
	mentionFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
		Title   string         `json:"title,omitempty"`
		Number  string         `json:"number,omitempty"`
		By      *Person        `json:"by,omitempty"`
		Seq     int64          `json:"seq,omitempty"`
		At      desk.Millis    `json:"at,omitempty"`
	}
	agentsFrame struct {
		Op     string  `json:"op"`
		Agents []Agent `json:"agents"`
	}
	meFrame struct {
		Op string `json:"op"`
		Me Me     `json:"me"`
	}
	pingFrame struct {
		Op  string      `json:"op"`
		Now desk.Millis `json:"now"`
	}
	typingFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
		Agent   *Person        `json:"agent"`
		Mode    string         `json:"mode"`
	}
	alarmFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
		Title   string         `json:"title"`
		Key     string         `json:"address_key"`
		Holder  *Person        `json:"holder"`
		Seq     int64          `json:"seq"`
		DueAt   desk.Millis    `json:"due_at"`
		LeftMS  int64          `json:"left_ms"`
		Promise int            `json:"promise,omitempty"`

		Aim sessions.AimKind `json:"aim,omitempty"`
	}
	channelFrame struct {
		Op      string         `json:"op"`
		Channel desk.ChannelID `json:"channel"`
		Name    string         `json:"name"`
		Type    string         `json:"type"`
		Alarm   watch.Alarm    `json:"alarm"`
		Since   desk.Millis    `json:"since,omitempty"`
		Words   string         `json:"words,omitempty"`
	}
	troublesFrame struct {
		Op       string    `json:"op"`
		Channels []trouble `json:"channels"`
	}
	targetsFrame struct {
		Op       string  `json:"op"`
		Warnings []int64 `json:"warnings_ms"`
	}
	latencyFrame struct {
		Op       string `json:"op"`
		Messages int    `json:"messages"`
		MedianMS int64  `json:"median_ms"`
		P95MS    int64  `json:"p95_ms"`
	}
	complaintFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
		DueAt   desk.Millis    `json:"due_at"`
	}
	viewingFrame struct {
		Op      string         `json:"op"`
		Session desk.SessionID `json:"session"`
		Agents  []*Person      `json:"agents"`
	}
)

// frame encodes one of the above; none of them can fail.
func frame(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("inbox: a frame cannot be encoded: " + err.Error())
	}
	return b
}
