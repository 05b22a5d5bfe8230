package media

import (
	"bytes"
	"io"
	"testing"
)

// wild is a file whose reader does not hold what it promises.
type wild struct{ io.ReadSeeker }

func (wild) Read([]byte) (int, error) { panic("out of range") }

// TestHeaderThatPanics: a decoder that stumbles over a header takes nothing down.
func TestHeaderThatPanics(t *testing.T) {
	t.Parallel()
	for _, typ := range []string{"image/png", "image/jpeg", "image/gif", "image/webp"} {
		if _, err := measure(wild{bytes.NewReader(nil)}, typ); err == nil {
			t.Errorf("%s: no error", typ)
		}
	}
}
