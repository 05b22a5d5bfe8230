package webchat

import (
	"math"
	"strconv"
)

// ink is the colour for text on the given #rrggbb: white or near-black, whichever can be read better. Empty for empty.
func ink(colour string) string {
	if len(colour) != 7 {
		return ""
	}
	l := luminance(colour)
	const white, dark = "#FFFFFF", "#0E1420"
	if (1+0.05)/(l+0.05) >= (l+0.05)/(luminance(dark)+0.05) {
		return white
	}
	return dark
}

// luminance is WCAG 2's relative luminance.
func luminance(colour string) float64 {
	channel := func(i int) float64 {
		n, _ := strconv.ParseUint(colour[i:i+2], 16, 8) // checked by Config
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5)
}
