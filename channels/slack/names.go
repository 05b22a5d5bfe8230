package slack

import (
	"cmp"
	"container/list"
	"context"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"firstline/channels"
	"firstline/internal/desk"
)

const (
	askTime    = 2 * time.Second // for all names of one message
	nameLife   = time.Hour       // then a name is asked again
	unknowable = time.Minute     // after a failure nothing is asked
	mostNames  = 10_000          // people and channels that are remembered
	mostInText = 5               // names that are looked up for one text
)

// named is a person's name and language, or a channel's name.
type named struct {
	id, name, locale string
	until            time.Time
}

// names remembers what Slack answered, the least used forgotten first.
type names struct {
	mu    sync.Mutex
	by    map[string]*list.Element // of named
	order *list.List               // latest use in front
}

func newNames() *names { return &names{by: map[string]*list.Element{}, order: list.New()} }

// get gives what is remembered, if anything is; fresh says that it need not be asked again yet.
func (n *names) get(id string, now time.Time) (v named, fresh bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	e := n.by[id]
	if e == nil {
		return named{}, false
	}
	n.order.MoveToFront(e)
	v = e.Value.(named)
	return v, !now.After(v.until)
}

func (n *names) put(v named) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if old := n.by[v.id]; old != nil {
		n.order.Remove(old)
	}
	n.by[v.id] = n.order.PushFront(v)
	for n.order.Len() > mostNames {
		delete(n.by, n.order.Remove(n.order.Back()).(named).id)
	}
}

// mention is a person's id as plain leaves it in a text.
var mention = regexp.MustCompile(`@[UW][A-Z0-9]{4,}`)

// Introduce implements channels.Introducer with users.info and conversations.info. In a channel the title names the
// channel too, so that an agent sees that others read along.
func (a *account) Introduce(ctx context.Context, in desk.Inbound) desk.Inbound {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	who := a.person(ctx, in.SenderID)
	in.SenderName, in.Language = who.name, who.locale
	if channel, thread, err := split(in.Address.Key); err == nil && thread != "" {
		if room := a.room(ctx, channel).name; room != "" {
			in.Title = strings.TrimPrefix(who.name+" · #"+room, " · ")
		}
	}
	left := mostInText
	in.Text = mention.ReplaceAllStringFunc(in.Text, func(m string) string {
		left--
		if left < 0 {
			return m
		}
		return "@" + cmp.Or(a.person(ctx, m[1:]).name, m[1:])
	})
	return in
}

// person is somebody's display name, or the real one where there is none.
func (a *account) person(ctx context.Context, id string) named {
	return a.ask(id, func() (named, error) {
		u, err := a.client.GetUserInfoContext(ctx, id)
		if err != nil {
			return named{}, err
		}
		return named{name: cmp.Or(u.Profile.DisplayName, u.RealName), locale: u.Locale}, nil
	})
}

func (a *account) room(ctx context.Context, id string) named {
	return a.ask(id, func() (named, error) {
		c, err := a.client.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
		if err != nil {
			return named{}, err
		}
		return named{name: c.Name}, nil
	})
}

// ask gives what is remembered, or asks. A failure is remembered too, for a short while, with the name that was known
// before: a conversation does not wait two seconds for every message while Slack is slow.
func (a *account) ask(id string, how func() (named, error)) named {
	if id == "" {
		return named{}
	}
	old, fresh := a.names.get(id, a.cfg.Now())
	if fresh {
		return old
	}
	v, err := how()
	life := nameLife
	if err != nil {
		v, life = old, unknowable
	}
	v = named{id: id, name: channels.Storable(v.name), locale: channels.Storable(v.locale), until: a.cfg.Now().Add(life)}
	a.names.put(v)
	return v
}
