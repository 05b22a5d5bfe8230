package scripts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withEntries is a pack of the program with more scripts behind its own.
func withEntries(t *testing.T, locale, more string) (Pack, error) {
	t.Helper()
	return Load("own.yaml", append(slices.Clone(Source(locale)), more...))
}

// TestOffers: what an agent may insert, said for any session. Shows SCR-01.
func TestOffers(t *testing.T) {
	t.Parallel()
	pack, err := withEntries(t, "zh-CN", `
  - id: library.refund
    stage: library
    title: 退款受理
    code: TK01
    groups: [order, service]
    text: "{{if .Customer}}{{.Customer}}，{{end}}您的退款已受理，预计{时效}到账，{时效}后可查。单号{订单号}。"
`)
	if err != nil {
		t.Fatal(err)
	}
	offers, err := Offers(Ask{Pack: pack, Organisation: "中原物业", Agent: "张敏"})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]Offer{}
	for _, o := range offers {
		by[o.ID] = o
	}
	for _, c := range []struct {
		id, body, named string
		gaps            []string
		greets, closes  bool
	}{
		{"greeting.agent", "您好，我是张敏，很高兴为您服务。", NameHere + "，您好，我是张敏，很高兴为您服务。", nil, true, false},
		{"closing.night", "感谢您联系中原物业，如果还有问题，欢迎随时找我们。时间不早了，请您早点休息，晚安！", "", nil, false, true},
		{"congratulation.birthday", "祝您生日快乐！", "", nil, false, false},
		{"library.refund", "您的退款已受理，预计{时效}到账，{时效}后可查。单号{订单号}。", NameHere + "，您的退款已受理，预计{时效}到账，{时效}后可查。单号{订单号}。", []string{"{时效}", "{订单号}"}, false, false},
	} {
		o := by[c.id]
		if o.Body != c.body || o.Named != c.named || o.Greets != c.greets || o.Closes != c.closes || !cmp.Equal(o.Gaps, c.gaps) {
			t.Errorf("%s: %+v", c.id, o)
		}
	}
	if o := by["library.refund"]; o.Title != "退款受理" || o.Code != "TK01" || !cmp.Equal(o.Groups, []string{"order", "service"}) {
		t.Errorf("the entry: %+v", o)
	}
	if w := by["closing.night"].Window; w != "21:00-05:00" {
		t.Errorf("good night is meant for %q", w)
	}
	for _, o := range offers {
		if o.Fault != (o.ID == ApologyFault) {
			t.Errorf("%s: a fault of ours: %t (SCR-21)", o.ID, o.Fault)
		}
		if slices.Contains([]Stage{StageGreeting, StageQueue, StageAway, StageHandoff, StageConfirm, StageRating}, o.Stage) {
			t.Errorf("%s is offered, and the desk says it by itself", o.ID)
		}
	}
}

// TestOfferedSentences: each set of the service code is there to be inserted, in every language. Shows SCR-05, SCR-08,
// SCR-09, SCR-11, SCR-13, SCR-14, SCR-16.
func TestOfferedSentences(t *testing.T) {
	t.Parallel()
	want := map[string]int{"SCR-05": 6, "SCR-08": 5, "SCR-09": 1, "SCR-11": 2, "SCR-13": 2, "SCR-14": 1, "SCR-16": 2}
	for _, pack := range All() {
		offers, err := Offers(Ask{Pack: pack, Organisation: "O", Agent: "A"})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, o := range offers {
			for _, rule := range o.Rules {
				if want[rule] > 0 {
					got[rule]++
				}
			}
			if o.Gaps != nil {
				t.Errorf("%s %s: the program leaves %q to be filled in", pack.Locale(), o.ID, o.Gaps)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", pack.Locale(), d)
		}
	}
}

// TestOffersUnknown: a name that nobody has given stays visible, and has to be filled in.
func TestOffersUnknown(t *testing.T) {
	t.Parallel()
	offers, err := Offers(Ask{Pack: Default("en")})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range offers {
		if o.ID == "greeting.agent" && (o.Body != "Hello! My name is {Agent} and I am here to help." || !cmp.Equal(o.Gaps, []string{"{Agent}"})) {
			t.Errorf("%q with the gaps %q", o.Body, o.Gaps)
		}
	}
	if none, err := Offers(Ask{}); len(none) > 0 || err != nil {
		t.Errorf("no pack offers %d scripts (%v)", len(none), err)
	}
}

// fileIDs are ids of so many files, as the library gives them.
func fileIDs(n int) string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("photo-01890000-0000-7000-8000-%012d", i)
	}
	return strings.Join(ids, ", ")
}

// TestEntriesRefused: keys that would do nothing, and codes and groups that are none.
func TestEntriesRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ more, want string }{
		{"  - {id: library.a, stage: library, code: TK 01, text: a}\n", `scripts[library.a].code: "TK 01" is not a code`},
		{"  - {id: library.a, stage: library, code: TK01, text: a}\n  - {id: library.b, stage: library, code: tk01, text: b}\n", `scripts[library.b].code: "tk01" is there already`},
		{"  - {id: library.a, stage: library, groups: [Order], text: a}\n", `scripts[library.a].groups[0]: "Order" is not a group`},
		{"  - {id: library.a, stage: library, groups: [order, order], text: a}\n", `scripts[library.a].groups[1]: "order" is there already`},
		{"  - {id: library.a, stage: library, title: " + strings.Repeat("长", 61) + ", text: a}\n", "scripts[library.a].title: longer than 60 characters"},
		{"  - {id: library.a, stage: library, retired: true, instead: library.b, text: a}\n", `scripts[library.a].instead: agents find no script "library.b"`},
		{"  - {id: library.a, stage: library, retired: true, instead: queue.next, text: a}\n", `scripts[library.a].instead: agents find no script "queue.next"`},
		{"  - {id: library.a, stage: library, retired: true, instead: library.b, text: a}\n  - {id: library.b, stage: library, retired: true, text: b}\n", "scripts[library.a].instead: library.b is retired itself"},
		{"  - {id: library.a, stage: library, instead: answer.good, text: a}\n", "scripts[library.a].instead: does nothing while the script is not retired"},
		{"  - {id: queue.own, stage: queue, retired: true, text: a}\n", "scripts[queue.own].retired: the desk says it by itself"},
		{"  - {id: library.a, stage: library, files: [../x], text: a}\n", `scripts[library.a].files[0]: "../x" is not a file of the library`},
		{"  - {id: library.a, stage: library, files: [" + fileIDs(4) + "], text: a}\n", "scripts[library.a].files: at most 3 files go with a script"},
		{"  - {id: queue.b, stage: queue, files: [" + fileIDs(1) + "], text: a}\n", "scripts[queue.b]: no agent looks up a queue"},
		{"  - {id: queue.own, stage: queue, code: Q1, text: a}\n", "scripts[queue.own]: no agent looks up a queue"},
	} {
		if _, err := withEntries(t, "en", c.more); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.more, err, c.want)
		}
	}
}

// TestGaps: single braces are a gap, variables and long or empty ones are not.
func TestGaps(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"预计{时效}到账，{时效}内，见{单 号}":                           {"{时效}", "{单 号}"},
		"{} { " + strings.Repeat("长", 21) + "} {a\nb} a{": nil,
		"{{x}}": {"{x}"},
	} {
		if got := Gaps(text); !cmp.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestStray: a gap in what the desk says by itself is found, whichever branch it stands in. A pack that has one still loads:
// it may be one from before there were gaps.
func TestStray(t *testing.T) {
	t.Parallel()
	pack, err := withEntries(t, "en", `
  - {id: queue.own, stage: queue, text: "wait {minutes}"}
  - {id: apology.own, stage: apology, text: "sorry{{if .Customer}}, {{.Customer}} {why}{{else}}.{{end}}"}
  - {id: away.own, stage: away, text: "away{{if .Agent}}{{.Agent}}{{else}} {why}{{end}}"}
  - {id: library.own, stage: library, text: "fill {it}"}
`)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"queue.own", "apology.own", "away.own"}, pack.Stray()); d != "" {
		t.Error(d)
	}
	for _, p := range All() {
		if ids := p.Stray(); ids != nil {
			t.Errorf("%s: %q", p.Locale(), ids)
		}
	}
}
