package channels

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Storable makes a text of a network storable: valid UTF-8 without NUL. The raw body is kept as it came.
func Storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// Cut keeps the beginning of a storable text: at most so many bytes (0 or more), whole characters of it.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// Units is the length of a text as networks and browsers count it: in UTF-16 units.
func Units(text string) int {
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// Fits refuses a text that is longer than a message of the network may be, in UTF-16 units; 0 = there is no limit. The
// error is a *SendError: half an answer would be none.
func Fits(text string, most int) error {
	if n := Units(text); most > 0 && n > most {
		return &SendError{Reason: TooLong, Detail: fmt.Sprintf("%d units, %d are allowed", n, most)}
	}
	return nil
}
