package channeltest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
)

// Able is an adapter before a stand-in that is as strict as its network.
type Able struct {
	Adapter channels.Adapter
	At      desk.Address
	Theirs  string // the network's id of a message that the customer has written there
}

// Claims holds an adapter to all that its Capabilities say: the network takes what it is said to take, to the last character of a text and of a
// caption, and no character more of a text; what can become of a sent message becomes of it.
func (a Able) Claims(t *testing.T) {
	t.Helper()
	can := a.Adapter.Capabilities()
	most := can.MaxText
	if most == 0 {
		most = desk.MaxText
	}
	a.takes(t, "the longest text", desk.Outbound{Text: strings.Repeat("长", most)})
	if can.MaxText > 0 {
		if _, err := a.send(t, desk.Outbound{Text: strings.Repeat("长", most+1)}); reasonOf(err) != channels.TooLong {
			t.Errorf("a text of one character more: %v, want %s", err, channels.TooLong)
		}
	}
	if can.Replies {
		a.takes(t, "an answer to a chosen message", desk.Outbound{Text: "答", ReplyTo: a.Theirs, Chosen: true})
	}
	if can.Choices {
		a.takes(t, "buttons", desk.Outbound{Text: "请评分", Choices: []desk.Choice{{Label: "1", Value: "1"}, {Label: "5", Value: "5"}}})
	}
	a.changes(t, can, "a text", can.Edits, desk.Outbound{Text: "8元"})
	a.files(t, can)
}

// files are held to what is said of them: of each kind with a caption as long as one may be, and what is fetched of the customers' own.
func (a Able) files(t *testing.T, can channels.Capabilities) {
	t.Helper()
	if _, fetches := a.Adapter.(channels.Fetcher); can.MaxFile > 0 && !fetches {
		t.Error("it sends files and fetches none")
	}
	caption := strings.Repeat("长", can.MaxCaption)
	if can.MaxFile > 0 {
		a.changes(t, can, "a document", can.ChangesFiles, desk.Outbound{Text: caption, File: attached(desk.KindDocument, "说明.txt", "text/plain", []byte("guide"))})
	}
	if can.MaxPhoto > 0 {
		a.changes(t, can, "a picture", can.ChangesFiles, desk.Outbound{Text: caption, File: attached(desk.KindPhoto, "a.png", "image/png", pixel)})
	}
}

// changes sends a message, corrects it if that can be done to its kind, and takes it back if that can be done.
func (a Able) changes(t *testing.T, can channels.Capabilities, what string, edits bool, out desk.Outbound) {
	t.Helper()
	sent := a.takes(t, what, out)
	if sent.ExternalID == "" && !can.KnowsOurs && (edits || can.Recalls) {
		t.Errorf("%s has no id of the network's, by which it could be changed", what)
		return
	}
	of := desk.Change{Of: sent.ExternalID, Place: desk.Place{Session: "s", Seq: 1}, Kind: desk.KindText}
	if out.File != nil {
		of.Kind = out.File.Kind
	}
	if edits {
		a.takes(t, what+", corrected", desk.Outbound{Text: "6元", Change: &of})
	}
	if can.Recalls {
		of.Recall = true
		a.takes(t, what+", taken back", desk.Outbound{Change: &of})
	}
}

func (a Able) takes(t *testing.T, what string, out desk.Outbound) desk.Receipt {
	t.Helper()
	got, err := a.send(t, out)
	if err != nil {
		t.Errorf("%s is refused: %v", what, err)
	}
	return got
}

func (a Able) send(t *testing.T, out desk.Outbound) (desk.Receipt, error) {
	t.Helper()
	out.Address, out.Session, out.Seq = a.At, "s", 1
	return a.Adapter.Send(t.Context(), out)
}

func reasonOf(err error) channels.Reason {
	if err == nil {
		return ""
	}
	said, _ := channels.Judge(err)
	return said.Reason
}

// pixel is a whole picture.
var pixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff\xff\x7f\x00\t\xfb\x03\xfd\x05CE\xca\x00\x00\x00\x00IEND\xaeB`\x82")

func attached(kind desk.Kind, name, mime string, data []byte) *desk.Attachment {
	sum := sha256.Sum256(data)
	f := desk.File{Kind: kind, Name: name, Type: mime, Size: int64(len(data)), Digest: hex.EncodeToString(sum[:]), Width: 1, Height: 1}
	return &desk.Attachment{File: f, Open: func() (io.ReadSeekCloser, error) { return opened{bytes.NewReader(data)}, nil }}
}

type opened struct{ *bytes.Reader }

// Close implements io.Closer.
func (opened) Close() error { return nil }
