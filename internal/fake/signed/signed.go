// Package signed checks, for the stand-ins that the desk asks, the signature that the documents promise. It is written after them and
// shares no code with the desk's own.
package signed

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// By says whether a body was signed with the secret: X-Firstline-Signature is v1= and the hex HMAC-SHA256 of X-Firstline-Timestamp, a full
// stop and the body, and while a secret is changed there may be two, parted by a comma (docs/webhook-channel.md).
func By(secret string, h http.Header, body []byte) bool {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(h.Get("X-Firstline-Timestamp") + "."))
	m.Write(body)
	want := "v1=" + hex.EncodeToString(m.Sum(nil))
	for got := range strings.SplitSeq(h.Get("X-Firstline-Signature"), ",") {
		if hmac.Equal([]byte(got), []byte(want)) {
			return true
		}
	}
	return false
}
