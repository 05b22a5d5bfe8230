package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// jpegFacts is what a JPEG file says before its pixels.
type jpegFacts struct {
	progressive bool // its pixels are held in memory several times while it is read
	turned      int  // how it has to be turned to stand upright: 1 to 8 as Exif numbers it; 1 = it stands
}

// jpegSegments bounds how many segments are looked at; files have a dozen.
const jpegSegments = 200

// readJPEG looks for the frame and the Exif orientation. Of what it cannot read it says nothing.
func readJPEG(from io.Reader) jpegFacts {
	r, facts := bufio.NewReader(from), jpegFacts{turned: 1}
	var b [4]byte
	if _, err := io.ReadFull(r, b[:2]); err != nil || b[0] != 0xff || b[1] != 0xd8 {
		return facts
	}
	for range jpegSegments {
		if _, err := io.ReadFull(r, b[:]); err != nil || b[0] != 0xff {
			return facts
		}
		marker, length := b[1], int(binary.BigEndian.Uint16(b[2:]))-2
		switch {
		case length < 0 || marker == 0xda: // the pixels begin
			return facts
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			facts.progressive = marker == 0xc2 || marker == 0xc6 || marker == 0xca || marker == 0xce
			return facts
		case marker == 0xe1:
			segment := make([]byte, length)
			if _, err := io.ReadFull(r, segment); err != nil {
				return facts
			}
			if n := orientation(segment); n != 0 {
				facts.turned = n
			}
		default:
			if _, err := r.Discard(length); err != nil {
				return facts
			}
		}
	}
	return facts
}

// orientation is the tag of that name in the first directory of an Exif segment; 0 = there is none.
func orientation(segment []byte) int {
	tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(tiff[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	entries := tiff[at:]
	for n := int(order.Uint16(entries)); n > 0; n-- {
		const first, length = 2, 12
		at := first + (n-1)*length
		if at+length > len(entries) {
			continue
		}
		e := entries[at : at+length]
		const tag, short = 0x0112, 3
		if order.Uint16(e) == tag && order.Uint16(e[2:]) == short {
			if v := int(order.Uint16(e[8:])); v >= 1 && v <= 8 {
				return v
			}
		}
	}
	return 0
}
