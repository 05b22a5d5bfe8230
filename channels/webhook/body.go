package webhook

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"strings"
	"unicode"

	"firstline/internal/desk"
)

// delivery is what the desk posts: the whole body of a text, the part "delivery" of a message with a file. The id is the
// message's for good: the same one again is the same message.
type delivery struct {
	Message struct {
		ID           string         `json:"id"`
		Channel      desk.ChannelID `json:"channel"`
		Conversation string         `json:"conversation"`
		Session      desk.SessionID `json:"session"`
		Text         string         `json:"text"`
		ReplyTo      string         `json:"reply_to,omitempty"` // the id of the customer's message it answers

		// The id of an earlier delivery that says Text from now on, or that is taken back.
		EditOf   string     `json:"edit_of,omitempty"`
		RecallOf string     `json:"recall_of,omitempty"`
		File     *described `json:"file,omitempty"` // the bytes are the part "file"
	} `json:"delivery"`
}

// described is the file of a delivery, as its bytes are known here.
type described struct {
	Kind   desk.Kind `json:"kind"` // photo, video, voice, audio, document
	Name   string    `json:"name"`
	Type   string    `json:"type"`
	Size   int64     `json:"size"`   // bytes
	SHA256 string    `json:"sha256"` // of the bytes, hex
}

// The parts of a delivery with a file.
const (
	partDelivery = "delivery"
	partFile     = "file"
)

// unopened is a file of ours that could not be read: nothing has left.
type unopened struct{ error }

func (u *unopened) Unwrap() error { return u.error }

// body is what one call carries: JSON alone, or a form with the same JSON and a file whose bytes are read as they leave.
type body struct {
	typ        string // Content-Type
	head, tail []byte // before and behind the file; without one the head is all
	file       *desk.Attachment
}

// wrap makes the body of a message.
func wrap(d delivery, file *desk.Attachment) (*body, error) {
	if file == nil {
		head, err := json.Marshal(d)
		return &body{typ: "application/json", head: head}, err
	}
	name := cmp.Or(file.Name, string(file.Kind))
	d.Message.File = &described{Kind: file.Kind, Name: name, Type: file.Type, Size: file.Size, SHA256: file.Digest}
	text, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form) // a buffer takes everything: none of these fails
	part, _ := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + partDelivery + `"`}, "Content-Type": {"application/json"}})
	_, _ = part.Write(text)
	_, _ = w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {multipart.FileContentDisposition(partFile, plain(name))}, "Content-Type": {file.Type}})
	before := form.Len()
	_ = w.Close()
	whole := form.Bytes()
	return &body{typ: w.FormDataContentType(), head: whole[:before], tail: whole[before:], file: file}, nil
}

// plain is a file's name without the signs that parsers of forms read in different ways: some take a backslash for what it
// stands before, others percents. The JSON has the name as it is.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`"\%`, r) {
			return '_'
		}
		return r
	}, name)
}

// size is the body's length in bytes.
func (b *body) size() int64 {
	n := int64(len(b.head) + len(b.tail))
	if b.file != nil {
		n += b.file.Size
	}
	return n
}

// open gives the body from its start; the caller closes. It fails with *unopened.
func (b *body) open() (io.ReadCloser, error) {
	if b.file == nil {
		return io.NopCloser(bytes.NewReader(b.head)), nil
	}
	bytesOf, err := b.file.Open()
	if err != nil {
		return nil, &unopened{err}
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(b.head), io.LimitReader(bytesOf, b.file.Size), bytes.NewReader(b.tail)), bytesOf}, nil
}

// through reads the body into w, once. A file that cannot be read, or is not as long as the record says, is *unopened.
func (b *body) through(w io.Writer) error {
	all, err := b.open()
	if err != nil {
		return err
	}
	defer func() { _ = all.Close() }()
	n, err := io.Copy(w, all)
	if err == nil && n != b.size() {
		err = fmt.Errorf("%d bytes of %d are there", n, b.size())
	}
	if err != nil {
		return &unopened{err}
	}
	return nil
}
