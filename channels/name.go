package channels

import (
	"crypto/sha256"
	"encoding/hex"
)

// Named is a body's identity. One that does not say what it is gets the name of its own digest: it is kept, so that it
// does not block its chat, and the router puts it aside.
func Named(body []byte, identify func([]byte) (Identity, bool)) Identity {
	if id, ok := identify(body); ok {
		return id
	}
	return Identity{EventID: Digest("unread", body)}
}

// Digest is an event id for a body that has none of its own: the same for the same body.
func Digest(kind string, body []byte) string {
	sum := sha256.Sum256(body)
	return kind + "-" + hex.EncodeToString(sum[:16])
}
