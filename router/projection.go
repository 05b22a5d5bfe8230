package router

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"

	"firstline/internal/desk"
)

// A projection is what the live store keeps of a session: the hash of its newest event, its preview, its state. The
// parts are framed by length, so that the state, which is JSON already, is written and read once only.

// projectionOf writes a draft's projection.
func projectionOf(d *draft) []byte {
	p := d.preview
	b := make([]byte, 0, sha256.Size+len(p.Role)+len(p.Text)+len(d.part.Session.State)+4*binary.MaxVarintLen64)
	b = framed(b, d.head)
	b = framed(b, []byte(p.Role))
	b = framed(b, []byte(p.Text))
	b = binary.AppendVarint(b, int64(p.At))
	return append(b, d.part.Session.State...)
}

func framed(b, field []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(field))), field...)
}

var errProjection = errors.New("router: a projection cannot be read")

// readProjection reads what projectionOf wrote. The error means that the record has to be read instead.
func readProjection(b []byte) (loaded, error) {
	var l loaded
	var fields [3][]byte
	for i := range fields {
		n, used := binary.Uvarint(b)
		if used <= 0 || n > uint64(len(b)-used) {
			return l, errProjection
		}
		fields[i], b = b[used:used+int(n)], b[used+int(n):]
	}
	at, used := binary.Varint(b)
	if used <= 0 {
		return l, errProjection
	}
	l.head = append([]byte(nil), fields[0]...)
	l.preview = preview{Role: desk.Role(fields[1]), Text: string(fields[2]), At: desk.Millis(at)}
	return l, json.Unmarshal(b[used:], &l.s)
}
