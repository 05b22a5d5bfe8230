//go:build !race

// The race detector keeps memory of its own, so that a figure under it says nothing.

package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"runtime"
	"testing"

	"firstline/internal/desk"
)

// blank is a PNG of the size whose pixels are all alike: a few bytes for each thousand. Its parameters are those of its
// header: colour type (0 grey, 6 with alpha) and whether it comes in passes.
func blank(t testing.TB, w, h int, colour, passes byte) []byte {
	t.Helper()
	each := map[byte]int{0: 1, 6: 4}[colour]
	var pixels bytes.Buffer
	z := zlib.NewWriter(&pixels)
	row := make([]byte, 1+each*w)
	for range h * (1 + int(passes)) { // more rows than the passes have: what is too much is not read
		if _, err := z.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		name string
		body []byte
	}{{"IHDR", append(head, 8, colour, 0, 0, passes)}, {"IDAT", pixels.Bytes()}, {"IEND", nil}} {
		chunk := append([]byte(c.name), c.body...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.body)))
		out = append(out, chunk...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	}
	return out
}

// TestBombs: a few kilobytes that say they are a huge, tall or wide picture do not take more memory than decoding may, the
// scaler's included; a large photograph still gets its small picture.
func TestBombs(t *testing.T) {
	s, _ := newShelf(t)
	for name, c := range map[string]struct {
		w, h           int
		colour, passes byte
		kind           desk.Kind
		thumb          bool
	}{
		"tall":      {1, 20_000_000, 0, 0, desk.KindDocument, false},
		"wide":      {20_000_000, 1, 0, 0, desk.KindDocument, false},
		"long":      {3000, 16_384, 0, 0, desk.KindPhoto, true},
		"line":      {2, 16_384, 6, 0, desk.KindPhoto, true},
		"square":    {7000, 7000, 6, 0, desk.KindPhoto, true},
		"in passes": {7000, 7000, 6, 1, desk.KindPhoto, false},
	} {
		body := blank(t, c.w, c.h, c.colour, c.passes)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := s.Take(t.Context(), "x.png", bytes.NewReader(body), 1<<20)
		runtime.ReadMemStats(&after)
		if err != nil || f.Kind != c.kind || (f.Thumb != "") != c.thumb {
			t.Errorf("%s, %d bytes: %+v, %v", name, len(body), f, err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > decodeBytes {
			t.Errorf("%s: %d bytes became %d MiB", name, len(body), took>>20)
		}
	}
}
