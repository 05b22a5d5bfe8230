package media

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"
)

const (
	mostPixels  = 50_000_000 // of a picture; what says that it has more is kept as a document and never decoded
	mostSide    = 16_384     // in pixels; the same
	smallSide   = 480        // longest side of the small picture
	middleSide  = 4 * smallSide
	scaleBytes  = 4*middleSide*middleSide + 32*smallSide*middleSide + 2<<20 // memory for scaling, at most: see small
	smallJPEG   = 80                                                        // its quality
	decodeBytes = 256 << 20                                                 // memory for decoding, of all pictures at once
	decodeShare = 2                                                         // pictures at once, however small: each keeps a processor busy
)

// picture is what the header of a picture says.
type picture struct {
	typ           string
	width, height int // as it is looked at: turned upright
	turned        int // Exif orientation, 1 to 8
	cost          int64
}

var errPixels = errors.New("media: the picture says that it has too many pixels")

// caught makes an error of a panic: the bytes are a stranger's, and the decoders are many.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("media: a picture cannot be decoded: %v", v)
	}
}

// measure reads a picture's header, without its pixels.
func measure(from io.ReadSeeker, typ string) (p picture, err error) {
	defer caught(&err)
	p = picture{typ: typ, turned: 1}
	c, err := header(from, typ)
	if err != nil {
		return p, err
	}
	if c.Width < 1 || c.Height < 1 || max(c.Width, c.Height) > mostSide || int64(c.Width)*int64(c.Height) > mostPixels {
		return p, errPixels
	}
	each := depth(c.ColorModel, typ)
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return p, err
	}
	switch typ {
	case "image/jpeg":
		facts := readJPEG(from)
		if p.turned = facts.turned; facts.progressive {
			each *= 5 // the coefficients are held as numbers of four bytes
		}
	case "image/png":
		if interlaced(from) {
			each *= 2 // each pass is a picture of its own
		}
	}
	p.width, p.height, p.cost = c.Width, c.Height, int64(c.Width)*int64(c.Height)*each+scaleBytes
	if p.turned >= 5 {
		p.width, p.height = p.height, p.width
	}
	return p, nil
}

// depth is how many bytes of memory a pixel takes while it is decoded, at most.
func depth(m color.Model, typ string) int64 {
	switch {
	case typ == "image/webp":
		return 6
	case m == color.RGBA64Model || m == color.NRGBA64Model:
		return 8
	case typ == "image/jpeg" && m == color.YCbCrModel:
		return 3
	}
	return 4
}

// interlaced reads the last byte of a PNG's header.
func interlaced(from io.Reader) bool {
	var head [29]byte
	_, err := io.ReadFull(from, head[:])
	return err == nil && head[28] != 0
}

func header(from io.ReadSeeker, typ string) (image.Config, error) {
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return image.Config{}, err
	}
	switch typ {
	case "image/jpeg":
		return jpeg.DecodeConfig(from)
	case "image/png":
		return png.DecodeConfig(from)
	case "image/gif":
		return gif.DecodeConfig(from)
	case "image/webp":
		return webp.DecodeConfig(from)
	}
	return image.Config{}, fmt.Errorf("media: %s is no picture", typ)
}

func pixels(from io.ReadSeeker, typ string) (image.Image, error) {
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	switch typ {
	case "image/jpeg":
		return jpeg.Decode(from)
	case "image/png":
		return png.Decode(from)
	case "image/gif":
		return gif.Decode(from)
	}
	return webp.Decode(from)
}

// shrink writes the small picture: upright, on white, without anything else that the file says of itself, such as the place
// where it was taken. It waits until there is memory for it.
func shrink(ctx context.Context, memory *semaphore.Weighted, from io.ReadSeeker, p picture, to io.Writer) (err error) {
	if p.cost > decodeBytes {
		return errPixels
	}
	share := max(p.cost, decodeBytes/decodeShare)
	if err := memory.Acquire(ctx, share); err != nil {
		return err
	}
	defer memory.Release(share)
	defer caught(&err)
	full, err := pixels(from, p.typ)
	if err != nil {
		return err
	}
	return jpeg.Encode(to, upright(small(full), p.turned), &jpeg.Options{Quality: smallJPEG})
}

// small scales a picture down so that no side is longer than smallSide; a smaller one keeps its size. The exact scaler holds
// 32 bytes for each row of its source in each column of the result, so what is much larger is first brought near by the one
// that holds nothing.
func small(full image.Image) *image.RGBA {
	if size := within(full.Bounds(), middleSide); size != full.Bounds().Size() {
		middle := image.NewRGBA(image.Rectangle{Max: size})
		draw.ApproxBiLinear.Scale(middle, middle.Bounds(), full, full.Bounds(), draw.Src, nil)
		full = middle
	}
	out := image.NewRGBA(image.Rectangle{Max: within(full.Bounds(), smallSide)})
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.BiLinear.Scale(out, out.Bounds(), full, full.Bounds(), draw.Over, nil)
	return out
}

// within is a picture's size with no side longer than most.
func within(r image.Rectangle, most int) image.Point {
	w, h := r.Dx(), r.Dy()
	if longest := max(w, h); longest > most {
		w, h = max(1, w*most/longest), max(1, h*most/longest)
	}
	return image.Pt(w, h)
}

// upright turns a picture as its Exif orientation says.
func upright(in *image.RGBA, turned int) *image.RGBA {
	if turned == 1 {
		return in
	}
	w, h := in.Bounds().Dx(), in.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if turned >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := turn(x, y, w, h, turned)
			out.SetRGBA(tx, ty, in.RGBAAt(x, y))
		}
	}
	return out
}

// turn says where a point of a w×h picture goes.
func turn(x, y, w, h, turned int) (int, int) {
	switch turned {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
