package token_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firstline/internal/search/token"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"我要退款了", "我要 要退 退款 款了 了"},
		{"退", "退"},
		{"我要退款。谢谢！", "我要 要退 退款 款 谢谢 谢"},
		{"iPhone15退货", "iphone15 退货 货"},
		{"ＡＢＣ　１２３", "abc 123"},
		{"請問運費", "请问 问运 运费 费"},
		{"don't", "don t"},
		{"cafe\u0301 café", "café café"},
		{"😀，。！", ""},
		{"", ""},
		{"\xff坏\xfe", "坏"},
		{"ありがとう", "あり りが がと とう う"},
	} {
		if got := strings.Join(token.Of(c.text), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	if got := token.Of(strings.Repeat("x", 500)); len(got) != 1 || len(got[0]) != 64 {
		t.Errorf("a long word: %q", got)
	}
}

func TestAsked(t *testing.T) {
	t.Parallel()
	want := []token.Phrase{{Tokens: []string{"退款"}}, {Tokens: []string{"refu"}, Prefix: true}, {Tokens: []string{"退"}, Prefix: true},
		{Tokens: []string{"要退", "退款", "款", "iphone"}, Prefix: true}}
	if diff := cmp.Diff(want, token.Asked("退款  Refu 退 要退款iPhone", 10)); diff != "" {
		t.Error(diff)
	}
	if got := token.Asked("a b c", 2); len(got) != 2 {
		t.Errorf("at most two: %v", got)
	}
	if got := token.Asked(" ！？ 😀", 5); len(got) != 0 {
		t.Errorf("nothing to look for: %v", got)
	}
}

// finds asks the tokens of a text as an index does.
func finds(text string, phrases []token.Phrase) bool {
	all := token.Of(text)
	return len(phrases) > 0 && !slices.ContainsFunc(phrases, func(p token.Phrase) bool {
		for at := 0; at+len(p.Tokens) <= len(all); at++ {
			ok := true
			for i, want := range p.Tokens {
				last := p.Prefix && i == len(p.Tokens)-1
				ok = ok && (all[at+i] == want || last && strings.HasPrefix(all[at+i], want))
			}
			if ok {
				return false
			}
		}
		return true
	})
}

func TestFinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, question string
		want           bool
		marked         string
	}{
		{"我要退款了", "退款", true, "退款"},
		{"我要退款了", "退", true, "退"},
		{"我要退款了", "了", true, "了"},
		{"我要退款了", "款退", false, ""},
		{"退了再付款", "退款", false, ""},
		{"我要退款了", "退款 我要", true, "我要退款"},
		{"我要退款了", "退款 发票", false, ""},
		{"您好，請問可以退款嗎？", "请问", true, "請問"},
		{"您好，请问可以退款吗？", "請問 退款", true, "请问|退款"},
		{"Please REFUND one", "refu", true, "REFU"},
		{"Please refund one", "fund", false, ""},
		{"订单 SF12345 已发货", "sf123", true, "SF123"},
		{"iPhone15退货", "15退", false, ""},
		{"iPhone15退货", "iphone15退货", true, "iPhone15退货"},
		{"要退款iphone吗", "退款iph", true, "退款iph"},
		{"Ｔｏｍ 說謝謝", "tom 谢谢", true, "Ｔｏｍ|謝謝"},
	} {
		if got := finds(c.text, token.Asked(c.question, 10)); got != c.want {
			t.Errorf("%q in %q: %v", c.question, c.text, got)
		}
		var marked []string
		for _, s := range token.Spots(c.text, c.question) {
			marked = append(marked, c.text[s.Start:s.End])
		}
		if got := strings.Join(marked, "|"); got != c.marked {
			t.Errorf("%q in %q marks %q, want %q", c.question, c.text, got, c.marked)
		}
	}
}

// What stands in a text as whole characters of Chinese is found, wherever it stands; what is found is marked.
func TestEverySubstringIsFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("我要退款發货，ab1 。谢😀")), 1, 30, -1).Draw(t, "text"))
		from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(text)).Draw(t, "to")
		part := string(text[from:to])
		if strings.ContainsAny(part, "ab1 ，。😀") {
			t.Skip("only runs of Chinese are substrings")
		}
		if !finds(string(text), token.Asked(part, 5)) || len(token.Spots(string(text), part)) == 0 {
			t.Fatalf("%q is not found in %q", part, string(text))
		}
	})
}

func TestAround(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("前", 50) + "退款" + strings.Repeat("后", 50)
	cut, spots, before, behind := token.Around(text, token.Spots(text, "退款"), 30)
	if len([]rune(cut)) != 30 || len(spots) != 1 || cut[spots[0].Start:spots[0].End] != "退款" || !before || !behind {
		t.Errorf("%q %v %v %v", cut, spots, before, behind)
	}
	if cut, _, before, behind := token.Around("短", nil, 30); cut != "短" || before || behind {
		t.Errorf("%q %v %v", cut, before, behind)
	}
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("您好，已经为您查到了，目前正在处理中 order 90417。", 4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		token.Of(text)
	}
}
