package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"firstline/channels"
	"firstline/internal/desk"
)

func newShelf(t testing.TB) (*Shelf, string) {
	t.Helper()
	at := filepath.Join(t.TempDir(), "files")
	d, err := OpenDir(at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return NewShelf(d, 0), at
}

// painted is a picture whose left half is red and whose right half is blue.
func painted(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.Set(x, y, map[bool]color.Color{true: color.RGBA{200, 0, 0, 255}, false: color.RGBA{0, 0, 200, 255}}[x < w/2])
		}
	}
	return p
}

func encoded(t testing.TB, encode func(io.Writer, image.Image) error, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(w io.Writer, p image.Image) error { return jpeg.Encode(w, p, nil) }
func asGIF(w io.Writer, p image.Image) error  { return gif.Encode(w, p, nil) }

func (s *Shelf) bytes(t testing.TB, key string) []byte {
	t.Helper()
	f, err := s.Open(key)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// files are all that lies in a folder.
func files(t testing.TB, at string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(at, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, strings.TrimPrefix(p, at+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTake: what comes in is kept byte for byte, judged by its bytes, and readable by this user alone.
func TestTake(t *testing.T) {
	t.Parallel()
	s, at := newShelf(t)
	body := encoded(t, asJPEG, painted(800, 600))
	f, err := s.Take(t.Context(), `C:\Users\li\照片.exe`, bytes.NewReader(body), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	want := desk.File{Kind: desk.KindPhoto, Name: "照片.exe", Type: "image/jpeg", Size: int64(len(body)), Width: 800, Height: 600, State: desk.FileStored,
		Blob: f.Blob, Thumb: f.Blob + "t", Digest: f.Digest}
	if f != want || len(f.Digest) != 64 {
		t.Errorf("%+v", f)
	}
	if !bytes.Equal(s.bytes(t, f.Blob), body) {
		t.Error("other bytes came out than went in")
	}
	small, typ, err := image.Decode(bytes.NewReader(s.bytes(t, f.Thumb)))
	if err != nil || typ != "jpeg" || small.Bounds().Dx() != 480 || small.Bounds().Dy() != 360 {
		t.Errorf("the small picture: %v %s %v", small.Bounds(), typ, err)
	}
	for _, name := range files(t, at) {
		if info, err := os.Stat(filepath.Join(at, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
}

// TestTakeRefuses: what is refused leaves nothing behind.
func TestTakeRefuses(t *testing.T) {
	t.Parallel()
	s, at := newShelf(t)
	broken := errors.New("the line broke")
	for name, c := range map[string]struct {
		body io.Reader
		want error
	}{
		"too large": {strings.NewReader("123456"), ErrTooBig},
		"endless":   {endless{}, ErrTooBig},
		"empty":     {strings.NewReader(""), ErrEmpty},
		"broken":    {io.MultiReader(strings.NewReader("123"), iotest.ErrReader(broken)), broken},
	} {
		if f, err := s.Take(t.Context(), "x", c.body, 5); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	if f, err := s.Take(t.Context(), "x", strings.NewReader("12345"), 5); err != nil || f.Size != 5 {
		t.Errorf("exactly the limit: %+v, %v", f, err)
	}
	if left := files(t, at); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// TestKeysOfOthers: nothing but our own keys leads to a file.
func TestKeysOfOthers(t *testing.T) {
	t.Parallel()
	s, at := newShelf(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(at), "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(at), filepath.Join(at, "aa")); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"", "x", "../secret", "/etc/passwd", strings.Repeat("A", 32), strings.Repeat("a", 31), strings.Repeat("a", 34), strings.Repeat("a", 32) + "x",
		"../../../" + strings.Repeat("a", 23), strings.Repeat("a", 31) + "/", strings.Repeat("a", 31) + "\x00", strings.Repeat("a", 32), markerFile} {
		if f, err := s.Open(key); err == nil {
			_ = f.Close()
			t.Errorf("%q leads to a file", key)
		}
	}
}

// TestKinds: what a file is, whatever it is called.
func TestKinds(t *testing.T) {
	t.Parallel()
	png, gifs := encoded(t, png.Encode, painted(2, 2)), encoded(t, asGIF, painted(2, 2))
	for _, c := range []struct {
		name string
		body string
		typ  string
		kind desk.Kind
	}{
		{"a.txt", string(png), "image/png", desk.KindPhoto},
		{"a", string(gifs), "image/gif", desk.KindPhoto},
		{"a.jpg", "<html><body>", "text/html", desk.KindDocument},
		{"a.jpg", "\n\n  <!DOCTYPE html>", "text/html", desk.KindDocument},
		{"a.png", "hello <SCRIPT>alert(1)</SCRIPT>", "text/html", desk.KindDocument},
		{"a.png", "<?xml version='1.0'?><SVG/>", "image/svg+xml", desk.KindDocument},
		{"a.svg", "nothing of the kind", "image/svg+xml", desk.KindDocument},
		{"a.png", "<?xml version='1.0'?><a/>", "text/xml", desk.KindDocument},
		{"a.js", "alert(1)", "text/javascript", desk.KindDocument},
		{"a.csv", "1,2", "text/csv", desk.KindDocument},
		{"a.pdf", "%PDF-1.7", "application/pdf", desk.KindDocument},
		{"a.docx", "PK\x03\x04rest", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", desk.KindDocument},
		{"a.jpg", "PK\x03\x04rest", "application/zip", desk.KindDocument},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", desk.KindDocument},
		{"a.doc", "MZ\x90\x00\x00", "application/octet-stream", desk.KindDocument},
		{"a", "\x00\x00\x00\x20ftypisom....", "video/mp4", desk.KindVideo},
		{"a", "\x00\x00\x00\x20ftypM4A ....", "audio/mp4", desk.KindAudio},
		{"a", "\x00\x00\x00\x20ftypheic....", "image/heic", desk.KindDocument},
		{"a", "OggS....OpusHead", "audio/ogg", desk.KindAudio},
		{"a", "OggS....\x80theora", "video/ogg", desk.KindVideo},
		{"a", "\x1a\x45\xdf\xa3....", "video/webm", desk.KindVideo},
		{"a", "ID3....", "audio/mpeg", desk.KindAudio},
		{"a", "\xff\xfb....", "audio/mpeg", desk.KindAudio},
		{"a", "#!AMR\n", "audio/amr", desk.KindAudio},
		{"a", "RIFF....WAVE", "audio/wav", desk.KindAudio},
	} {
		typ := typeOf([]byte(c.body), c.name)
		if typ != c.typ || channels.KindOf(typ) != c.kind {
			t.Errorf("%s with %.20q is %s, %s, want %s, %s", c.name, c.body, typ, channels.KindOf(typ), c.typ, c.kind)
		}
	}
}

// TestPicturesThatLie: what says that it has more pixels than we decode, or is broken, is kept as a document and never
// decoded.
func TestPicturesThatLie(t *testing.T) {
	t.Parallel()
	s, _ := newShelf(t)
	ok := encoded(t, png.Encode, painted(20, 10))
	bomb := bytes.Clone(ok)
	copy(bomb[16:], []byte{0x00, 0x00, 0xff, 0xff, 0x00, 0x00, 0xff, 0xff}) // IHDR: 65535 × 65535
	for name, c := range map[string]struct {
		body  []byte
		kind  desk.Kind
		thumb bool
	}{
		"whole":             {ok, desk.KindPhoto, true},
		"too many pixels":   {bomb, desk.KindDocument, false},
		"only the start":    {ok[:12], desk.KindDocument, false},
		"without its end":   {ok[:len(ok)-20], desk.KindPhoto, false},
		"webp without body": {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 "), desk.KindDocument, false},
	} {
		f, err := s.Take(t.Context(), name, bytes.NewReader(c.body), 1<<20)
		if err != nil || f.Kind != c.kind || (f.Thumb != "") != c.thumb || (f.Width > 0) != (c.kind == desk.KindPhoto) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

// TestUpright: every Exif orientation is turned so that the same corner is up; the metadata is not in the small picture.
func TestUpright(t *testing.T) {
	t.Parallel()
	s, _ := newShelf(t)
	const wide, high = 60, 40
	stands := painted(wide, high)
	draw.Draw(stands, image.Rect(0, 0, 15, 12), image.NewUniform(color.RGBA{0, 200, 0, 255}), image.Point{}, draw.Src) // the corner that is up, on the left
	// Where the point of a stored picture belongs, by what Exif 2.3 says of the tag Orientation: where its first row and its
	// first column are seen.
	for turned, seen := range map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },                       // top, left
		2: func(x, y int) (int, int) { return wide - 1 - x, y },            // top, right
		3: func(x, y int) (int, int) { return wide - 1 - x, high - 1 - y }, // bottom, right
		4: func(x, y int) (int, int) { return x, high - 1 - y },            // bottom, left
		5: func(x, y int) (int, int) { return y, x },                       // left, top
		6: func(x, y int) (int, int) { return wide - 1 - y, x },            // right, top
		7: func(x, y int) (int, int) { return wide - 1 - y, high - 1 - x }, // right, bottom
		8: func(x, y int) (int, int) { return y, high - 1 - x },            // left, bottom
	} {
		w, h := wide, high
		if turned >= 5 {
			w, h = high, wide
		}
		lies := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				lies.Set(x, y, stands.At(seen(x, y)))
			}
		}
		body := withExif(encoded(t, asJPEG, lies), turned, turned%2 == 0)
		f, err := s.Take(t.Context(), "x.jpg", bytes.NewReader(body), 1<<20)
		if err != nil || f.Width != 60 || f.Height != 40 {
			t.Fatalf("orientation %d: %+v, %v", turned, f, err)
		}
		small := s.bytes(t, f.Thumb)
		p, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil || p.Bounds().Dx() != 60 {
			t.Fatalf("orientation %d: %v", turned, err)
		}
		is := func(x, y int) string {
			r, g, b, _ := p.At(x, y).RGBA()
			switch max(r, g, b) {
			case r:
				return "red"
			case g:
				return "green"
			}
			return "blue"
		}
		if got := []string{is(4, 4), is(55, 4), is(4, 35), is(55, 35)}; !slices.Equal(got, []string{"green", "blue", "red", "blue"}) {
			t.Errorf("orientation %d: the corners are %v", turned, got)
		}
		if bytes.Contains(small, []byte("Exif")) || bytes.Contains(small, []byte("39.9042")) {
			t.Errorf("orientation %d: the small picture tells where it was taken", turned)
		}
	}
}

// withExif puts an Exif segment in front of a JPEG's others: the orientation, and a place in words.
func withExif(body []byte, turned int, big bool) []byte {
	tiff := []byte{'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, byte(turned), 0, 0, 0, 0, 0, 0, 0}
	if big {
		tiff = []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(turned), 0, 0, 0, 0, 0, 0}
	}
	segment := append(append([]byte("Exif\x00\x00"), tiff...), "GPS 39.9042N"...)
	n := len(segment) + 2
	return bytes.Join([][]byte{body[:2], {0xff, 0xe1, byte(n >> 8), byte(n)}, segment, body[2:]}, nil)
}

// FuzzJPEG: whatever a header says, reading it ends and gives an orientation that there is.
func FuzzJPEG(f *testing.F) {
	f.Add(withExif(encoded(f, asJPEG, painted(8, 8)), 6, true))
	f.Add([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 0})
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if facts := readJPEG(bytes.NewReader(b)); facts.turned < 1 || facts.turned > 8 {
			t.Error(facts)
		}
	})
}

// TestOwnCopy: two owners of one file can let it go by themselves.
func TestOwnCopy(t *testing.T) {
	t.Parallel()
	s, _ := newShelf(t)
	one, err := s.Take(t.Context(), "a.png", bytes.NewReader(encoded(t, png.Encode, painted(9, 9))), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	two, err := s.copied(one)
	if err != nil || two.Blob == one.Blob || two.Thumb == one.Thumb || two.Digest != one.Digest {
		t.Fatalf("%+v %v", two, err)
	}
	s.forget(one)
	if _, err := s.Open(one.Blob); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the first is still there: %v", err)
	}
	if len(s.bytes(t, two.Blob)) == 0 || len(s.bytes(t, two.Thumb)) == 0 {
		t.Error("the second is gone as well")
	}
}

// BenchmarkThumb is what a large photograph of a telephone costs.
func BenchmarkThumb(b *testing.B) {
	s, _ := newShelf(b)
	body := encoded(b, asJPEG, painted(4000, 3000))
	for b.Loop() {
		if f, err := s.Take(b.Context(), "x", bytes.NewReader(body), 25<<20); err != nil || f.Thumb == "" {
			b.Fatal(fmt.Sprint(f, err))
		}
	}
}
