package channels_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"firstline/channels"
)

// TestSplitBorders: where a person would cut, one finds the cut.
func TestSplitBorders(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		most int
		want []string
	}{
		"empty":                        {"", 5, []string{""}},
		"fits":                         {"长长长", 3, []string{"长长长"}},
		"no limit":                     {strings.Repeat("长", 99), 0, []string{strings.Repeat("长", 99)}},
		"a paragraph before a line":    {"one two\n\nthree\nfour five", 18, []string{"one two\n\n", "three\nfour five"}},
		"a line before a sentence":     {"one two three\nFour. Five six", 22, []string{"one two three\n", "Four. Five six"}},
		"a sentence before a word":     {"您好。订单已经发出。请您留意查收短信", 12, []string{"您好。订单已经发出。", "请您留意查收短信"}},
		"a word before a letter":       {"the parcel left yesterday", 14, []string{"the parcel ", "left yesterday"}},
		"a border too near to the top": {"Hi. theparcelleftyesterday", 20, []string{"Hi. theparcelleftyes", "terday"}},
		"Windows lines":                {"one two\r\n\r\nthree four", 12, []string{"one two\r\n\r\n", "three four"}},
		"a URL stays whole":            {"请看https://example.com/orders/42谢谢", 30, []string{"请看", "https://example.com/orders/42谢", "谢"}},
		"a URL that fits nowhere":      {"see https://example.com/orders/42", 12, []string{"see ", "https://exam", "ple.com/orde", "rs/42"}},
		"two units":                    {"😀😀😀", 5, []string{"😀😀", "😀"}},
		"a family":                     {"a👨‍👩‍👧‍👦", 11, []string{"a", "👨‍👩‍👧‍👦"}},
		"a flag":                       {"🇨🇳🇺🇸", 6, []string{"🇨🇳", "🇺🇸"}},
		"a character beyond the part":  {"x" + "e" + strings.Repeat("\u0301", 7), 4, []string{"x", "e\u0301\u0301\u0301", "\u0301\u0301\u0301\u0301"}},
		"a unit for two":               {"😀a", 1, []string{"😀", "a"}},
	} {
		if d := cmp.Diff(c.want, channels.Split(c.text, c.most)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

var (
	splits = flag.Int("splits", 20_000, "how many random texts are split")
	link   = regexp.MustCompile(`https://[!-~]+`)
)

// TestSplitAnyText: the parts are the text, each of them fits, none begins inside of a character or of a URL that fits.
// The same again: SPLIT_SEED=… go test ./channels -run SplitAnyText -splits 1000000
func TestSplitAnyText(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	if s, err := strconv.ParseUint(os.Getenv("SPLIT_SEED"), 10, 64); err == nil {
		seed = s
	}
	t.Logf("SPLIT_SEED=%d", seed)
	draw := rand.New(rand.NewPCG(seed, 1))
	for range *splits {
		text, most := anyText(draw), 1+draw.IntN(60)
		if wrong := badSplit(text, most, channels.Split(text, most)); wrong != "" {
			t.Fatalf("SPLIT_SEED=%d: %q in parts of %d: %s", seed, text, most, wrong)
		}
	}
}

// anyText strings pieces together that are hard to cut.
func anyText(draw *rand.Rand) string {
	pieces := []string{"a", "word ", "长", "。", "，", "\n", "\n\n", "\r\n", " ", "https://example.com/a?b=c ", "https://x.de/长", "😀", "👨‍👩‍👧‍👦", "🇨🇳", "🇨",
		"e\u0301", "\u0301\u0301", "\u200d", "क्ष", "각", "ᄀ", "ᅡ", "Dr. No. ", "3.14", "\u2028", "\x00", "\ufffd", "ل\u064b"}
	var b strings.Builder
	for range draw.IntN(40) {
		if draw.IntN(20) == 0 {
			b.WriteRune(rune(draw.IntN(0x3000)))
			continue
		}
		b.WriteString(pieces[draw.IntN(len(pieces))])
	}
	return strings.ToValidUTF8(b.String(), "")
}

// badSplit says what is wrong with the parts; empty = nothing.
func badSplit(text string, most int, parts []string) string {
	if strings.Join(parts, "") != text {
		return "the parts are another text"
	}
	whole := map[int]bool{} // borders between characters
	longest := 0
	for at, g := 0, uniseg.NewGraphemes(text); g.Next(); {
		at += len(g.Str())
		whole[at] = true
		longest = max(longest, len(utf16.Encode(g.Runes())))
	}
	at := 0
	for i, part := range parts {
		n := len(utf16.Encode([]rune(part)))
		at += len(part)
		switch last := i == len(parts)-1; {
		case part == "" && text != "":
			return "an empty part"
		case !utf8.ValidString(part):
			return "a rune is halved"
		case n > most && utf8.RuneCountInString(part) > 1:
			return "a part is too long: " + part
		case !last && longest <= most && !whole[at]:
			return "a character is halved before " + text[at:]
		case !last && longest <= most && inLink(text, whole, at, most):
			return "a URL is cut before " + text[at:]
		}
	}
	return ""
}

// inLink says whether the place lies inside of a URL that fits into a part, with the characters that it shares with its
// neighbours.
func inLink(text string, whole map[int]bool, at, most int) bool {
	return slices.ContainsFunc(link.FindAllStringIndex(text, -1), func(l []int) bool {
		begin, end := l[0], l[1]
		for begin > 0 && !whole[begin] {
			begin--
		}
		for !whole[end] {
			end++
		}
		return begin < at && at < end && len(utf16.Encode([]rune(text[begin:end]))) <= most
	})
}

// TestSplitHuge: the longest answer of the API, of the worst characters, is cut in no time that anybody notices.
func TestSplitHuge(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"one character": "e" + strings.Repeat("\u0301", 20_000), "URLs": strings.Repeat("https://a.b/c ", 2000), "one URL": "https://" + strings.Repeat("x", 20_000)} {
		if wrong := badSplit(text, 4096, channels.Split(text, 4096)); wrong != "" {
			t.Errorf("%s: %.200s", name, wrong)
		}
	}
}
