package telegram

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"firstline/internal/desk"
)

// What the Bot API takes (sendPhoto, sendDocument, "Sending files"): bytes, and UTF-16 units of a caption.
const (
	MaxFile    = 50_000_000
	MaxPhoto   = 10 << 20
	MaxCaption = 1024
)

// unopened is a file of ours that could not be read: nothing has left.
type unopened struct{ error }

// upload sends the letter's file as what the kind says; the bytes go from the record to Telegram as they are read.
func (a *account) upload(ctx context.Context, l letter, as desk.Kind) (*models.Message, error) {
	body, err := l.File.Open()
	if err != nil {
		return nil, &unopened{err}
	}
	defer func() { _ = body.Close() }()
	f := &models.InputFileUpload{Filename: named(l.File.File, as), Data: bufio.NewReader(body)}
	switch as {
	case desk.KindPhoto:
		return a.client.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: l.chat, MessageThreadID: l.thread, Photo: f, Caption: l.Text, ReplyParameters: l.reply(), ReplyMarkup: l.buttons()})
	case desk.KindVideo:
		return a.client.SendVideo(ctx, &bot.SendVideoParams{ChatID: l.chat, MessageThreadID: l.thread, Video: f, Caption: l.Text, ReplyParameters: l.reply(), ReplyMarkup: l.buttons(),
			Width: l.File.Width, Height: l.File.Height, Duration: l.File.Seconds, SupportsStreaming: true})
	case desk.KindAudio:
		return a.client.SendAudio(ctx, &bot.SendAudioParams{ChatID: l.chat, MessageThreadID: l.thread, Audio: f, Caption: l.Text, ReplyParameters: l.reply(), ReplyMarkup: l.buttons(), Duration: l.File.Seconds})
	case desk.KindVoice:
		return a.client.SendVoice(ctx, &bot.SendVoiceParams{ChatID: l.chat, MessageThreadID: l.thread, Voice: f, Caption: l.Text, ReplyParameters: l.reply(), ReplyMarkup: l.buttons(), Duration: l.File.Seconds})
	}
	return a.client.SendDocument(ctx, &bot.SendDocumentParams{ChatID: l.chat, MessageThreadID: l.thread, Document: f, Caption: l.Text, ReplyParameters: l.reply(), ReplyMarkup: l.buttons()})
}

// sentAs is what Telegram takes a file as. Its music is MP3 and M4A alone; what a recorder of a browser makes, Ogg, is a voice
// message there ("sendAudio", "sendVoice").
func sentAs(f desk.File) desk.Kind {
	if f.Kind == desk.KindAudio && f.Type == "audio/ogg" {
		return desk.KindVoice
	}
	return f.Kind
}

// named is the name that the file goes under; Telegram wants one of each.
func named(f desk.File, as desk.Kind) string { return cmp.Or(f.Name, string(as)) }

// misfit says whether Telegram refused a file because it is not what it was sent as, such as a picture that is too wide.
// Nothing was sent then. These words are nowhere but in the answer.
func misfit(err error) bool {
	if !errors.Is(err, bot.ErrorBadRequest) {
		return false
	}
	words := strings.ToLower(err.Error())
	for _, w := range []string{"too big for a photo", "photo_invalid", "photo_ext_invalid", "photo_save_file_invalid", "image_process_failed", "type of file mismatch", "wrong type of file", "voice_messages_forbidden"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}
