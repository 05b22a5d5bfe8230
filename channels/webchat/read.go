package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
	"go.uber.org/zap"

	"firstline/internal/desk"
)

// read takes frames until the peer goes, breaks the protocol, or the socket is ended from elsewhere.
func (s *socket) read() {
	s.conn.SetPongHandler(func(string) error { s.alive(); return nil })
	for {
		s.alive() // after every frame: a slow commit must not look like a silent peer
		kind, data, err := s.conn.ReadMessage()
		if err != nil {
			if errors.Is(err, websocket.ErrReadLimit) {
				s.discard() // the library has said why; the peer must get to read it
			}
			s.end(gone())
			return
		}
		if s.ended() {
			continue // unanswered, so it will be said again
		}
		s.aside(func() {
			if kind != websocket.TextMessage || !s.handle(data) {
				s.end(badFrame())
			}
		})
	}
}

func (s *socket) alive() {
	if !s.ended() {
		_ = s.conn.SetReadDeadline(time.Now().Add(s.a.cfg.quietFor))
	}
}

// handle does what one frame asks; false means that it was not one of ours.
func (s *socket) handle(data []byte) bool {
	var f asked
	if json.Unmarshal(data, &f) != nil {
		return false
	}
	switch f.Op {
	case opSay:
		s.answer(s.say(f))
	case opTyping:
		if s.a.watcher != nil {
			s.a.watcher.Customer(s.at)
		}
	case opSeen:
		s.saw(f)
	case opStanding:
		s.stands()
	case opToken:
		s.renew(f.Token)
	case opPing:
		s.answer(answer{Op: opPong})
	default:
		return false
	}
	return true
}

// say brings one message to the host and returns what to answer. It is called for one message at a time, so messages
// are kept in the order in which they came, and after a refusal for now the same message must come first.
func (s *socket) say(f asked) answer {
	text := cleanText(f.Text)
	if code := s.never(f, text); code != "" {
		return refused(f.ClientID, code, 0)
	}
	if s.halted != "" && s.halted != f.ClientID {
		return refused(f.ClientID, codeBehind, max(1, s.until.Sub(desk.At(s.a.now()))))
	}
	if wait := s.tooFast(); wait > 0 {
		return s.halt(f.ClientID, codeSlowDown, wait)
	}
	// A commit that has begun is worth finishing even if the socket ends: the visitor will ask for it again.
	ctx, done := context.WithTimeout(context.Background(), s.a.cfg.hostWithin)
	defer done()
	if err := s.a.host.Accept(ctx, s.raw(f, text)); err != nil {
		s.a.log.Warn("message not kept", zap.String("visitor", logged(s.at)), zap.String("client_id", f.ClientID), zap.Error(err))
		return s.halt(f.ClientID, codeUnavailable, time.Second+rand.N(time.Second))
	}
	s.halted = ""
	return kept(f.ClientID)
}

// never is the reason why the message cannot be kept now or later.
func (s *socket) never(f asked, text string) string {
	limit := s.a.cfg.Limits.Text
	switch {
	case !goodID(f.ClientID):
		return codeBadID
	case len(f.Files) > maxFiles || slices.ContainsFunc(f.Files, func(id string) bool { return !goodID(id) }):
		return codeBadFile
	case s.a.cfg.Consent && f.Consent <= 0:
		return codeConsent
	case text == "" && len(f.Files) == 0:
		return codeEmpty
	case limit > 0 && utf8.RuneCountInString(text) > limit:
		return codeTooLong
	}
	return ""
}

func (s *socket) tooFast() time.Duration {
	now := s.a.now()
	if wait := s.a.pace.visitor.take(s.at.Key, now); wait > 0 {
		return wait
	}
	return s.a.pace.source.take(s.source, now)
}

// halt refuses for now and lets nothing else in before this message.
func (s *socket) halt(id, code string, wait time.Duration) answer {
	wait = max(wait, time.Millisecond).Round(time.Millisecond)
	s.halted, s.until = id, desk.At(s.a.now()).Add(wait)
	return refused(id, code, wait)
}

// raw is the message as it is stored. Order stays 0: the order of acceptance is the visitor's own, and no clock of a
// browser or a node could tell it better.
func (s *socket) raw(f asked, text string) desk.Raw {
	lang := cleanLang(f.Lang)
	if lang == "" {
		lang = s.lang
	}
	b := body{ClientID: f.ClientID, Text: text, Visitor: s.at.Key, Name: s.called(f.Name), Lang: lang, Files: f.Files, At: f.At, Survey: f.Survey}
	if s.a.cfg.Consent {
		b.Consent, b.Notice = f.Consent, s.a.cfg.Privacy
	}
	return desk.Raw{
		Channel:  s.at.Channel,
		EventID:  eventID(s.at.Key, f.ClientID),
		Key:      s.at.Key,
		Received: desk.At(s.a.now()),
		Body:     encode(b),
	}
}

// called is the name of who says something: the one that the site has signed, else the page's newest word.
func (s *socket) called(name string) string {
	if name = cleanName(name); name == "" || strings.HasPrefix(s.at.Key, SignedKey) {
		return s.name
	}
	return name
}

// eventID names a message of a conversation for good. A site's id of a customer may be long, and an event's has an end.
func eventID(key, clientID string) string {
	if strings.HasPrefix(key, SignedKey) {
		key = SignedKey + digest(key)
	}
	return key + ":" + clientID
}

// answer queues what the writer shall say. A peer that sends and does not read stops being read, and is let go if that
// does not help: it comes back and says again what was not answered.
func (s *socket) answer(a answer) {
	defer s.poke()
	select {
	case s.out <- a:
		return
	default:
	}
	timer := time.NewTimer(s.a.cfg.slowAfter)
	defer timer.Stop()
	select {
	case s.out <- a:
	case <-s.done:
	case <-timer.C:
		s.end(slow())
	}
}

// drain reads on, without a look at it, until the peer has said good-bye or the time for that is over.
func (s *socket) drain() {
	_ = s.conn.SetReadDeadline(time.Now().Add(s.a.cfg.lingerFor))
	for {
		if _, _, err := s.conn.NextReader(); err != nil {
			return
		}
	}
}

// discard does the same where the frames can no longer be told apart.
func (s *socket) discard() {
	_ = s.conn.SetReadDeadline(time.Now().Add(s.a.cfg.lingerFor))
	_, _ = io.Copy(io.Discard, io.LimitReader(s.conn.NetConn(), 16*frameLimit))
}
