package webchat

import (
	"strings"
	"time"

	"firstline/internal/desk"
)

// caller is who speaks to us: an unverified visitor, or a person for whom the site has vouched.
type caller struct {
	key   string // of the conversation
	name  string // of a person only, as the site has signed it
	until time.Time
}

// signed says whether the site has vouched for the caller.
func (c caller) signed() bool { return strings.HasPrefix(c.key, SignedKey) }

// who reads a token: one of ours, or a signed identity, which has dots in it. An error is about a signed identity and says
// what is wrong (read); ok is false for everything else that is no token.
func (a *Adapter) who(token string) (c caller, ok bool, err error) {
	if !strings.Contains(token, ".") {
		c.key, ok = a.tokens.visitor(token)
		return c, ok, nil
	}
	p, err := a.identities.read(token)
	if err != nil {
		return caller{}, false, err
	}
	return caller{key: SignedKey + p.sub, name: p.name, until: p.until}, true, nil
}

// logged is a conversation's key as logs may have it: a site's id of a customer may be a telephone number.
func logged(at desk.Address) string {
	if strings.HasPrefix(at.Key, SignedKey) {
		return SignedKey + "…" + digest(at.Key)[:8]
	}
	return at.Key
}
