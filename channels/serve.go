package channels

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"firstline/internal/desk"
)

// shownInline are the types that a browser may show at once: pictures, sound and film, nothing that can hold a script. A
// pdf may be named as what it is, because it is only saved.
func shownInline(typ string) bool {
	switch typ {
	case "image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/webm", "video/ogg", "video/quicktime",
		"audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm", "audio/wav", "audio/aac":
		return true
	}
	return false
}

// How long a browser keeps a file that somebody had to be let in for.
const (
	// KeepNever is for addresses that lead each visitor to a file of their own.
	KeepNever = "no-store"
	// KeepAsking lets a browser keep the bytes and has it ask each time: whoever may not see the file any more gets no 304.
	KeepAsking = "private, no-cache"
)

// ServeFile answers with a stored file, or with its small picture, with ranges (S-XS2). What is not on the short list of
// types is only saved, never shown, and comes as bytes without a type. keep is KeepNever or KeepAsking. The headers of a
// request that was refused are the caller's.
func ServeFile(w http.ResponseWriter, r *http.Request, f desk.File, small bool, body io.ReadSeeker, keep string) {
	typ, how, tag := f.Type, "inline", f.Digest
	switch {
	case small:
		typ, tag = "image/jpeg", f.Digest+"-t"
	case strings.HasPrefix(typ, "image/") && (f.Width == 0 || f.Height == 0):
		typ, how = "application/octet-stream", "attachment" // a picture that nobody could measure
	case typ == "application/pdf":
		how = "attachment"
	case !shownInline(typ):
		typ, how = "application/octet-stream", "attachment"
	}
	h := w.Header()
	h.Set("Content-Type", typ)
	h.Set("Content-Disposition", Disposition(how, f.Name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", keep)
	h.Set("ETag", `"`+tag+`"`)
	if h.Get("Cross-Origin-Resource-Policy") == "" {
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
	http.ServeContent(w, r, "", time.Time{}, body)
}

// Disposition is a Content-Disposition with a file's name (RFC 6266, RFC 5987): in letters that every browser reads, and
// whole.
func Disposition(how, name string) string {
	if name = FileName(name); name == "" {
		return how
	}
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	if plain == name {
		return how + `; filename="` + plain + `"`
	}
	return how + `; filename="` + plain + `"; filename*=UTF-8''` + extended(name)
}

// extended writes a name as the bytes that a header can hold (RFC 5987, ext-value).
func extended(name string) string {
	var b strings.Builder
	for _, c := range []byte(name) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("!#$&+-.^_`|~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}
