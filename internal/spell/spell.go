// Package spell writes Chinese texts in the letters that people type for them, so that a list can be searched by pinyin and
// by initials (SCR-01). It decides nothing about how a search is ranked, and refuses to choose between readings: a character
// with several keeps them.
package spell

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// mostReadings bounds the readings of one character. The dictionary has them in order of use, and some characters have a
// dozen that nobody types.
const mostReadings = 4

// Speller remembers what it has looked up; the zero value is ready. It may be used from any goroutine.
type Speller struct {
	mu    sync.Mutex
	known map[rune]string // "" = the character is not spelled
}

// Keys spells the first most characters of a text: a word for each Chinese character, its readings apart by a stroke
// ("tui kuan chong|zhong"), and every run of letters and digits as one word in small letters. Whatever else there is only
// keeps words apart.
func (s *Speller) Keys(text string, most int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var words []string
	var run strings.Builder
	end := func() {
		if run.Len() > 0 {
			words = append(words, run.String())
			run.Reset()
		}
	}
	for _, r := range text {
		if most--; most < 0 {
			break
		}
		switch readings := s.readings(r); {
		case readings != "":
			end()
			words = append(words, readings)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			run.WriteRune(unicode.ToLower(r))
		default:
			end()
		}
	}
	end()
	return strings.Join(words, " ")
}

func (s *Speller) readings(r rune) string {
	if r < unicode.MaxLatin1 {
		return ""
	}
	if known, ok := s.known[r]; ok {
		return known
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	var all []string
	for _, reading := range pinyin.SinglePinyin(r, args) {
		if !slices.Contains(all, reading) && len(all) < mostReadings {
			all = append(all, reading)
		}
	}
	if s.known == nil {
		s.known = map[rune]string{}
	}
	s.known[r] = strings.Join(all, "|")
	return s.known[r]
}
