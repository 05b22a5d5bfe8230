package redact

import (
	"strings"
	"testing"
)

// TestRedacted: who looks into an event sees its shape and its words, and no secret, address or number.
func TestRedacted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{`{"text":"付款失败"}`, `{"text":"付款失败"}`},
		{`{"token":"se\"cret","n":1}`, `{"token":"•••","n":1}`},
		{`{"access_token": 1234, "Password":"x"}`, `{"access_token": "•••", "Password":"•••"}`},
		{`{"secret":"cut in the mid`, `{"secret":"•••"`},
		{`call 138 0013 8000 or li.na@example.com`, `call •••00 or •••`},
		{`bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe`, `bot•••/getMe`},
		{"a\x00b\xff\x07c", "ab��c"},
		{`page 12 of 340`, `page 12 of 340`},
	} {
		if got := Text(c.in, 100); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.in, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{`dial tcp 127.0.0.1:34094: connection refused`, `dial tcp 127.0.0.1:34094: connection refused`},
		{`Post "https://x/bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe": EOF`, `Post "https://x/bot•••/getMe": EOF`},
		{`GET /a?token=abc&n=1: xoxb-12-ab, Bearer abc.def`, `GET /a?token=•••&n=1: •••, Bearer •••`},
	} {
		if got := Words(c.in, 100); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
	if got := Words(strings.Repeat("x", 90)+" bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe", 110); strings.Contains(got, "AAH") {
		t.Errorf("a token on the edge is shown: %q", got)
	}
	if got := Text(strings.Repeat("话", 50), 10); got != "话话话…" {
		t.Errorf("a long one is shown as %q", got)
	}
}
