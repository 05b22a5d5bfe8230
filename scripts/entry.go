package scripts

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"firstline/internal/yamlform"
)

// Faults are what is wrong with a text that somebody keeps for oneself, by its keys title, code and text. It is held to the
// same as an entry of a pack (SCR-01), and is no template: it may leave gaps, and says nothing else that is not written there.
func Faults(title, code, text string) yamlform.Problems {
	var found yamlform.Problems
	for _, k := range []struct {
		key  string
		said []string
	}{{"title", titleFaults(title)}, {"code", codeFaults(code)}, {"text", textFaults(text)}} {
		for _, why := range k.said {
			found = append(found, yamlform.Problem{Key: k.key, Reason: why})
		}
	}
	if strings.TrimSpace(text) == "" {
		found = append(found, yamlform.Problem{Key: "text", Reason: "is empty"})
	}
	return found
}

func titleFaults(title string) (said []string) {
	if utf8.RuneCountInString(title) > maxTitle {
		said = append(said, fmt.Sprintf("longer than %d characters", maxTitle))
	}
	if strings.ContainsFunc(title, unicode.IsControl) {
		said = append(said, "holds a control character")
	}
	return said
}

// codeFaults takes an empty code: not everything needs one.
func codeFaults(code string) []string {
	if code == "" || codePattern.MatchString(code) {
		return nil
	}
	return []string{fmt.Sprintf("%q is not a code: use up to 16 letters, digits and -", code)}
}

func textFaults(text string) (said []string) {
	if utf8.RuneCountInString(text) > maxText {
		said = append(said, fmt.Sprintf("longer than %d characters", maxText))
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
		said = append(said, "holds a control character")
	}
	return said
}
