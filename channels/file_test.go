package channels_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"firstline/channels"
	"firstline/internal/desk"
)

// TestFileName: no folder, nothing that turns or hides letters, and the ending stays.
func TestFileName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"照片.png": "照片.png", "": "", ".": "", "..": "", "/": "", "../../etc/passwd": "passwd", `C:\\temp\\a.doc`: "a.doc", "a/": "a", "a\x00b": "ab", " a \n": "a",
		"exe.\u202egnp.scr": "exe.gnp.scr", "a\u200bb": "ab", "a\r\nSet-Cookie: x": "aSet-Cookie: x", "\xff.png": "\ufffd.png", "👨\u200d👩": "👨\u200d👩",
		strings.Repeat("长", 100) + ".pdf": strings.Repeat("长", 65) + ".pdf", "a." + strings.Repeat("b", 300): "a." + strings.Repeat("b", 198),
		strings.Repeat("x", 250): strings.Repeat("x", 200),
	} {
		got := channels.FileName(in)
		if got != want || len(got) > desk.MaxFileName || !utf8.ValidString(got) || channels.FileName(got) != got {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// FuzzDisposition: whatever a file is called, it stays one header line, and one parameter.
func FuzzDisposition(f *testing.F) {
	f.Add(`a"b;x=y'c.jpg`)
	f.Add(`a"; filename=evil.html; x="`)
	f.Add("a\r\nSet-Cookie: a=b")
	f.Add("照片\\.png%0d%0a")
	f.Fuzz(func(t *testing.T, name string) {
		got := channels.Disposition("attachment", name)
		if strings.ContainsAny(got, "\r\n\x00") || strings.Count(got, `"`)%2 != 0 || strings.Count(got, `"`) > 2 || !strings.HasPrefix(got, "attachment") {
			t.Errorf("%q becomes %q", name, got)
		}
		if _, whole, ok := strings.Cut(got, "filename*=UTF-8''"); ok {
			if back, err := url.PathUnescape(whole); err != nil || back != channels.FileName(name) {
				t.Errorf("%q comes back as %q (%v)", name, back, err)
			}
		}
	})
}

// TestServeFile: a type is only named where nothing in it can run (S-XS2).
func TestServeFile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file     desk.File
		small    bool
		typ, how string
	}{
		{desk.File{Type: "image/png", Width: 1, Height: 1, Name: "a.png"}, false, "image/png", `inline; filename="a.png"`},
		{desk.File{Type: "image/png"}, false, "application/octet-stream", "attachment"},
		{desk.File{Type: "image/svg+xml", Width: 1, Height: 1}, false, "application/octet-stream", "attachment"},
		{desk.File{Type: "text/html"}, false, "application/octet-stream", "attachment"},
		{desk.File{Type: "text/html"}, true, "image/jpeg", "inline"},
		{desk.File{Type: "application/pdf", Name: "a.pdf"}, false, "application/pdf", `attachment; filename="a.pdf"`},
		{desk.File{Type: "video/mp4"}, false, "video/mp4", "inline"},
		{desk.File{}, false, "application/octet-stream", "attachment"},
	} {
		w := httptest.NewRecorder()
		channels.ServeFile(w, httptest.NewRequest(http.MethodGet, "/", nil), c.file, c.small, strings.NewReader("<script>"), channels.KeepNever)
		h := w.Header()
		if h.Get("Content-Type") != c.typ || h.Get("Content-Disposition") != c.how || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%+v: %v", c.file, h)
		}
	}
}
