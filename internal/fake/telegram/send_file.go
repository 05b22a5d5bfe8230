package telegram

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/png" // pictures that bots send are read for their size
	"net/http"
	"path"
	"strings"
)

const (
	maxCaption = 1024     // D: "0-1024 characters after entities parsing"
	maxUpload  = 50 << 20 // D: "Sending files": 50 MB; a larger body is refused before it is read
	maxPhoto   = 10 << 20 // D: the same, 10 MB for photos
)

// sends is S: Client::process_send_photo_query and its likes for the argument
// with the given name. A file is uploaded, or named by the file_id of one that
// the bot knows; addresses of files are not fetched.
func sends(name string) func(context.Context, *Bot, params) (any, *apiError) {
	return func(_ context.Context, b *Bot, p params) (any, *apiError) {
		media, err := b.sentFile(name, p)
		if err != nil {
			return nil, err
		}
		media.Caption = strings.TrimSpace(p.str("caption"))
		if p.badUTF8 {
			return nil, badRequest("strings must be encoded in UTF-8")
		}
		if utf16Len(media.Caption) > maxCaption {
			return nil, badRequest("message caption is too long")
		}
		markup, err := p.markup()
		if err != nil {
			return nil, err
		}
		c, err := b.chatFor(p.str("chat_id"))
		if err != nil {
			return nil, err
		}
		return c.post(b, p, &messageJSON{From: &b.me, Markup: inlineOnly(markup), mediaJSON: media})
	}
}

// sentFile reads the file of a call and makes what the message shows of it.
func (b *Bot) sentFile(name string, p params) (*mediaJSON, *apiError) {
	f, uploaded := p.file(name)
	if !uploaded {
		known, found := b.file(p.str(name))
		switch {
		case p.str(name) == "":
			return nil, badRequest("there is no " + name + " in the request") // S: get_input_file
		case !found:
			return nil, badRequest("wrong file identifier/HTTP URL specified")
		}
		f = upload{path.Base(known.path), known.data}
	}
	if len(f.data) > maxUpload {
		return nil, &apiError{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
	}
	if len(f.data) == 0 {
		return nil, badRequest("file must be non-empty")
	}
	c := Content{Kind: name, Data: f.data, FileName: f.name}
	if name == "photo" {
		if err := pictured(f.data); err != nil {
			return nil, err
		}
	}
	return b.compose(c).mediaJSON, nil
}

// file is an uploaded argument: S: get_input_file takes the part of its name, or
// the one that "attach://<part>" names.
func (p params) file(name string) (upload, bool) {
	if part, attached := strings.CutPrefix(p.str(name), "attach://"); attached {
		name = part
	}
	f, ok := p.files[name]
	return f, ok
}

// pictured refuses what cannot be shown as a picture. The first refusal is
// TDLib's (check_full_local_location), the others the network's own, D: "The
// photo's width and height must not exceed 10000 in total. Width and height
// ratio must be at most 20."
func pictured(data []byte) *apiError {
	if len(data) > maxPhoto {
		return badRequest(fmt.Sprintf("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(data), maxPhoto))
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return badRequest("IMAGE_PROCESS_FAILED")
	case size.Width+size.Height > 10_000, size.Width > 20*size.Height, size.Height > 20*size.Width:
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

// sent is what the ledger says of the file that a call brought; nil if none.
func (p params) sent(method string) *SentFile {
	f, ok := p.file(strings.ToLower(strings.TrimPrefix(method, "send")))
	if !ok {
		return nil
	}
	sum := sha256.Sum256(f.data)
	return &SentFile{Name: f.name, Size: len(f.data), Digest: hex.EncodeToString(sum[:])}
}

// editMessageReplyMarkup is S: Client::process_edit_message_reply_markup_query:
// without a markup it takes the buttons away.
func editMessageReplyMarkup(_ context.Context, b *Bot, p params) (any, *apiError) {
	markup, err := p.markup()
	if err != nil {
		return nil, err
	}
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	return c.edit(b, p.id("message_id"), func(m *messageJSON) *apiError {
		m.Markup = inlineOnly(markup)
		return nil
	})
}
