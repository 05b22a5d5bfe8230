package scripts

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInserted: a message keeps which scripts it was written by, where they are in it as they were offered. Shows SCR-01.
func TestInserted(t *testing.T) {
	t.Parallel()
	pack, err := withEntries(t, "zh-CN", `
  - {id: library.refund, stage: library, text: "{{if .Customer}}{{.Customer}}，{{end}}退款预计{时效}到账，单号{单号}。"}
  - {id: library.bare, stage: library, text: "{什么}"}
`)
	if err != nil {
		t.Fatal(err)
	}
	ask := Ask{Pack: pack, Organisation: "中原物业", Agent: "张敏"}
	refund, yes, bare, greeting := Ref("library.refund", pack.Version()), Ref("answer.yes", pack.Version()), Ref("library.bare", pack.Version()), Ref("greeting.agent", pack.Version())
	for _, c := range []struct {
		name, text        string
		refs, stand, open []string
	}{
		{"filled, to somebody with a name", "李女士，退款预计三天到账，单号7。是的。", []string{refund, yes}, []string{refund, yes}, nil},
		{"filled, to nobody in particular", "退款预计三天到账，单号7。", []string{refund, refund}, []string{refund}, nil},
		{"one gap is left", "退款预计{时效}到账，单号7。", []string{refund}, []string{refund}, []string{"{时效}"}},
		{"written over", "退款三天到账，单号7。", []string{refund}, nil, nil},
		{"out of order", "到账，单号7。退款预计三天", []string{refund}, nil, nil},
		{"nothing fixed", "什么都行", []string{bare}, nil, nil},
		{"the agent's own greeting", "李女士，您好，我是张敏，很高兴为您服务。", []string{greeting}, []string{greeting}, nil},
		{"a colleague's greeting", "您好，我是王强，很高兴为您服务。", []string{greeting}, nil, nil},
		{"unknown, of another version, said by the desk alone, no name at all", "是的。请问以上的回答解决您的问题了吗？",
			[]string{Ref("library.none", pack.Version()), Ref("answer.yes", Default("zh-CN").Version()), Ref("confirm.ask", pack.Version()), "", "answer.yes"}, nil, nil},
	} {
		stand, open, err := Inserted(ask, c.text, c.refs)
		if err != nil || !cmp.Equal(stand, c.stand) || !cmp.Equal(open, c.open) {
			t.Errorf("%s: %q with %q open (%v), want %q with %q", c.name, stand, open, err, c.stand, c.open)
		}
	}
}
