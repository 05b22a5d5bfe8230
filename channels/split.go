package channels

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/rivo/uniseg"
)

// Split cuts a text into parts of at most so many UTF-16 units each (0 or less = one part, whatever its length). It cuts
// behind a paragraph, else a line, a sentence, a word; not inside of a URL that fits into a part, and never inside of what
// a reader takes for one character, unless that alone is longer than a part. The parts together are the text, byte for
// byte. A text that fits, the empty one too, is its only part.
func Split(text string, most int) []string {
	if most <= 0 || Units(text) <= most {
		return []string{text}
	}
	var parts []string
	from, begin := 0, 0 // where the part begins: in bytes, in units
	all := borders(text, most)
	for len(all) > 0 && all[len(all)-1].units-begin > most {
		i := cutAt(all, begin, most)
		parts = append(parts, text[from:all[i].at])
		from, begin, all = all[i].at, all[i].units, all[i+1:]
	}
	if from == len(text) {
		return parts
	}
	return append(parts, text[from:])
}

// border is a place where a text may be cut.
type border struct {
	at    int // bytes before it
	units int // UTF-16 units before it
	good  goodness
}

// goodness says how well a text can be cut at a border; the more the better.
type goodness int

const (
	halved    goodness = iota // inside of a character that is longer than a part
	inURL                     // the URL cannot be followed any more
	character                 // inside of a word
	word
	sentence
	line
	paragraph
)

// borders are all places where the text may be cut, in order; the last one is its end.
func borders(text string, most int) []border {
	var all []border
	links := urls.FindAllStringIndex(text, -1)
	at, n, state, rest := 0, 0, -1, text
	for rest != "" {
		var cluster string
		var bounds int
		cluster, rest, bounds, state = uniseg.StepString(rest, state)
		if Units(cluster) > most {
			all = append(all, inside(cluster, at, n)...)
		}
		at, n = at+len(cluster), n+Units(cluster)
		for len(links) > 0 && links[0][1] <= at {
			links = links[1:]
		}
		good := judged(text[:at], cluster, bounds)
		if len(links) > 0 && links[0][0] < at {
			good = inURL
		}
		all = append(all, border{at, n, good})
	}
	return all
}

// urls are what people can follow. What is not ASCII ends one: in Chinese the next word stands right behind it.
var urls = regexp.MustCompile(`(?i)(?:https?://|www\.)[!-~]+`)

// judged says what ends with the cluster, by the Unicode standard (UAX 29, UAX 14).
func judged(before, cluster string, bounds int) goodness {
	newline := cluster == "\n" || cluster == "\r\n"
	switch {
	case newline && strings.HasSuffix(strings.TrimSuffix(before, cluster), "\n"):
		return paragraph
	case newline:
		return line
	case bounds&uniseg.MaskSentence != 0:
		return sentence
	case bounds&uniseg.MaskLine != uniseg.LineDontBreak:
		return word
	}
	return character
}

// inside are the borders between the runes of one character, which begins at the given place.
func inside(cluster string, at, n int) []border {
	var all []border
	for i, r := range cluster {
		if i > 0 {
			all = append(all, border{at + i, n, halved})
		}
		n += max(utf16.RuneLen(r), 1)
	}
	return all
}

// cutAt chooses the border at which a part ends that begins at so many units: the best one in its second half, else the
// last that halves nothing, else the last. It moves on by one character at least, even by one that is too long.
func cutAt(all []border, begin, most int) int {
	fit := 0
	for fit < len(all) && all[fit].units-begin <= most {
		fit++
	}
	fit = max(fit, 1)
	best := fit - 1
	for i := fit - 1; i >= 0; i-- {
		b := all[i]
		if b.good > all[best].good && (all[best].good < character || 2*(b.units-begin) >= most) {
			best = i
		}
	}
	return best
}
