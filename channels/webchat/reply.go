package webchat

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"time"
)

// reply writes JSON that no cache may keep.
func reply(w http.ResponseWriter, status int, v any) {
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the peer is gone: nobody to tell
}

// problem answers with application/problem+json, and with Retry-After where waiting helps.
func problem(w http.ResponseWriter, status int, code, detail string, wait time.Duration) {
	w.Header().Set("Content-Type", "application/problem+json")
	if wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	}
	reply(w, status, map[string]any{
		"status": status, "code": code, "title": http.StatusText(status), "detail": detail,
	})
}
