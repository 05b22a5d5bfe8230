package config

import (
	"crypto/subtle"
	"fmt"
	"io"
)

// masked is what every printer gets in place of a secret.
const masked = "***"

// Secret is a text that must not be printed. Every way of formatting, encoding
// or logging it gives "***" (or nothing when it is empty); Reveal is the only way
// to the text, so that a search for Reveal finds every use.
type Secret struct{ text string }

// NewSecret wraps a text.
func NewSecret(text string) Secret { return Secret{text: text} }

// Reveal returns the text, for handing to the one who needs it.
func (s Secret) Reveal() string { return s.text }

// Empty reports whether nothing was given.
func (s Secret) Empty() bool { return s.text == "" }

// Equal compares in constant time.
func (s Secret) Equal(o Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.text), []byte(o.text)) == 1
}

// String returns "***". zap, which looks for fmt.Stringer, prints that too.
func (s Secret) String() string {
	if s.Empty() {
		return ""
	}
	return masked
}

// Format covers the verbs that would pass String by, such as %#v and %d.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText covers JSON, YAML and everything else that encodes text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
