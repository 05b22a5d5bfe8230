package telegram

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/jpeg"
	"path"
	"strconv"
	"strings"
)

// Content is what a person writes. Without a Kind it is a text.
type Content struct {
	// Kind is "", "text", "photo", "sticker", "voice", "video", "audio",
	// "document", "video_note", "animation", "location", "venue" or "contact".
	Kind string `json:"kind,omitempty"`
	// Text of a text, else the caption.
	Text string `json:"text,omitempty"`
	// Entities of the text, in Telegram's JSON; absent means that a leading
	// bot command is marked.
	Entities json.RawMessage `json:"entities,omitempty"`
	// ReplyTo is the id of the message it answers; unknown ids are ignored.
	ReplyTo int64 `json:"reply_to,omitempty"`
	// Thread is the forum topic.
	Thread int64 `json:"message_thread_id,omitempty"`
	// Data is the content of a file (base64 in JSON); absent means a small
	// file made up for the kind.
	Data []byte `json:"data,omitempty"`
	// FileName and MIME of a document, audio or video.
	FileName string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	// Emoji of a sticker; Animated makes it one that moves, with a picture of
	// the beginning.
	Emoji    string `json:"emoji,omitempty"`
	Animated bool   `json:"is_animated,omitempty"`
	// Album puts messages with the same value into one media group.
	Album string `json:"album,omitempty"`
	// Latitude and Longitude of a location or venue, in degrees; Name and
	// Address of a venue.
	Latitude  float64 `json:"latitude,omitempty"`
	Longitude float64 `json:"longitude,omitempty"`
	Address   string  `json:"address,omitempty"`
	// Phone and Name of a contact.
	Phone string `json:"phone,omitempty"`
	Name  string `json:"name,omitempty"`
}

// compose makes the message of a content. Kinds it does not know are texts.
func (b *Bot) compose(c Content) *messageJSON {
	m := &messageJSON{Thread: c.Thread, IsTopic: c.Thread != 0}
	media := &mediaJSON{Album: c.Album, Caption: c.Text}
	switch c.Kind {
	case "photo":
		media.Photo = b.photo(c)
	case "sticker":
		media.Sticker, media.Caption = b.sticker(c), ""
	case "voice":
		media.Voice = b.timed(c, "voice", ".oga", "audio/ogg")
	case "video":
		media.Video = b.timed(c, "videos", ".mp4", "video/mp4")
		media.Video.Width, media.Video.Height = 640, 360
	case "audio":
		media.Audio = b.timed(c, "music", ".mp3", "audio/mpeg")
	case "video_note":
		media.VideoNote = b.timed(c, "video_notes", ".mp4", "")
		media.VideoNote.Length, media.Caption = 240, ""
	case "animation": // D: "For backward compatibility, when this field is set, the document field will also be set"
		media.Animation = b.timed(c, "animations", ".mp4", "video/mp4")
		media.Document = media.Animation
	case "document":
		f := b.store(c, "documents", path.Ext(c.FileName))
		f.Name, f.MIME = c.FileName, c.MIME
		media.Document = &f
	case "venue": // D: the same of location
		media.Location, media.Caption = &locationJSON{c.Latitude, c.Longitude}, ""
		media.Venue = &venueJSON{*media.Location, c.Name, c.Address}
	case "location":
		media.Location, media.Caption = &locationJSON{c.Latitude, c.Longitude}, ""
	case "contact":
		media.Contact, media.Caption = &contactJSON{Phone: c.Phone, FirstName: c.Name}, ""
	default:
		m.Text, m.Entities = c.Text, c.Entities
		if m.Entities == nil {
			m.Entities = commands(c.Text)
		}
		return m
	}
	m.mediaJSON = media
	return m
}

func (b *Bot) sticker(c Content) *stickerJSON {
	s := &stickerJSON{Emoji: c.Emoji, SetName: "StandIn", Type: "regular", IsAnimated: c.Animated}
	if c.Animated {
		s.fileJSON = b.store(c, "stickers", ".tgs")
		thumb := b.store(Content{Data: placeholder()}, "thumbnails", ".jpg")
		thumb.Width, thumb.Height = 128, 128
		s.Thumb = &thumb
	} else {
		s.fileJSON = b.store(c, "stickers", ".webp")
	}
	s.Width, s.Height = 512, 512
	return s
}

// photo has, as with Telegram, several sizes with a file_id each, biggest last.
func (b *Bot) photo(c Content) []fileJSON {
	if c.Data == nil {
		c.Data = placeholder()
	}
	sizes := []fileJSON{{Width: 90, Height: 67}, {Width: 320, Height: 240}, {Width: 800, Height: 600}}
	for i, size := range sizes {
		sizes[i] = b.store(c, "photos", ".jpg")
		sizes[i].Width, sizes[i].Height = size.Width, size.Height
	}
	return sizes
}

func (b *Bot) timed(c Content, folder, ext, kind string) *fileJSON {
	f := b.store(c, folder, ext)
	f.Duration, f.Name, f.MIME = 3, c.FileName, c.MIME
	if f.MIME == "" {
		f.MIME = kind
	}
	return &f
}

// placeholder is a small picture that decodes.
func placeholder() []byte {
	img := image.NewGray(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.SetGray(i%16, i/16, color.Gray{Y: uint8(i)})
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, img, nil) // a buffer does not fail
	return out.Bytes()
}

// storedFile is what getFile finds.
type storedFile struct {
	path string
	data []byte
}

// store keeps the data of a file and names it as Telegram does:
// "photos/file_7.jpg". A file_id belongs to one bot.
func (b *Bot) store(c Content, folder, ext string) fileJSON {
	data := c.Data
	if data == nil {
		data = []byte("stand-in " + folder + "\n")
	}
	n := b.srv.number()
	f := storedFile{path: fmt.Sprintf("%s/file_%d%s", folder, n, ext), data: data}
	id := fmt.Sprintf("AgAD%s-%d-%d", strings.TrimSuffix(folder, "s"), b.id, n)
	b.world.Lock()
	defer b.world.Unlock()
	b.files[id], b.paths[f.path] = f, id
	return fileJSON{FileID: id, UniqueID: uniqueID(id), Size: len(data)}
}

// uniqueID is the same for a file whoever asks, and opens nothing.
func uniqueID(fileID string) string {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(fileID)) // a hash does not fail
	return "AQAD" + strconv.FormatUint(sum.Sum64(), 36)
}

func (b *Bot) file(id string) (storedFile, bool) {
	b.world.RLock()
	defer b.world.RUnlock()
	f, found := b.files[id]
	return f, found
}

func (b *Bot) fileAt(path string) (storedFile, bool) {
	b.world.RLock()
	defer b.world.RUnlock()
	f, found := b.files[b.paths[path]]
	return f, found
}
