package scripts

import (
	"slices"

	"firstline/internal/fold"
)

// set is one of the phrase sets of a pack.
type set int

const (
	greetingSet set = iota // 问候语 (SCR-03)
	closingSet             // 告别语 (SCR-04)
	apologySet             // 道歉语 (SCR-06)
	thanksSet              // 道谢语 (SCR-07)
	sets
)

func (s set) String() string {
	return [sets]string{"greeting", "closing", "apology", "thanks"}[s]
}

// HasGreeting reports whether a human's text holds a greeting of the pack
// (SCR-02, QA-05): a first human turn without one is sent and marked.
func HasGreeting(pack Pack, text string) bool { return pack.has(greetingSet, text) }

// HasClosing reports whether a human's text holds a closing of the pack
// (SCR-02, SCR-04): then the closing script is not sent a second time.
func HasClosing(pack Pack, text string) bool { return pack.has(closingSet, text) }

// HasApology reports whether a human's text holds an apology of the pack (SCR-06).
func HasApology(pack Pack, text string) bool { return pack.has(apologySet, text) }

func (p Pack) has(s set, text string) bool {
	// A chat message fits on the stack; a longer one costs an allocation.
	var buffer [640]rune
	return p.phrases[s].in(foldText(buffer[:0], text))
}

// matcher finds any of some phrases in a folded text. The bits say for most
// characters of a text that no phrase starts with them, without a look-up.
type matcher struct {
	bits    [16]uint64
	phrases map[rune][]phrase // by first character
}

// phrase is a folded phrase with the longer words in which it means something
// else: 晚安 is good night, but not in 今晚安排发货.
type phrase struct {
	text   []rune
	except []exception
}

// exception is a longer word that holds the phrase after skip characters.
type exception struct {
	skip int
	text []rune
}

func (m *matcher) add(p phrase) {
	if m.phrases == nil {
		m.phrases = map[rune][]phrase{}
	}
	first := p.text[0]
	m.bits[first>>6&15] |= 1 << (first & 63)
	m.phrases[first] = append(m.phrases[first], p)
}

func (m *matcher) in(folded []rune) bool {
	for i, r := range folded {
		if m.bits[r>>6&15]>>(r&63)&1 == 0 {
			continue
		}
		for _, p := range m.phrases[r] {
			if found(folded, i, p.text) && !p.excepted(folded, i) {
				return true
			}
		}
	}
	return false
}

func (p phrase) excepted(folded []rune, at int) bool {
	return slices.ContainsFunc(p.except, func(e exception) bool {
		return found(folded, at-e.skip, e.text)
	})
}

// found reports whether want stands at folded[at:], as a word of its own where
// words are written apart: "hi" is not in "this", but 您好 is in 亲您好呀.
func found(folded []rune, at int, want []rune) bool {
	end := at + len(want)
	if at < 0 || end > len(folded) || !slices.Equal(folded[at:end], want) {
		return false
	}
	if at > 0 && joined(folded[at-1], want[0]) {
		return false
	}
	return end == len(folded) || !joined(want[len(want)-1], folded[end])
}

func joined(a, b rune) bool { return fold.Spelled(a) && fold.Spelled(b) }

// occurrences returns where part stands in whole.
func occurrences(whole, part []rune) []int {
	var at []int
	for i := range whole {
		if found(whole, i, part) {
			at = append(at, i)
		}
	}
	return at
}
