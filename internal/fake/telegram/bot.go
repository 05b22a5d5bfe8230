package telegram

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Bot is one bot account with the chats it is in. Locks are taken in the order
// world, chat, mu, ledger.
type Bot struct {
	srv     *Server
	id      int64
	token   string
	me      userJSON
	overall overall

	// mu guards what follows: the waiting updates and who may fetch them.
	mu       sync.Mutex
	queue    queue
	hook     *hook    // nil without a webhook
	poll     *waiter  // the long poll that waits, or nil
	allowed  []string // nil means the default kinds
	polls    pollPace
	setAfter time.Time // when the next setWebhook is allowed
	lastErr  struct {
		at   time.Time
		text string
	}
	taps     map[string]time.Time // callback query id → when it gets too old
	tapsFull int                  // so many are worth a look for those too old

	// world guards what follows: who and what there is.
	world sync.RWMutex
	users map[int64]*User
	chats map[int64]*Chat
	files map[string]storedFile // by file_id
	paths map[string]string     // file_path → file_id
}

func newBot(s *Server, id int64, config BotConfig) *Bot {
	b := &Bot{
		srv: s, id: id, token: config.Token,
		me:    userJSON{ID: id, IsBot: true, FirstName: config.Name, Username: config.Username},
		queue: queue{tail: s.opts.FirstID},
		taps:  map[string]time.Time{},
		users: map[int64]*User{}, chats: map[int64]*Chat{},
		files: map[string]storedFile{}, paths: map[string]string{},
	}
	if b.me.FirstName == "" {
		b.me.FirstName = "Stand-in"
	}
	if b.me.Username == "" {
		b.me.Username = "stand_in_bot"
	}
	return b
}

// ID is the number in front of the bot's token.
func (b *Bot) ID() int64 { return b.id }

// news is an update before it has an id.
type news struct {
	kind            string
	payload         any
	line            int64
	life            time.Duration // of Telegram, not scaled
	chat, user, msg int64
	text            string
}

// push queues an update and returns its id, or 0 if the bot does not want its
// kind. S: Client::add_update_impl: what is not allowed when it happens is
// never delivered, even if it is allowed later.
func (b *Bot) push(n news) int64 {
	body, err := json.Marshal(n.payload)
	if err != nil {
		panic(fmt.Sprintf("telegram stand-in: payload of %s: %v", n.kind, err))
	}
	body = append(append(append([]byte(`"`), n.kind...), `":`...), body...)
	now := time.Now()
	u := &queued{kind: n.kind, body: body, line: n.line, chat: n.chat, expires: now.Add(b.srv.scaled(n.life))}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.wants(n.kind) {
		return 0
	}
	b.queue.push(u)
	b.srv.ledger.queued(Update{
		Bot: b.id, ID: u.id, Kind: n.kind, ChatID: n.chat, UserID: n.user,
		MessageID: n.msg, Text: n.text, QueuedAt: now,
	})
	b.poll.signal()
	b.hook.signal()
	return u.id
}

// Inject queues an update of any kind with any payload, in the line with the
// given number (S: webhook_queue_id), and returns its id, or 0 if the bot's
// allowed_updates leave the kind out. It is for kinds that the stand-in, or
// the bot's library, has never heard of.
func (b *Bot) Inject(kind string, payload any, line int64) int64 {
	return b.push(news{kind: kind, payload: payload, line: line, life: messageLife})
}

// wants says whether updates of a kind are queued. S: by default all are but
// those which DEFAULT_ALLOWED_UPDATE_TYPES leaves out. The lock is held.
func (b *Bot) wants(kind string) bool {
	if b.allowed == nil {
		return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
	}
	return slices.Contains(b.allowed, kind)
}

// allow is S: Client::update_allowed_update_types: no or broken JSON changes
// nothing, an empty list means the default. The lock is held.
func (b *Bot) allow(list string) {
	var kinds []string
	if list == "" || json.Unmarshal([]byte(list), &kinds) != nil || kinds == nil {
		return
	}
	b.allowed = nil
	for _, kind := range kinds {
		b.allowed = append(b.allowed, strings.ToLower(kind))
	}
}

// finish ends an update. The lock is held.
func (b *Bot) finish(u *queued, state State) {
	if b.queue.remove(u) {
		b.srv.ledger.done(b.id, u.id, state)
	}
}

// clear ends all updates with ids below limit. The lock is held.
func (b *Bot) clear(limit int64, state State) {
	for _, u := range b.queue.from(b.queue.first()) {
		if u.id >= limit {
			return
		}
		b.finish(u, state)
	}
}

// fullUpdate is the JSON of an update: S: JsonUpdate.
func fullUpdate(u *queued) []byte {
	out := strconv.AppendInt([]byte(`{"update_id":`), u.id, 10)
	return append(append(append(out, ",\n"...), u.body...), '}')
}

// tapOpen says whether a tap may still be answered.
func (b *Bot) tapOpen(queryID string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	until, known := b.taps[queryID]
	return known && time.Now().Before(until)
}

// openTap makes a tap answerable and forgets those too old for it.
func (b *Bot) openTap(queryID string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if len(b.taps) >= b.tapsFull {
		maps.DeleteFunc(b.taps, func(_ string, until time.Time) bool { return now.After(until) })
		b.tapsFull = 2*len(b.taps) + 1000
	}
	b.taps[queryID] = now.Add(b.srv.scaled(callbackLife))
}
