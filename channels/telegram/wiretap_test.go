package telegram_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	faketelegram "firstline/internal/fake/telegram"
)

// wiretap stands before a stand-in: it can ask for the updates itself, and break off downloads.
type wiretap struct {
	srv    *faketelegram.Server
	broken bool
	local  bool // getFile answers like a server that runs with --local
}

func (w *wiretap) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if w.broken && strings.HasPrefix(r.URL.Path, "/file/") {
		panic(http.ErrAbortHandler)
	}
	if w.local && strings.HasSuffix(r.URL.Path, "/getFile") {
		_, _ = rw.Write([]byte(`{"ok":true,"result":{"file_id":"x","file_unique_id":"y","file_path":"/var/lib/bot/x.jpg"}}`))
		return
	}
	w.srv.ServeHTTP(rw, r)
}

// newest is the newest update as the bot gets it.
func (w *wiretap) newest(t *testing.T) []byte {
	t.Helper()
	rec := httptest.NewRecorder()
	w.srv.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/bot"+faketelegram.DefaultToken+"/getUpdates?offset=-1", nil))
	var answer struct{ Result []json.RawMessage }
	if err := json.Unmarshal(rec.Body.Bytes(), &answer); err != nil || len(answer.Result) != 1 {
		t.Fatalf("getUpdates: %s", rec.Body)
	}
	return answer.Result[0]
}
