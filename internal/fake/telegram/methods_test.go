package telegram

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
)

// world has one of everything: chats 7 (ok), 8 (blocked), 9 (deactivated), 10
// (never wrote), -1 (group), -2 (kicked), -3 (migrated to -1003), -1004 (forum).
func world(t *testing.T) *Server {
	t.Helper()
	s := start(t, Options{Limits: Unlimited()})
	b := s.Bot()
	ann := s.User(7, "Ann Lee", "en")
	ann.Say(nil, "hello") // message 1
	s.User(8, "Bob", "de").Block(true)
	s.User(9, "Cleo", "").Deactivate()
	s.User(10, "Dan", "")
	ann.Say(b.Group(-1, "Team"), "hi all") // message 1
	b.Group(-2, "Gone").Kick(ann)
	b.Group(-3, "Old").Migrate(ann, -1003)
	b.Supergroup(-1004, "Forum", true).Username("forum")
	return s
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	const notModified = "Bad Request: message is not modified: specified new message content and reply markup " +
		"are exactly the same as a current content and reply markup of the message"
	tests := []struct {
		method string
		args   args
		code   int
		text   string
	}{
		{"sendMessage", args{"chat_id": 7}, 400, "Bad Request: message text is empty"},
		{"sendMessage", args{"chat_id": 7, "text": " \n"}, 400, "Bad Request: text must be non-empty"},
		{"sendMessage", args{"chat_id": 7, "text": longText(4097)}, 400, "Bad Request: message is too long"},
		{"sendMessage", args{"chat_id": 7, "text": strings.Repeat("😀", 2049)}, 400, "Bad Request: message is too long"},
		{"sendMessage", args{"text": "x"}, 400, "Bad Request: chat_id is empty"},
		{"sendMessage", args{"chat_id": 10, "text": "x"}, 400, "Bad Request: chat not found"},
		{"sendMessage", args{"chat_id": "@nobody", "text": "x"}, 400, "Bad Request: chat not found"},
		{"sendMessage", args{"chat_id": 8, "text": "x"}, 403, "Forbidden: bot was blocked by the user"},
		{"sendMessage", args{"chat_id": 9, "text": "x"}, 403, "Forbidden: user is deactivated"},
		{"sendMessage", args{"chat_id": -2, "text": "x"}, 403, "Forbidden: bot was kicked from the group chat"},
		{"sendMessage", args{"chat_id": -3, "text": "x"}, 400, "Bad Request: group chat was upgraded to a supergroup chat"},
		{"sendMessage", args{"chat_id": 7, "text": "x", "reply_to_message_id": 99}, 400, "Bad Request: message to be replied not found"},
		{"sendMessage", args{"chat_id": -1004, "text": "x", "message_thread_id": 1}, 400, "Bad Request: message thread not found"},
		{"sendMessage", args{"chat_id": 7, "text": "x", "reply_markup": "{"}, 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"sendMessage", args{"chat_id": 7, "text": "x", "reply_markup": []int{}}, 400, "Bad Request: object expected as reply markup"},
		{"editMessageText", args{"chat_id": 7, "message_id": 99, "text": "x"}, 400, "Bad Request: message to edit not found"},
		{"editMessageText", args{"chat_id": 7, "message_id": 1, "text": "x"}, 400, "Bad Request: message can't be edited"},
		{"editMessageText", args{"chat_id": 7, "message_id": 2, "text": "same"}, 400, notModified},
		{"editMessageText", args{"chat_id": 8, "message_id": 1, "text": "x"}, 403, "Forbidden: bot was blocked by the user"},
		{"editMessageText", args{"chat_id": 7, "message_id": 3, "text": "x"}, 400, "Bad Request: there is no text in the message to edit"},
		{"editMessageCaption", args{"chat_id": 7, "message_id": 2, "caption": "x"}, 400, "Bad Request: there is no caption in the message to edit"},
		{"editMessageCaption", args{"chat_id": 7, "message_id": 3, "caption": "below"}, 400, notModified},
		{"editMessageCaption", args{"chat_id": 7, "message_id": 3, "caption": longText(1025)}, 400, "Bad Request: message caption is too long"},
		{"deleteMessage", args{"message_id": 1}, 400, "Bad Request: chat identifier is not specified"},
		{"deleteMessage", args{"chat_id": 7}, 400, "Bad Request: message identifier is not specified"},
		{"deleteMessage", args{"chat_id": 7, "message_id": 99}, 400, "Bad Request: message to delete not found"},
		{"deleteMessage", args{"chat_id": -1, "message_id": 1}, 400, "Bad Request: message can't be deleted"},
		{"sendChatAction", args{"chat_id": 7, "action": "dance"}, 400, "Bad Request: wrong parameter action in request"},
		{"sendChatAction", args{"chat_id": 8, "action": "typing"}, 403, "Forbidden: bot was blocked by the user"},
		{"answerCallbackQuery", args{"callback_query_id": "5"}, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"getFile", args{}, 400, "Bad Request: file_id not specified"},
		{"getFile", args{"file_id": "x"}, 400, "Bad Request: invalid file_id"},
		{"getChat", args{"chat_id": 12345}, 400, "Bad Request: chat not found"},
		{"sendPigeon", args{"chat_id": 7}, 404, "Not Found: method not found"},
	}
	s := world(t)
	mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": 7, "text": "same"}))                                                // message 2
	mustOK[mediaJSON](t, sendFile(t, s, "sendDocument", "document", map[string]string{"chat_id": "7", "caption": "below"}, []byte("x"))) // message 3
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.text, func(t *testing.T) {
			t.Parallel()
			g := call(t, s, tt.method, tt.args)
			if g.OK || g.status != tt.code || g.Code != tt.code || g.Description != tt.text {
				t.Errorf("ok=%v %d/%d %q, want %d %q", g.OK, g.status, g.Code, g.Description, tt.code, tt.text)
			}
		})
	}
}

// 4,096 UTF-16 units are allowed, and spaces around them do not count.
func TestLongestText(t *testing.T) {
	t.Parallel()
	s := world(t)
	for _, text := range []string{longText(4096), strings.Repeat("😀", 2048), "  " + longText(4096) + "\n"} {
		m := mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": 7, "text": text}))
		if m.Text != strings.TrimSpace(text) {
			t.Errorf("%d bytes came as %d", len(text), len(m.Text))
		}
	}
}

func TestMigrateTo(t *testing.T) {
	t.Parallel()
	s := world(t)
	g := call(t, s, "sendMessage", args{"chat_id": -3, "text": "x"})
	if g.Parameters.MigrateTo != -1003 {
		t.Fatalf("migrate_to_chat_id = %d", g.Parameters.MigrateTo)
	}
	mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": -1003, "text": "x"}))
}

func TestTokens(t *testing.T) {
	t.Parallel()
	tests := []struct {
		path string
		code int
		text string
	}{
		{"/bot42:unknown-but-well-formed/getMe", 401, "Unauthorized"},
		{"/botnonsense/getMe", 401, "Unauthorized: invalid token specified"},
		{"/bot0:x/getMe", 401, "Unauthorized: invalid token specified"},
		{"/bot" + DefaultToken, 404, "Not Found"},
		{"/elsewhere", 404, "Not Found"},
		{"/file/bot" + DefaultToken + "/photos/file_9.jpg", 404, "Not Found"},
		{"/file/bot42:unknown/x", 401, "Unauthorized"},
	}
	s := start(t, Options{})
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			g := raw(t, t.Context(), s, tt.path, "application/json", nil)
			if g.Code != tt.code || g.Description != tt.text {
				t.Errorf("%d %q, want %d %q", g.Code, g.Description, tt.code, tt.text)
			}
		})
	}
}

// The same call in every encoding that Telegram reads.
func TestEncodings(t *testing.T) {
	t.Parallel()
	fields := map[string]string{"chat_id": "7", "text": "Grüße 😀", "reply_parameters": `{"message_id":1}`,
		"parse_mode": "HTML", "reply_markup": `{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}`}
	var multi bytes.Buffer
	w := multipart.NewWriter(&multi)
	for name, value := range fields {
		_ = w.WriteField(name, value)
	}
	_ = w.Close()
	path := "/bot" + DefaultToken + "/sendMessage"
	tests := []struct {
		name, path, contentType string
		body                    []byte
	}{
		{"json", path, "application/json", []byte(`{"chat_id":7,"text":"Gr\u00fc\u00dfe 😀","reply_parameters":{"message_id":1},` +
			`"parse_mode":"HTML","link_preview_options":null,"reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}}`)},
		{"form", path, "application/x-www-form-urlencoded; charset=utf-8", form(fields)},
		{"multipart", path, w.FormDataContentType(), multi.Bytes()},
		{"query", path + "?" + string(form(fields)), "", nil},
		{"lower case", strings.ToLower(path), "application/x-www-form-urlencoded", form(fields)},
	}
	s := world(t)
	for _, tt := range tests {
		m := mustOK[messageJSON](t, raw(t, t.Context(), s, tt.path, tt.contentType, tt.body))
		if m.Text != "Grüße 😀" || m.ReplyTo == nil || m.ReplyTo.Text != "hello" || m.From.ID != s.Bot().ID() || m.Markup == nil {
			t.Errorf("%s: %+v", tt.name, m)
		}
	}
	for _, line := range s.Sends() {
		if line.ReplyTo != 1 || line.ParseMode != "HTML" || len(line.Markup) == 0 || line.Text != "Grüße 😀" || !line.Done {
			t.Errorf("ledger: %+v", line)
		}
	}
}

func TestInvalidUTF8(t *testing.T) {
	t.Parallel()
	s := world(t)
	for kind, body := range map[string]string{
		"application/json":                  "{\"chat_id\":7,\"text\":\"a\xffb\"}",
		"application/x-www-form-urlencoded": "chat_id=7&text=a%FFb",
	} {
		g := raw(t, t.Context(), s, "/bot"+DefaultToken+"/sendMessage", kind, []byte(body))
		if g.Description != "Bad Request: strings must be encoded in UTF-8" {
			t.Errorf("%s: %q", kind, g.Description)
		}
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	s := world(t)
	ann := s.User(7, "Ann Lee", "en")
	ann.Send(nil, Content{Kind: "photo", Text: "look", Data: []byte("pixels")})
	updates := mustOK[[]models.Update](t, call(t, s, "getUpdates", args{"offset": -1}))
	photo := updates[0].Message.Photo
	if len(photo) != 3 || updates[0].Message.Caption != "look" {
		t.Fatalf("photo: %+v", updates[0].Message)
	}
	f := mustOK[fileJSON](t, call(t, s, "getFile", args{"file_id": photo[2].FileID}))
	if f.Size != 6 || f.UniqueID != photo[2].FileUniqueID {
		t.Errorf("file: %+v", f)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/file/bot"+DefaultToken+"/"+f.Path, nil))
	if w.Body.String() != "pixels" {
		t.Errorf("download: %d %q", w.Code, w.Body)
	}
	ann.Send(nil, Content{Kind: "document", FileName: "big.bin", Data: make([]byte, 20<<20+1)})
	updates = mustOK[[]models.Update](t, call(t, s, "getUpdates", args{"offset": -1}))
	g := call(t, s, "getFile", args{"file_id": updates[0].Message.Document.FileID})
	if g.Description != "Bad Request: file is too big" {
		t.Errorf("big file: %+v", g)
	}
}

func TestGetChat(t *testing.T) {
	t.Parallel()
	s := world(t)
	tests := []struct {
		arg  any
		want chatJSON
	}{
		{7, chatJSON{ID: 7, Type: "private", FirstName: "Ann", LastName: "Lee"}},
		{-1, chatJSON{ID: -1, Type: "group", Title: "Team"}},
		{"@Forum", chatJSON{ID: -1004, Type: "supergroup", Title: "Forum", Username: "forum", IsForum: true}},
	}
	for _, tt := range tests {
		full := mustOK[chatFullJSON](t, call(t, s, "getChat", args{"chat_id": tt.arg}))
		if diff := cmp.Diff(tt.want, full.chatJSON); diff != "" {
			t.Error(diff)
		}
	}
}
