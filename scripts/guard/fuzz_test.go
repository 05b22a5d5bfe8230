package guard

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// fuzzGuard has a bit of everything.
func fuzzGuard(t testing.TB) *Guard {
	t.Helper()
	return compile(t,
		Rule{ID: "a.a", Phrases: []string{"我不知道", "不知道", "没空", "平", "成", "ガ", "각"}, Except: []string{"没空调", "不知道…是否"}},
		Rule{ID: "a.b", Phrases: []string{"can't", "can", "no way", "é", "fi", "先付，后发", "加V信", "㎏"}, Except: []string{"can do"}})
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		"", "我 不.知，道", "没空调，没 空", "不知道您是否", "CAN’T can do c a n t", "e\u0301 é ﬁ ㎏ ㍻", "\xff我\xe6不知道\x00",
		"我\u200b不\ufe0f知\u0336道", "ｶﾞ각각", "a" + strings.Repeat("\u0336", 64), "😀先付，后发\U0002005e", "no\r\nway. no  way",
	} {
		f.Add(seed)
	}
	g := fuzzGuard(f)
	f.Fuzz(func(t *testing.T, text string) {
		checkLetters(t, text)
		found := g.Check(text, Scope{})
		checkFindings(t, g, text, found)
		// What stands behind on a line of its own does not change what was found.
		more := g.Check(text+"\n我不知道", Scope{})
		if len(more) != len(found)+1 || len(found) > 0 && !slices.EqualFunc(found, more[:len(found)], func(a, b Finding) bool { return a.Start == b.Start && a.End == b.End }) {
			t.Fatalf("%q: %+v, with a line more %+v", text, found, more)
		}
	})
}

func FuzzCompile(f *testing.F) {
	for _, name := range []string{"default/zh-CN.yaml", "default/en.yaml"} {
		source, err := files.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(source)
	}
	f.Add([]byte("locale: en\nnumber: 1\nrules:\n  - {id: a.b, level: negative, action: ask, phrases: [\"a…b\", ㎏], except: [a...b], scope: {phases: [serving]}}\n"))
	f.Add([]byte("rules: [[], {id: [], phrases: {a: b}}, &x *x]\n"))
	f.Fuzz(func(t *testing.T, source []byte) {
		list := Read("fuzz.yaml", source)
		g, err := Compile(list)
		if err != nil {
			lines := 1 + bytes.Count(source, []byte("\n")) + bytes.Count(source, []byte("\r")) // YAML knows old line ends too
			for _, p := range err.(Problems) {
				if p.Line < 1 || p.Line > lines || p.Reason == "" {
					t.Errorf("%q stands nowhere in %q", p, source)
				}
			}
			return
		}
		for _, r := range list.Rules {
			for i, p := range r.Phrases {
				text := "x\n" + p + "\nx"
				found := g.Check(text, Scope{})
				checkFindings(t, g, text, found)
				if r.Except == nil && !slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == r.ID }) {
					t.Errorf("%s[%d] %q is not found", r.ID, i, p)
				}
			}
			for _, e := range r.Except {
				checkFindings(t, g, e, g.Check(e, Scope{}))
			}
		}
		again, err := Compile(g.List())
		if err != nil || again.Version() != g.Version() {
			t.Errorf("the list of the guard gives %v", err)
		}
	})
}
