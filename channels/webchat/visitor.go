package webchat

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"net/http"
	"strings"

	"firstline/internal/desk"
)

// A visitor is 128 random bits. Their public form is the conversation's key and may be seen by anyone; the token is the
// same bits with our signature over channel and visitor, so nothing has to be stored to know it again, a token of one
// channel is worthless on another, and who knows the public form cannot make the token.
const (
	visitorBytes = 16
	tokenBytes   = visitorBytes + sha256.Size
)

// tokens makes and reads the tokens of one channel.
type tokens struct {
	key     []byte
	channel desk.ChannelID
}

// mint makes a new visitor.
func (t tokens) mint() (visitor, token string) {
	id := make([]byte, visitorBytes, tokenBytes)
	_, _ = rand.Read(id) // never fails: crypto/rand ends the program instead
	return public(id), base64.RawURLEncoding.EncodeToString(append(id, t.sign(id)...))
}

// visitor is the public form of the token's visitor; ok is false when we have not signed it.
func (t tokens) visitor(token string) (visitor string, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != tokenBytes {
		return "", false
	}
	id, tag := raw[:visitorBytes], raw[visitorBytes:]
	return public(id), hmac.Equal(tag, t.sign(id))
}

func (t tokens) sign(id []byte) []byte {
	m := hmac.New(sha256.New, t.key)
	m.Write([]byte("firstline webchat visitor 1\x00" + string(t.channel) + "\x00"))
	m.Write(id)
	return m.Sum(nil)
}

// digest is a text as logs and ids of events may have it: 26 letters and digits.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return public(sum[:visitorBytes])
}

// public is a visitor as it stands in addresses and logs: 26 letters and digits that survive any collation.
func public(id []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(id))
}

// serveVisitor answers POST /chat/{id}/visitor with a new visitor. Nothing is stored.
func (a *Adapter) serveVisitor(w http.ResponseWriter, r *http.Request) {
	from := r.Header.Get("Origin")
	if from != "" && !a.origins.allow(r) {
		problem(w, http.StatusForbidden, "foreign_origin", "This site may not use this chat.", 0)
		return
	}
	if wait := a.pace.visitors.take(a.cfg.Source(r), a.now()); wait > 0 {
		problem(w, http.StatusTooManyRequests, "slow_down", "Too many new visitors from this address.", wait)
		return
	}
	if from != "" {
		w.Header().Set("Access-Control-Allow-Origin", from)
	}
	w.Header().Add("Vary", "Origin")
	visitor, token := a.tokens.mint()
	reply(w, http.StatusOK, map[string]string{"visitor": visitor, "token": token})
}
