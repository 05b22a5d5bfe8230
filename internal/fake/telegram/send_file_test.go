package telegram

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

// picture is a PNG of the given size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sendFile calls a method with a file in the argument of the given name.
func sendFile(t *testing.T, s *Server, method, name string, a map[string]string, data []byte) got {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, v := range a {
		_ = w.WriteField(k, v)
	}
	part, err := w.CreateFormFile(name, "包装.png")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(data)
	_ = w.Close()
	return raw(t, t.Context(), s, "/bot"+DefaultToken+"/"+method, w.FormDataContentType(), body.Bytes())
}

// What a bot sends is shown as what it was sent as, can be had again by getFile, and stands in the ledger.
func TestSendFile(t *testing.T) {
	t.Parallel()
	s := world(t)
	data := picture(t, 20, 10)
	for method, name := range map[string]string{"sendPhoto": "photo", "sendDocument": "document", "sendVideo": "video", "sendAudio": "audio", "sendVoice": "voice"} {
		m := mustOK[map[string]json.RawMessage](t, sendFile(t, s, method, name, map[string]string{"chat_id": "7", "caption": " 看 "}, data))
		if m[name] == nil || string(m["caption"]) != `"看"` {
			t.Errorf("%s: %s", method, m)
		}
	}
	sum := sha256.Sum256(data)
	for _, line := range s.Sends() {
		if !line.Done || line.File == nil || line.File.Digest != hex.EncodeToString(sum[:]) || line.File.Name != "包装.png" || line.Text != " 看 " {
			t.Errorf("%+v", line)
		}
	}
	if n := s.Counts().Messages; n != 5 {
		t.Errorf("%d messages are counted", n)
	}
	m := mustOK[mediaJSON](t, sendFile(t, s, "sendPhoto", "photo", map[string]string{"chat_id": "7"}, data))
	f := mustOK[fileJSON](t, call(t, s, "getFile", args{"file_id": m.Photo[2].FileID}))
	mustOK[mediaJSON](t, call(t, s, "sendPhoto", args{"chat_id": 7, "photo": m.Photo[2].FileID}))
	if f.Size != len(data) {
		t.Errorf("%d bytes came back of %d", f.Size, len(data))
	}
}

// TestFilesRefused: each refusal in Telegram's words.
func TestFilesRefused(t *testing.T) {
	t.Parallel()
	s := world(t)
	for _, tt := range []struct {
		name string
		got  got
		code int
		text string
	}{
		{"no file", call(t, s, "sendPhoto", args{"chat_id": 7}), 400, "Bad Request: there is no photo in the request"},
		{"unknown file", call(t, s, "sendVideo", args{"chat_id": 7, "video": "x"}), 400, "Bad Request: wrong file identifier/HTTP URL specified"},
		{"empty", sendFile(t, s, "sendDocument", "document", map[string]string{"chat_id": "7"}, nil), 400, "Bad Request: file must be non-empty"},
		{"long caption", sendFile(t, s, "sendDocument", "document", map[string]string{"chat_id": "7", "caption": longText(1025)}, []byte("x")), 400, "Bad Request: message caption is too long"},
		{"no picture", sendFile(t, s, "sendPhoto", "photo", map[string]string{"chat_id": "7"}, []byte("x")), 400, "Bad Request: IMAGE_PROCESS_FAILED"},
		{"too wide", sendFile(t, s, "sendPhoto", "photo", map[string]string{"chat_id": "7"}, picture(t, 210, 10)), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"too large a picture", sendFile(t, s, "sendPhoto", "photo", map[string]string{"chat_id": "7"}, make([]byte, maxPhoto+1)), 400, "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"},
		{"too large", sendFile(t, s, "sendDocument", "document", map[string]string{"chat_id": "7"}, make([]byte, maxUpload+1)), http.StatusRequestEntityTooLarge, "Request Entity Too Large"},
		{"blocked", sendFile(t, s, "sendDocument", "document", map[string]string{"chat_id": "8"}, []byte("x")), 403, "Forbidden: bot was blocked by the user"},
	} {
		if tt.got.OK || tt.got.Code != tt.code || tt.got.Description != tt.text {
			t.Errorf("%s: %d %q, want %d %q", tt.name, tt.got.Code, tt.got.Description, tt.code, tt.text)
		}
	}
}

// TestButtonsGo: buttons can be taken away, once.
func TestButtonsGo(t *testing.T) {
	t.Parallel()
	s := world(t)
	m := mustOK[messageJSON](t, call(t, s, "sendMessage", args{"chat_id": 7, "text": "?", "reply_markup": json.RawMessage(`{"inline_keyboard":[[{"text":"a","callback_data":"1"}]]}`)}))
	mustOK[messageJSON](t, call(t, s, "editMessageReplyMarkup", args{"chat_id": 7, "message_id": m.ID}))
	if _, _, err := s.User(7, "Ann", "").Tap(nil, m.ID, "1"); err == nil {
		t.Error("the button can still be pressed")
	}
	if g := call(t, s, "editMessageReplyMarkup", args{"chat_id": 7, "message_id": m.ID}); !strings.Contains(g.Description, "not modified") {
		t.Errorf("%+v", g)
	}
}

// TestKindsOfContent: what people send carries what Telegram tells of it.
func TestKindsOfContent(t *testing.T) {
	t.Parallel()
	b := world(t).Bot()
	if m := b.compose(Content{Kind: "animation"}); m.Animation == nil || m.Document == nil {
		t.Errorf("animation: %+v", m.mediaJSON)
	}
	if m := b.compose(Content{Kind: "venue", Name: "店", Address: "路 1"}); m.Venue.Title != "店" || m.Venue.Address != "路 1" || m.Location == nil {
		t.Errorf("venue: %+v", m.mediaJSON)
	}
	moving, still := b.compose(Content{Kind: "sticker", Animated: true}).Sticker, b.compose(Content{Kind: "sticker"}).Sticker
	if !moving.IsAnimated || moving.Thumb == nil || still.IsAnimated || still.Thumb != nil {
		t.Errorf("stickers: %+v, %+v", moving, still)
	}
	if f, ok := b.file(moving.Thumb.FileID); !ok || len(f.data) == 0 {
		t.Error("the picture of the sticker cannot be had")
	}
}
