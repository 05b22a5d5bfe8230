package cases

import (
	"testing"
)

// TestFormBehindAKeyword: a keyword has registered the session before somebody filled the form in; what the form says is not
// lost, until somebody handles the entry (CMP-02, RTE-01).
func TestFormBehindAKeyword(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		id := o.session("service", "rob")
		first, err := o.Reserve(t.Context(), "", id, Request{ClientID: "word", Reason: "我要投诉，杯子是碎的"})
		if err != nil {
			t.Fatal(err)
		}
		form := Request{ClientID: "h1", Reason: "请处理", Nature: "杯子碎了", Wanted: "退款", Severity: Major}
		for range 2 { // the same command again writes nothing
			if number, err := o.Reserve(t.Context(), "rob", id, form); err != nil || number != first {
				t.Fatalf("%q, %v, want %q", number, err, first)
			}
		}
		c, err := o.Get(t.Context(), member("sue"), first)
		if err != nil {
			t.Fatal(err)
		}
		if c.Nature != "杯子碎了" || c.Wanted != "退款" || c.Severity != Major || c.DueAt != c.SeverityDue || c.SeverityDue == 0 || c.Version != 3 {
			t.Errorf("the entry says %+v", c)
		}
		if _, _, err := o.Change(t.Context(), member("sue"), first, Command{ClientID: "a", Seen: c.Version, Change: Assign{To: "sue"}}); err != nil {
			t.Fatal(err)
		}
		if _, err := o.Reserve(t.Context(), "rob", id, Request{ClientID: "h2", Reason: "又转", Nature: "别的"}); err != nil {
			t.Fatal(err)
		}
		if c, err = o.Get(t.Context(), member("sue"), first); err != nil || c.Nature != "杯子碎了" {
			t.Errorf("the handler's words are gone: %+v, %v", c, err)
		}
	})
}
