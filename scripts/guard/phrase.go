package guard

import (
	"fmt"
	"strings"

	"firstline/internal/fold"
)

// part is what the automaton looks for on behalf of a rule.
type part uint8

const (
	whole  part = iota // a phrase
	excuse             // an exception
	head               // what stands before the … of an exception
	tail               // what stands behind it
)

// phrase is a listed phrase, an exception or half of one, folded.
type phrase struct {
	letters []letter // their places do not matter
	part    part
	rule    int32 // index of the rule
	item    int32 // index in the rule's Phrases or Except
}

// wildcard stands in an exception for anything within a sentence; ... and …… are the same.
const wildcard = "…"

// foldListed folds one listed text; an exception with a … makes two. The reason says what is wrong with it, if anything.
func foldListed(text string, exception bool) (folded []phrase, reason string) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "...", wildcard)
	before, behind, wild := strings.Cut(text, wildcard)
	behind = strings.TrimLeft(behind, wildcard)
	switch {
	case wild && !exception:
		return nil, "holds …, which only an exception may"
	case strings.Contains(behind, wildcard):
		return nil, "holds … twice"
	case wild:
		folded, reason = foldPart(folded, before, head)
		if reason == "" {
			folded, reason = foldPart(folded, behind, tail)
		}
	case exception:
		folded, reason = foldPart(folded, text, excuse)
	default:
		folded, reason = foldPart(folded, text, whole)
	}
	return folded, reason
}

func foldPart(dst []phrase, text string, kind part) (folded []phrase, reason string) {
	text = strings.TrimSpace(text)
	p := phrase{letters: letters(nil, text), part: kind}
	n := len(p.letters)
	switch {
	case n == 0:
		return nil, "has no letter to recognise"
	case n > maxLetters:
		return nil, fmt.Sprintf("has %d letters, at most %d", n, maxLetters)
	case p.letters[0].start > 0 || int(p.letters[n-1].end) < len(text):
		// 100% would be found in 100 元.
		return nil, "begins or ends with a character that is not compared; write it without"
	}
	return append(dst, p), ""
}

// same is equal for phrases that are found in the same places.
func (p phrase) same() string {
	var b strings.Builder
	for i, l := range p.letters {
		switch spelled := i > 0 && fold.Spelled(p.letters[i-1].r) && fold.Spelled(l.r); {
		case l.before >= clause:
			b.WriteByte(',')
		case l.before != none && spelled:
			b.WriteByte(' ')
		}
		b.WriteRune(l.r)
	}
	return b.String()
}

func (p phrase) runes() []rune {
	out := make([]rune, len(p.letters))
	for i, l := range p.letters {
		out[i] = l.r
	}
	return out
}

// stands reports whether the phrase stands at t[at:], whose letters are the same, when also what is between them counts.
func (p phrase) stands(t []letter, at int) bool {
	if inWord(t, at) && t[at].before == none || inWord(t, at+len(p.letters)) {
		return false
	}
	apart, as := 0, true // letters with a gap before them; whether each gap is as the phrase wants it
	for i := 1; i < len(p.letters); i++ {
		here, want := t[at+i].before, p.letters[i].before
		if here != none {
			apart++
		}
		spelled := fold.Spelled(t[at+i-1].r) && fold.Spelled(t[at+i].r)
		as = as && (here < clause || want >= clause) && (!spelled || (here == none) == (want == none))
	}
	// Spelled out, 我，不，知，道, all of it; two characters are more often the end of a clause and the beginning of another.
	return as || len(p.letters) > 2 && apart == len(p.letters)-1
}

// inWord reports whether the letters before and at i belong to one word of a spelled script. The 's of Acme's ends one.
func inWord(t []letter, i int) bool {
	if i <= 0 || i >= len(t) || !fold.Spelled(t[i-1].r) || !fold.Spelled(t[i].r) {
		return false
	}
	return t[i].before == none || t[i].before == apostrophe && !(t[i].r == 's' && !inWord(t, i+1))
}
