package telegram

import (
	"cmp"
	"slices"

	"firstline/channels"
	"firstline/internal/desk"
)

// file is the file of a message and what it is shown as; nil if it has none. Beside an animation Telegram sends a document
// for those who do not know animations.
func (c *content) file() (desk.Kind, *file) {
	switch {
	case len(c.Photo) > 0:
		largest := slices.MaxFunc(c.Photo, func(a, b file) int { return cmp.Compare(a.Width*a.Height, b.Width*b.Height) })
		return desk.KindPhoto, &largest
	case c.Sticker != nil:
		return desk.KindSticker, c.Sticker
	case c.Voice != nil:
		return desk.KindVoice, c.Voice
	case c.VideoNote != nil:
		return desk.KindVideo, c.VideoNote
	case c.Video != nil:
		return desk.KindVideo, c.Video
	case c.Audio != nil:
		return desk.KindAudio, c.Audio
	case c.Animation != nil:
		return desk.KindVideo, c.Animation
	case c.Document != nil:
		return desk.KindDocument, c.Document
	}
	return "", nil
}

// files is what is known of a message's file. Of a sticker that moves only Telegram's own programs show more than its
// first picture; one without a picture is its emoji.
func files(m *message) []desk.File {
	kind, f := m.file()
	if f == nil {
		return nil
	}
	out := desk.File{Kind: kind, Name: channels.Storable(f.Name), Type: channels.Storable(f.Type), Size: f.Size,
		Width: cmp.Or(f.Width, f.Length), Height: cmp.Or(f.Height, f.Length), Seconds: f.Duration, Ref: channels.Storable(f.ID)}
	if kind == desk.KindSticker {
		out.Name = channels.Storable(f.Emoji)
		if f.Animated || f.Film {
			if f.Thumb == nil {
				return nil
			}
			out.Ref, out.Size, out.Width, out.Height = channels.Storable(f.Thumb.ID), f.Thumb.Size, f.Thumb.Width, f.Thumb.Height
		}
	}
	return []desk.File{out}
}
