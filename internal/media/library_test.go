package media

import (
	"bytes"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
)

// TestLibraryStays: what scripts carry outlives every sweep, used or not; an answer has the same bytes under an id of its own,
// and the library keeps its own when that is thrown away. The same file twice is one.
func TestLibraryStays(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		picture := encoded(t, png.Encode, painted(9, 9))
		one, err := n.media.KeepForLibrary(t.Context(), "chief", "价目.png", bytes.NewReader(picture))
		if err != nil {
			t.Fatal(err)
		}
		again, err := n.media.KeepForLibrary(t.Context(), "boss", "价目.png", bytes.NewReader(picture))
		if err != nil || again.ID != one.ID {
			t.Errorf("the same file is another one: %s, %s, %v", one.ID, again.ID, err)
		}
		b.clock.move(time.Second)
		pdf, err := n.media.KeepForLibrary(t.Context(), "chief", "a.pdf", strings.NewReader("%PDF-1.7\n"))
		if err != nil {
			t.Fatal(err)
		}
		up, err := n.media.FromLibrary(t.Context(), "agent:ann", one.ID)
		if err != nil || up.ID == one.ID || up.Blob != one.Blob || up.Name != "价目.png" || up.Width != 9 {
			t.Errorf("%+v %v", up, err)
		}
		if all, err := n.media.Library(t.Context()); err != nil || len(all) != 2 || all[0].ID != pdf.ID {
			t.Errorf("%+v %v", all, err)
		}
		if err := n.media.Drop(t.Context(), "agent:ann", up.ID); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			b.clock.move(bytesLast + time.Hour)
			if err := n.media.Sweep(t.Context(), 256); err != nil {
				t.Fatal(err)
			}
		}
		got, err := n.media.LibraryFile(t.Context(), one.ID)
		if err != nil {
			t.Fatal(err)
		}
		if said := n.media.o.Shelf.bytes(t, got.Blob); !bytes.Equal(said, picture) || len(n.media.o.Shelf.bytes(t, got.Thumb)) == 0 {
			t.Errorf("%d bytes of %d are left", len(said), len(picture))
		}
		if left := files(t, b.folder); len(left) != 3 {
			t.Errorf("in the folder are %q, want the picture, its small one, and the PDF", left)
		}
	})
}

// TestLibraryRefuses: only pictures and PDF files go with scripts, and nothing of what was refused stays.
func TestLibraryRefuses(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		for name, c := range map[string]struct {
			body io.Reader
			code string
		}{
			"a.png": {strings.NewReader("<html>"), "script_file_kind"}, "a.zip": {strings.NewReader("PK\x03\x04"), "script_file_kind"},
			"b.png": {strings.NewReader(""), "file_empty"}, "c.png": {strings.NewReader(strings.Repeat("x", mostSize+1)), "file_too_big"},
		} {
			_, err := n.media.KeepForLibrary(t.Context(), "chief", name, c.body)
			if e, ok := err.(*desk.Error); !ok || e.Code != c.code {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		if _, err := n.media.FromLibrary(t.Context(), "agent:ann", "photo-none"); desk.KindOf(err) != desk.NotFound {
			t.Errorf("%v", err)
		}
		if left := files(t, b.folder); len(left) != 0 {
			t.Errorf("left: %q", left)
		}
	})
}
