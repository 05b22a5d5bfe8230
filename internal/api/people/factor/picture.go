package factor

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the empty edge that readers of such pictures need, in modules.
const quiet = 4

// Picture is a QR code as a page draws it: a path of dark squares of one unit, in a light square of so many.
type Picture struct {
	Size int    `json:"size"`
	Path string `json:"path"`
}

// Draw makes the picture of an address. It is made here: a secret goes to no service that draws.
func Draw(url string) (Picture, error) {
	code, err := qr.Encode(url, qr.M, qr.Auto)
	if err != nil {
		return Picture{}, err
	}
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := range n {
			if color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return Picture{Size: n + 2*quiet, Path: path.String()}, nil
}
