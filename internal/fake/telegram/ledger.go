package telegram

import (
	"context"
	"encoding/json"
	"time"
)

// State is where an update is.
type State string

// States of an update; all but Pending are final.
const (
	Pending   State = "pending"
	Delivered State = "delivered" // the webhook answered 2xx
	Confirmed State = "confirmed" // a later getUpdates offset passed it
	Dropped   State = "dropped"   // it got too old (a message: 24 h)
	Cleared   State = "cleared"   // the bot threw it away (drop_pending_updates, negative offset)
)

// Attempt is one time that an update was handed to its bot.
type Attempt struct {
	At   time.Time     `json:"at"`      // when it began
	Took time.Duration `json:"took_ns"` // until the answer
	// Status is the HTTP status the webhook answered, 0 if none came, and 200
	// for an update that a getUpdates answer carried.
	Status int    `json:"status"`
	Error  string `json:"error,omitempty"`
	Poll   bool   `json:"poll,omitempty"`
}

// Update is what the ledger knows of one update.
type Update struct {
	Bot       int64     `json:"bot"`
	ID        int64     `json:"update_id"`
	Kind      string    `json:"kind"`
	ChatID    int64     `json:"chat_id,omitempty"`
	UserID    int64     `json:"user_id,omitempty"`
	MessageID int64     `json:"message_id,omitempty"`
	Text      string    `json:"text,omitempty"`
	QueuedAt  time.Time `json:"queued_at"`
	Attempts  []Attempt `json:"attempts,omitempty"`
	State     State     `json:"state"`
	DoneAt    time.Time `json:"done_at,omitzero"`
}

// Send is what the ledger knows of one call that people notice: sendMessage and
// its likes with a file, editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage,
// sendChatAction or answerCallbackQuery.
type Send struct {
	Seq       int64           `json:"seq"` // 1, 2, 3 … in the order of arrival
	Bot       int64           `json:"bot"`
	Method    string          `json:"method"`
	ChatID    int64           `json:"chat_id,omitempty"`
	MessageID int64           `json:"message_id,omitempty"`
	Text      string          `json:"text,omitempty"` // or the caption, or the action of sendChatAction
	File      *SentFile       `json:"file,omitempty"`
	Thread    int64           `json:"message_thread_id,omitempty"`
	ReplyTo   int64           `json:"reply_to,omitempty"`
	ParseMode string          `json:"parse_mode,omitempty"`
	Entities  json.RawMessage `json:"entities,omitempty"`
	Markup    json.RawMessage `json:"reply_markup,omitempty"`
	QueryID   string          `json:"callback_query_id,omitempty"`
	At        time.Time       `json:"at"`
	// Done says that the call took effect: the message is in the chat, whatever
	// the bot was told.
	Done bool `json:"done"`
	// Code is the HTTP status the bot was answered, 0 if its connection was cut.
	Code        int    `json:"code"`
	Description string `json:"description,omitempty"`
	RetryAfter  int    `json:"retry_after,omitempty"` // seconds
	Fault       string `json:"fault,omitempty"`       // the kind of the injected fault
	FaultAll    bool   `json:"fault_all,omitempty"`   // it is for all chats
	InWebhook   bool   `json:"in_webhook,omitempty"`  // came as the answer to a webhook call
}

// SentFile is the file that a call brought.
type SentFile struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`   // bytes
	Digest string `json:"digest"` // SHA-256 of the bytes, hex
}

// Counts are totals since the start; the ledger limit does not touch them.
type Counts struct {
	Queued   int64           `json:"queued"` // updates
	Attempts int64           `json:"attempts"`
	States   map[State]int64 `json:"states"`   // of updates; pending included
	Sends    int64           `json:"sends"`    // recorded calls
	Messages int64           `json:"messages"` // sendMessage calls, and those with a file, that took effect
	Refused  int64           `json:"refused"`  // recorded calls that did not
}

// Sends returns the recorded calls, oldest first.
func (s *Server) Sends() []Send { return s.ledger.sendsAfter(0) }

// Updates returns the recorded updates in the order they were queued.
func (s *Server) Updates() []Update { return s.ledger.allUpdates() }

// Counts returns the totals.
func (s *Server) Counts() Counts { return s.ledger.totals() }

// Await blocks until cond holds, looking again after every ledger event, or
// until ctx ends, whose cause it then returns. cond may call any method of the
// server; it costs each event its run time, so keep it cheap under load.
func (s *Server) Await(ctx context.Context, cond func() bool) error {
	for {
		changed, stop := s.ledger.listen()
		ok := cond()
		if ok {
			stop()
			return nil
		}
		select {
		case <-changed:
			stop()
		case <-ctx.Done():
			stop()
			return context.Cause(ctx)
		}
	}
}
