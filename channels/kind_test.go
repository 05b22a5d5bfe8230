package channels_test

import (
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
)

// TestKindOf: what only some can show is a document, whichever channel it came on.
func TestKindOf(t *testing.T) {
	t.Parallel()
	for typ, want := range map[string]desk.Kind{
		"image/png": desk.KindPhoto, "IMAGE/JPEG; q=1": desk.KindPhoto, "image/svg+xml": desk.KindDocument, "image/heic": desk.KindDocument,
		"video/mp4": desk.KindVideo, "audio/ogg; codecs=opus": desk.KindAudio, "application/pdf": desk.KindDocument, "": desk.KindDocument, "image": desk.KindDocument,
	} {
		if got := channels.KindOf(typ); got != want {
			t.Errorf("%q is %s, want %s", typ, got, want)
		}
	}
}
