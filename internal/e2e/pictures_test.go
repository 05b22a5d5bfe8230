package e2e

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shotsDir is where the documentation has its pictures.
var shotsDir = filepath.Join("..", "..", "docs", "screens")

// mostPictures is what all of them together may weigh.
const mostPictures = 20 << 20

// mostColours are the colours of a picture: enough for letters with soft edges and the thumbnails of photographs.
const mostColours = 128

// publish copies the pictures of a screen to the documentation, in few colours.
func publish(t *testing.T, s screen) {
	t.Helper()
	ok(t, os.MkdirAll(shotsDir, 0o755))
	for _, look := range s.printed() {
		data, err := os.ReadFile(filepath.Join(pictures(t), s.picture(look)))
		ok(t, err)
		small, err := fewColours(data)
		ok(t, err)
		ok(t, os.WriteFile(filepath.Join(shotsDir, s.picture(look)), small, 0o644))
	}
	ok(t, os.WriteFile(filepath.Join(shotsDir, "README.md"), []byte(index()), 0o644))
}

func (s screen) picture(look string) string { return s.name + "-" + look + ".png" }

// fewColours makes a picture of at most mostColours of one of many: a third of the bytes, and nobody sees it.
func fewColours(data []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	count := map[color.RGBA]int{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
		}
	}
	palette := chosen(count)
	out := image.NewPaletted(b, palette)
	known := map[color.RGBA]uint8{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			i, found := known[c]
			if !found {
				i = uint8(palette.Index(c))
				known[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	var buf bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&buf, out)
	return buf.Bytes(), err
}

// chosen cuts the colours into boxes, always the box whose colours lie farthest apart for how often they are seen, and takes the
// middle of each (median cut).
func chosen(count map[color.RGBA]int) color.Palette {
	all := make([]color.RGBA, 0, len(count))
	for c := range count {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int { return cmp.Compare(packed(a), packed(b)) })
	boxes := []box{newBox(all, count)}
	for len(boxes) < mostColours {
		i := 0
		for j := range boxes {
			if boxes[j].spread > boxes[i].spread {
				i = j
			}
		}
		if boxes[i].spread == 0 {
			break
		}
		low, high := boxes[i].split(count)
		boxes[i] = low
		boxes = append(boxes, high)
	}
	palette := make(color.Palette, len(boxes))
	for i, b := range boxes {
		palette[i] = b.mean(count)
	}
	return palette
}

func packed(c color.RGBA) uint32 {
	return uint32(c.R)<<24 | uint32(c.G)<<16 | uint32(c.B)<<8 | uint32(c.A)
}

// box is a set of colours; along is the channel in which they lie farthest apart.
type box struct {
	colours []color.RGBA
	along   int
	spread  int
}

func channel(c color.RGBA, i int) int { return int([3]uint8{c.R, c.G, c.B}[i]) }

func newBox(colours []color.RGBA, count map[color.RGBA]int) box {
	b := box{colours: colours}
	pixels := 0
	for _, c := range colours {
		pixels += count[c]
	}
	widest := 0
	for i := range 3 {
		least, most := 255, 0
		for _, c := range colours {
			least, most = min(least, channel(c, i)), max(most, channel(c, i))
		}
		if most-least > widest {
			widest, b.along = most-least, i
		}
	}
	if len(colours) > 1 {
		b.spread = widest * widest * (1 + min(pixels, 100_000)/100)
	}
	return b
}

func (b box) split(count map[color.RGBA]int) (low, high box) {
	slices.SortStableFunc(b.colours, func(x, y color.RGBA) int { return cmp.Compare(channel(x, b.along), channel(y, b.along)) })
	half := (channel(b.colours[0], b.along) + channel(b.colours[len(b.colours)-1], b.along)) / 2
	at := 1
	for at < len(b.colours)-1 && channel(b.colours[at], b.along) <= half {
		at++
	}
	return newBox(b.colours[:at], count), newBox(b.colours[at:], count)
}

func (b box) mean(count map[color.RGBA]int) color.Color {
	var sum [3]int
	pixels := 0
	for _, c := range b.colours {
		for i := range sum {
			sum[i] += channel(c, i) * count[c]
		}
		pixels += count[c]
	}
	return color.RGBA{uint8(sum[0] / pixels), uint8(sum[1] / pixels), uint8(sum[2] / pixels), 255}
}

// index is docs/screens/README.md.
func index() string {
	var b strings.Builder
	b.WriteString("# Screens\n\n`make screens` takes these pictures, out of the tests that show the screens; each test also puts its screens under axe-core, in three\n" +
		"languages and both themes, and walks through them by the keyboard ([accessibility.md](../accessibility.md)).\n")
	part := ""
	for _, s := range screens {
		if s.part != part {
			part = s.part
			fmt.Fprintf(&b, "\n## %s\n\n| screen | shown by | pictures |\n|---|---|---|\n", part)
		}
		var links []string
		for _, look := range s.printed() {
			links = append(links, fmt.Sprintf("[%s](%s)", strings.ReplaceAll(strings.Replace(look, "zh-", "zh_", 1), "-", " "), s.picture(look)))
		}
		fmt.Fprintf(&b, "| %s<br>%s | `internal/e2e.%s` | %s |\n", s.en, s.zh, s.test, strings.ReplaceAll(strings.Join(links, ", "), "zh_", "zh-"))
	}
	return b.String()
}

// TestPicturesAreOfToday: the documentation has the pictures of every screen and no others, an index of them, and they stay small.
func TestPicturesAreOfToday(t *testing.T) {
	t.Parallel()
	if *shots {
		t.Skip("they are being taken")
	}
	wanted := map[string]bool{"README.md": true}
	for _, s := range screens {
		for _, look := range s.printed() {
			wanted[s.picture(look)] = true
		}
	}
	entries, err := os.ReadDir(shotsDir)
	ok(t, err)
	total := int64(0)
	for _, e := range entries {
		info, err := e.Info()
		ok(t, err)
		total += info.Size()
		if !wanted[e.Name()] {
			t.Errorf("docs/screens/%s is of no screen: remove it", e.Name())
		}
		delete(wanted, e.Name())
	}
	for name := range wanted {
		t.Errorf("docs/screens/%s is missing: make screens", name)
	}
	if total > mostPictures {
		t.Errorf("the pictures weigh %d bytes, at most %d", total, mostPictures)
	}
	if got, err := os.ReadFile(filepath.Join(shotsDir, "README.md")); err == nil && string(got) != index() {
		t.Error("docs/screens/README.md is not what the list of screens gives: make screens")
	}
}

// TestFewColours: a picture keeps its size and, within what nobody sees, its colours; what there is most of stays exactly.
func TestFewColours(t *testing.T) {
	t.Parallel()
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			img.Set(x, y, color.RGBA{uint8(4 * x), uint8(4 * y), 77, 255})
			if y < 20 {
				img.Set(x, y, color.RGBA{246, 247, 249, 255})
			}
		}
	}
	var buf bytes.Buffer
	ok(t, png.Encode(&buf, img))
	small, err := fewColours(buf.Bytes())
	ok(t, err)
	got, err := png.Decode(bytes.NewReader(small))
	ok(t, err)
	if p, is := got.(*image.Paletted); !is || len(p.Palette) > mostColours || got.Bounds() != img.Bounds() {
		t.Fatalf("%T of %v", got, got.Bounds())
	}
	if r, g, b, _ := got.At(3, 3).RGBA(); r>>8 != 246 || g>>8 != 247 || b>>8 != 249 {
		t.Errorf("the background became %d %d %d", r>>8, g>>8, b>>8)
	}
	far := 0
	for y := range 64 {
		for x := range 64 {
			a, c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA), color.RGBAModel.Convert(got.At(x, y)).(color.RGBA)
			for i := range 3 {
				far = max(far, abs(channel(a, i)-channel(c, i)))
			}
		}
	}
	if far > 32 {
		t.Errorf("a colour is %d away from what it was", far)
	}
	if _, err := fewColours([]byte("no picture")); err == nil {
		t.Error("what is no picture was taken for one")
	}
}

func abs(n int) int { return max(n, -n) }
