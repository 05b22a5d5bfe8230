package guard

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The naive checker knows a small alphabet and shares no code with the real one. It writes a text as letters, each with a
// sign before it for what stands between, tries every phrase as a regular expression at every letter, and looks at words
// and exceptions afterwards.

// naiveLetters are the characters of the alphabet that count, and what they count as.
var naiveLetters = map[rune]string{'我': "我", '不': "不", '知': "知", '會': "会", '会': "会", '但': "但", 'a': "a", 'A': "a", 'ａ': "a", 'b': "b", 's': "s", '1': "1", '①': "1"}

// naiveGaps are the characters that part letters, from the weakest to the strongest sign.
const naiveSigns = "'_.,;"

var naiveGaps = map[rune]string{'\'': "'", '’': "'", ' ': "_", '-': "_", '😀': "_", '.': ".", '，': ",", ',': ",", '。': ";", '\n': ";"}

// naiveAlphabet is what texts are drawn from: the above, and what does not count at all.
const naiveAlphabet = "我我不不知知會会但但aAａbs1①'’ -😀.，,。\n\u200b\ufe0f"

type naiveText struct {
	signs  string // a sign, or a space, before each letter
	at     []int  // in signs, by letter
	places [][2]int
}

func naiveWrite(text string) naiveText {
	var out naiveText
	sign, dot := " ", false
	for i, r := range text {
		if l, ok := naiveLetters[r]; ok {
			out.at = append(out.at, len(out.signs))
			out.signs += sign + l
			out.places = append(out.places, [2]int{i, i + len(string(r))})
			sign, dot = " ", false
		} else if g, ok := naiveGaps[r]; ok {
			if dot && r == ' ' && sign == "." {
				g = ";" // the end of a sentence
			}
			if sign == " " || strings.Index(naiveSigns, g) > strings.Index(naiveSigns, sign) {
				sign = g
			}
			dot = sign == "."
		}
	}
	return out
}

func naiveWord(s string) bool { return s != "" && strings.Contains("abs1", s) }

// naivePattern matches a phrase from the sign before its first letter on.
func naivePattern(phrase string) *regexp.Regexp {
	w := naiveWrite(phrase)
	var as, apart strings.Builder
	for i, at := range w.at {
		sign, l := w.signs[at:at+1], strings.TrimLeft(w.signs[at:], naiveSigns+" ")
		l = string([]rune(l)[:1])
		if i == 0 {
			as.WriteString("." + l)
			apart.WriteString("." + l)
			continue
		}
		gaps := " '_."
		if sign == "," || sign == ";" {
			gaps += ",;"
		}
		if before := string([]rune(w.signs[:at])[len([]rune(w.signs[:at]))-1]); naiveWord(before) && naiveWord(l) {
			if sign == " " {
				gaps = " "
			} else {
				gaps = strings.TrimPrefix(gaps, " ")
			}
		}
		as.WriteString("[" + gaps + "]" + l)
		apart.WriteString("[" + naiveSigns + "]" + l)
	}
	if len(w.at) < 3 {
		return regexp.MustCompile("^(" + as.String() + ")")
	}
	return regexp.MustCompile("^(" + as.String() + "|" + apart.String() + ")")
}

// naiveFind returns where a phrase stands, in letters.
func naiveFind(w naiveText, phrase string) [][2]int {
	var out [][2]int
	pattern := naivePattern(phrase)
	for i, at := range w.at {
		m := pattern.FindString(w.signs[at:])
		if m == "" {
			continue
		}
		j := i + len(regexp.MustCompile("[^ '_.,;]").FindAllString(m, -1))
		rest := w.signs[at+len(m):]
		first := string([]rune(m)[1])
		before := ""
		if i > 0 {
			before = string([]rune(w.signs[:at])[len([]rune(w.signs[:at]))-1])
		}
		if m[0] == ' ' && naiveWord(before) && naiveWord(first) {
			continue
		}
		// A word goes on with a letter, or with an apostrophe and anything but an s that ends it.
		if last := string([]rune(m)[len([]rune(m))-1]); naiveWord(last) &&
			regexp.MustCompile(`^( |')[abs1]`).MatchString(rest) && !regexp.MustCompile(`^'s($|[_.,;]|[ '][^abs1]|'s($|[_.,;]|[ '][^abs1]))`).MatchString(rest) {
			continue
		}
		out = append(out, [2]int{i, j})
	}
	return out
}

// naiveExcused returns the stretches that an exception excuses.
func naiveExcused(w naiveText, exception string) [][2]int {
	before, behind, wild := strings.Cut(exception, "…")
	if !wild {
		return naiveFind(w, exception)
	}
	var out [][2]int
	heads, used := naiveFind(w, before), map[int]bool{}
	for _, tail := range naiveFind(w, behind) {
		first := -1
		for _, h := range heads {
			end := len(w.signs)
			if tail[1] < len(w.at) {
				end = w.at[tail[1]]
			}
			from := len(w.signs)
			if h[1] < len(w.at) {
				from = w.at[h[1]]
			}
			if !used[h[0]] && h[1] <= tail[0] && !strings.Contains(w.signs[from:end], ";") {
				used[h[0]] = true
				if first < 0 {
					first = h[0]
				}
			}
		}
		if first >= 0 {
			out = append(out, [2]int{first, tail[1]})
		}
	}
	return out
}

// naiveCheck is what Check finds, as rule, start and end.
func naiveCheck(list List, text string) [][3]int {
	w := naiveWrite(text)
	var out [][3]int
	for r, rule := range list.Rules {
		var hits, excused [][2]int
		for _, p := range rule.Phrases {
			hits = append(hits, naiveFind(w, p)...)
		}
		for _, e := range rule.Except {
			excused = append(excused, naiveExcused(w, e)...)
		}
		hits = slices.DeleteFunc(hits, func(h [2]int) bool {
			return slices.ContainsFunc(excused, func(e [2]int) bool { return e[0] <= h[0] && h[1] <= e[1] })
		})
		for taken := 0; ; {
			best := [2]int{-1, -1}
			for _, h := range hits {
				if h[0] >= taken && (best[0] < 0 || h[0] < best[0] || h[0] == best[0] && h[1] > best[1]) {
					best = h
				}
			}
			if best[0] < 0 {
				break
			}
			taken = best[1]
			out = append(out, [3]int{r, w.places[best[0]][0], w.places[best[1]-1][1]})
		}
	}
	slices.SortStableFunc(out, func(a, b [3]int) int {
		if a[1] != b[1] {
			return a[1] - b[1]
		}
		return b[2] - a[2]
	})
	return out
}

// drawText draws a text of the alphabet, phrases of a list strewn in now and then.
func drawText(t *rapid.T, list List) string {
	var listed []string
	for _, r := range list.Rules {
		listed = append(append(listed, r.Phrases...), r.Except...)
	}
	alphabet := []rune(naiveAlphabet)
	var b strings.Builder
	for range rapid.IntRange(0, 30).Draw(t, "length") {
		if len(listed) > 0 && rapid.IntRange(0, 5).Draw(t, "strew") == 0 {
			b.WriteString(strings.ReplaceAll(rapid.SampledFrom(listed).Draw(t, "listed"), "…", "a"))
			continue
		}
		b.WriteRune(rapid.SampledFrom(alphabet).Draw(t, "character"))
	}
	return b.String()
}

// drawList draws a valid list over the alphabet.
func drawList(t *rapid.T) List {
	inner := []string{"我", "不", "知", "會", "会", "但", "a", "A", "b", "s", "1", " ", "-", "，", "’", "a", "我", "不"}
	phrase := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(inner), 1, 5).Draw(t, "phrase"), "")
	})
	rule := rapid.Custom(func(t *rapid.T) Rule {
		r := Rule{ID: "a.b", Level: Negative, Action: Warn, Phrases: rapid.SliceOfN(phrase, 1, 4).Draw(t, "phrases")}
		for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
			p := rapid.SampledFrom(r.Phrases).Draw(t, "of")
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				p = phrase.Draw(t, "before") + p
			case 1:
				p += phrase.Draw(t, "behind")
			case 2:
				p += "…" + phrase.Draw(t, "tail")
			default:
				p = phrase.Draw(t, "head") + "…" + p
			}
			r.Except = append(r.Except, p)
		}
		return mend(r)
	})
	list := List{Locale: "zh-CN", Number: 1, Rules: rapid.SliceOfN(rule, 1, 3).Draw(t, "rules")}
	for i := range list.Rules {
		list.Rules[i].ID += string(rune('a' + i))
	}
	return list
}

func drawGuard(t *rapid.T) (List, *Guard) {
	t.Helper()
	list := drawList(t)
	g, err := Compile(list)
	if err != nil {
		t.Fatal(err)
	}
	return list, g
}

// mend takes out what Compile would refuse.
func mend(r Rule) Rule {
	for {
		_, err := Compile(List{Locale: "zh-CN", Number: 1, Rules: []Rule{r}})
		if err == nil {
			return r
		}
		problem := err.(Problems)[0]
		m := regexp.MustCompile(`(phrases|except)\[(\d)\]$`).FindStringSubmatch(problem.Key)
		if m == nil {
			panic(err)
		}
		i := int(m[2][0] - '0')
		if m[1] == "phrases" {
			r.Phrases = slices.Delete(r.Phrases, i, i+1)
		} else {
			r.Except = slices.Delete(r.Except, i, i+1)
		}
	}
}

func TestCheckIsAsNaive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list, g := drawGuard(t)
		text := drawText(t, list)
		var got [][3]int
		for _, f := range g.Check(text, Scope{}) {
			rule := slices.IndexFunc(list.Rules, func(r Rule) bool { return r.ID == f.Rule })
			got = append(got, [3]int{rule, f.Start, f.End})
		}
		if diff := cmp.Diff(naiveCheck(list, text), got); diff != "" {
			t.Fatalf("%q: -naive +got\n%s", text, diff)
		}
	})
}
