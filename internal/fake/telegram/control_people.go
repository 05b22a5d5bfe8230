package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
)

// personRef names a person, who is made known if need be.
type personRef struct {
	ID       int64  `json:"id"`
	Name     string `json:"name,omitempty"` // empty leaves the name as it is
	Lang     string `json:"lang,omitempty"`
	Username string `json:"username,omitempty"`
}

// chatRef names a chat; absent means the private one.
type chatRef struct {
	ID    int64  `json:"id"`
	Type  string `json:"type,omitempty"` // "group", "supergroup" or "private"; empty finds a known chat
	Title string `json:"title,omitempty"`
	Forum bool   `json:"is_forum,omitempty"`
}

// actor is the part that all requests of people share.
type actor struct {
	Bot  int64     `json:"bot,omitempty"` // 0 is the first bot
	User personRef `json:"user"`
	Chat *chatRef  `json:"chat,omitempty"`
}

func (s *Server) botRef(id int64) (*Bot, error) {
	if id == 0 {
		return s.Bot(), nil
	}
	if b := s.BotByID(id); b != nil {
		return b, nil
	}
	return nil, fmt.Errorf("no bot %d", id)
}

func (s *Server) find(a actor) (*User, *Chat, error) {
	b, err := s.botRef(a.Bot)
	if err != nil {
		return nil, nil, err
	}
	if a.User.ID <= 0 {
		return nil, nil, errors.New("user.id must be positive")
	}
	u := b.person(a.User.ID)
	if a.User.Name != "" {
		u = b.User(a.User.ID, a.User.Name, a.User.Lang)
	}
	if a.User.Username != "" {
		u.Username(a.User.Username)
	}
	c, err := b.chatRef(u, a.Chat)
	return u, c, err
}

func (b *Bot) chatRef(u *User, ref *chatRef) (*Chat, error) {
	switch {
	case ref == nil, ref.ID == u.ID():
		return u.Private(), nil
	case ref.Type == groupChat:
		return b.Group(ref.ID, ref.Title), nil
	case ref.Type == superChat:
		return b.Supergroup(ref.ID, ref.Title, ref.Forum), nil
	}
	b.world.RLock()
	defer b.world.RUnlock()
	if c := b.chats[ref.ID]; c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("no chat %d; name its type to make one", ref.ID)
}

// happened is the answer to everything that people do.
type happened struct {
	UpdateID  int64  `json:"update_id"`
	MessageID int64  `json:"message_id,omitempty"`
	QueryID   string `json:"callback_query_id,omitempty"`
}

type sayRequest struct {
	actor
	Content
}

func (s *Server) controlSay(r sayRequest) (any, error) {
	u, c, err := s.find(r.actor)
	if err != nil {
		return nil, err
	}
	update, message := u.Send(c, r.Content)
	return happened{UpdateID: update, MessageID: message}, nil
}

type editRequest struct {
	actor
	MessageID int64  `json:"message_id"`
	Text      string `json:"text"`
}

func (s *Server) controlEdit(r editRequest) (any, error) {
	u, c, err := s.find(r.actor)
	if err != nil {
		return nil, err
	}
	update, err := u.Edit(c, r.MessageID, r.Text)
	return happened{UpdateID: update, MessageID: r.MessageID}, err
}

type tapRequest struct {
	actor
	MessageID int64  `json:"message_id"`
	Data      string `json:"data"`
}

func (s *Server) controlTap(r tapRequest) (any, error) {
	u, c, err := s.find(r.actor)
	if err != nil {
		return nil, err
	}
	update, query, err := u.Tap(c, r.MessageID, r.Data)
	return happened{UpdateID: update, MessageID: r.MessageID, QueryID: query}, err
}

// blockRequest: how is "block" (or empty), "unblock", "deactivate", "kick" or
// "invite"; the last two need a group as chat.
type blockRequest struct {
	actor
	How string `json:"how,omitempty"`
}

func (s *Server) controlBlock(r blockRequest) (any, error) {
	u, c, err := s.find(r.actor)
	if err != nil {
		return nil, err
	}
	switch r.How {
	case "", "block":
		return happened{UpdateID: u.Block(true)}, nil
	case "unblock":
		return happened{UpdateID: u.Block(false)}, nil
	case "deactivate":
		u.Deactivate()
		return happened{}, nil
	case "kick":
		return happened{UpdateID: c.Kick(u)}, nil
	case "invite":
		return happened{UpdateID: c.Invite(u)}, nil
	}
	return nil, fmt.Errorf("how: %q is not block, unblock, deactivate, kick or invite", r.How)
}

type injectRequest struct {
	Bot     int64           `json:"bot,omitempty"`
	Kind    string          `json:"kind"`
	Payload json.RawMessage `json:"payload"`
	Line    int64           `json:"line,omitempty"`
}

func (s *Server) controlInject(r injectRequest) (any, error) {
	b, err := s.botRef(r.Bot)
	if err != nil {
		return nil, err
	}
	if r.Kind == "" || len(r.Payload) == 0 {
		return nil, errors.New("kind and payload are needed")
	}
	return happened{UpdateID: b.Inject(r.Kind, r.Payload, r.Line)}, nil
}

func (s *Server) controlBot(c BotConfig) (any, error) {
	b, err := s.AddBot(c)
	if err != nil {
		return nil, err
	}
	return map[string]int64{"bot": b.ID()}, nil
}
