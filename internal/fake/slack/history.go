package slack

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	tier3       = 50 // calls a minute (R: "Tier 3, 50+ per minute")
	outsideRate = 1  // of an app that is sold outside of the Marketplace (M:conversations.history, .replies)
	outsideMost = 15 // lines a page for such an app (ibid.)
)

// conversationsHistory is M:conversations.history: newest first, threads only by their first line.
func conversationsHistory(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	return s.lines(a, "conversations.history", func(m *message) bool {
		return m.ThreadTS == "" || m.ThreadTS == m.TS || m.Subtype == "thread_broadcast"
	}, true)
}

// conversationsReplies is M:conversations.replies: the thread's first line and its replies, oldest first. The first line is
// there whatever oldest says. (The page says in its facts that bot tokens may read channels, and in its text that they may
// not; the facts are newer and Slack's own examples read channels.)
func conversationsReplies(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	c := s.world.channels[a["channel"]]
	if c != nil && c.member && c.find(a["ts"]) == nil {
		return nil, refuse("thread_not_found")
	}
	return s.lines(a, "conversations.replies", func(m *message) bool { return m.TS == a["ts"] || m.ThreadTS == a["ts"] }, false)
}

// lines gives the lines between oldest and latest, as far as the app may read them; these two only if they are wanted.
func (s *Server) lines(a args, method string, want func(*message) bool, newest bool) (map[string]any, *refusal) {
	c := s.world.channels[a["channel"]]
	switch {
	case c == nil:
		return nil, refuse("channel_not_found")
	case !c.member:
		return nil, refuse("not_in_channel")
	}
	if no := s.may(c.scope() + ":history"); no != nil {
		return nil, no
	}
	rate, most := float64(tier3), 999
	if s.opts.Outside {
		rate, most = outsideRate, outsideMost
	}
	if no := s.tier(method, rate); no != nil {
		return nil, no
	}
	var all []json.RawMessage
	for _, m := range c.messages {
		if want(m) && (m.TS == a["ts"] || a.within(m.TS)) {
			all = append(all, c.shown(m))
		}
	}
	if newest {
		slices.Reverse(all)
	}
	return paged(a, "messages", all, 100, most)
}

// within says whether a ts lies between oldest and latest.
func (a args) within(ts string) bool {
	if a.yes("inclusive") && (ts == a["oldest"] || ts == a["latest"]) {
		return true
	}
	return (a["oldest"] == "" || ts > a["oldest"]) && (a["latest"] == "" || ts < a["latest"])
}

// shown is a line as it stands in a channel now: the first of a thread tells of its replies.
func (c *channel) shown(m *message) json.RawMessage {
	out := map[string]any{}
	raw, _ := json.Marshal(m) // strings and numbers only: cannot fail
	_ = json.Unmarshal(raw, &out)
	for _, r := range c.messages {
		if r.ThreadTS == m.TS && r != m {
			n, _ := out["reply_count"].(int)
			out["reply_count"], out["latest_reply"] = n+1, r.TS
		}
	}
	raw, _ = json.Marshal(out)
	return raw
}

// usersConversations is M:users.conversations: where the app is, by kind; each kind asks for a scope of its own.
func usersConversations(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	if no := s.tier("users.conversations", tier3); no != nil {
		return nil, no
	}
	kinds := map[string]string{"public_channel": kindChannel, "private_channel": kindGroup, "im": kindIM}
	var all []json.RawMessage
	for _, name := range strings.Split(a["types"], ",") {
		kind := kinds[name]
		if kind == "" {
			return nil, refuse("invalid_types")
		}
		if no := s.may((&channel{kind: kind}).scope() + ":read"); no != nil {
			return nil, no
		}
		for _, c := range s.world.channels {
			if c.kind == kind && c.member && (!c.archived || !a.yes("exclude_archived")) {
				raw, _ := json.Marshal(describe(c)) // strings and switches only: cannot fail
				all = append(all, raw)
			}
		}
	}
	slices.SortFunc(all, func(a, b json.RawMessage) int { return strings.Compare(string(a), string(b)) })
	return paged(a, "channels", all, 100, 999)
}

// paged gives a page of a listing and where the next one begins (docs.slack.dev, "Pagination": the cursor means something
// to Slack alone). A limit above the most is cut to it, which Slack does not say.
func paged(a args, name string, all []json.RawMessage, normal, most int) (map[string]any, *refusal) {
	limit, err := strconv.Atoi(a["limit"])
	if err != nil || limit <= 0 {
		limit = normal
	}
	limit = min(limit, most)
	from := 0
	if a["cursor"] != "" {
		raw, err := base64.StdEncoding.DecodeString(a["cursor"])
		n, bad := strconv.Atoi(strings.TrimPrefix(string(raw), "from:"))
		if err != nil || bad != nil || n < 0 || n > len(all) {
			return nil, refuse("invalid_cursor")
		}
		from = n
	}
	to, next := min(from+limit, len(all)), ""
	if to < len(all) {
		next = base64.StdEncoding.EncodeToString([]byte("from:" + strconv.Itoa(to)))
	}
	page := make([]json.RawMessage, 0, to-from)
	return map[string]any{name: append(page, all[from:to]...), "has_more": next != "", "response_metadata": map[string]any{"next_cursor": next}}, nil
}

// scope is the word before the colon in the scopes for this kind of conversation.
func (c *channel) scope() string {
	switch c.kind {
	case kindIM:
		return "im"
	case kindGroup:
		return "groups"
	}
	return "channels"
}

// may refuses what the app has no scope for (W: missing_scope, with what is needed).
func (s *Server) may(scope string) *refusal {
	if slices.Contains(s.opts.Missing, scope) {
		return refuse("missing_scope")
	}
	return nil
}

// bucket is what a method may still be called.
type bucket struct {
	credit float64
	at     time.Time
}

// tier takes one call of so many a minute from a method's allowance. A minute's worth may be used at once.
func (s *Server) tier(method string, rate float64) *refusal {
	now, b := time.Now(), s.tiers[method]
	if b == nil {
		b = &bucket{credit: rate, at: now}
		s.tiers[method] = b
	}
	perSecond := rate / 60 * s.opts.Speedup
	b.credit = min(rate, b.credit+now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.credit < 1-1e-9 {
		return &refusal{name: "ratelimited", retryAfter: int(math.Ceil((1 - b.credit) / rate * 60))}
	}
	b.credit--
	return nil
}
