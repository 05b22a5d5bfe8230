package config

import (
	"encoding/base64"
	"io"
	"math"
	"strings"
)

// minBits is the least a shared secret must hold to be out of reach of guessing
// (ASVS 11.5.1).
const minBits = 128

// bits estimates what a text drawn at random from its own alphabet would hold.
// It cannot see that a text is a sentence; it does see short, numeric and
// repetitive ones.
func bits(s string) int {
	seen := map[rune]bool{}
	class := 0.0
	for _, r := range s {
		seen[r] = true
		class = max(class, alphabet(r))
	}
	// 32 random hexadecimal digits show 14 different ones on average and
	// practically never fewer than 8.
	if len(seen) < 8 {
		return 0
	}
	if class == 26 && strings.Trim(s, "0123456789abcdef") == "" {
		class = 16
	}
	return int(float64(len([]rune(s))) * math.Log2(class))
}

func alphabet(r rune) float64 {
	switch {
	case r >= '0' && r <= '9':
		return 10
	case r >= 'a' && r <= 'z':
		return 26
	}
	return 64
}

// fresh makes a secret of 192 bits in letters that every network's header takes.
func fresh(random io.Reader) string {
	b := make([]byte, 24)
	if _, err := io.ReadFull(random, b); err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// placeholder reports a text that comes from documentation rather than from a
// generator. The words are long enough never to turn up in a random text.
func placeholder(s string) bool {
	lower := strings.ToLower(s)
	for _, word := range []string{
		"changeme", "change-me", "change_me", "placeholder", "your-", "your_", "example", "replace",
		"xxxxx", "sample", "<", "hunter2",
		"123456:abc-def1234ghikl", // the token in Telegram's own documentation
	} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return lower == "secret" || lower == "password" || lower == "token"
}
