package fold

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// simplified holds pairs of a character and the Simplified one it counts as.
//
//go:embed simplified.txt
var simplified string

// chinese reads the pairs.
func chinese() map[rune]rune {
	pairs := map[rune]rune{}
	for line := range strings.Lines(simplified) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			from, n := utf8.DecodeRuneInString(pair)
			pairs[from], _ = utf8.DecodeRuneInString(pair[n:])
		}
	}
	return pairs
}
