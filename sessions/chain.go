package sessions

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"firstline/internal/desk"
)

// Entry is an event as the log keeps it: the event itself and the salted digests of the texts that it wrote, by the
// place of the message. Erasing a text leaves the entry, and so the chain, as they were.
type Entry struct {
	Event json.RawMessage  `json:"event"`
	Texts map[int64]string `json:"texts,omitempty"`
}

// Read gives the event of a stored entry, without the texts.
func Read(kind string, body []byte) (Event, error) {
	var entry Entry
	if err := json.Unmarshal(body, &entry); err != nil {
		return nil, fmt.Errorf("event %s: %w", kind, err)
	}
	return Decode(kind, entry.Event)
}

// Encode gives the stored form of an event.
func Encode(e Event, texts map[int64]string) ([]byte, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("event %s: %w", e.kind(), err)
	}
	return json.Marshal(Entry{Event: body, Texts: texts})
}

// Digest is what the log keeps of a text: SHA-256 over salt and text, base64.
func Digest(salt, text string) string {
	h := sha256.Sum256([]byte(salt + "\x00" + text))
	return base64.RawStdEncoding.EncodeToString(h[:])
}

// Link is the hash of one event, chained to the one before (nil for the first): nothing can be torn out (REC-01).
func Link(prev []byte, id desk.SessionID, version int64, at desk.Millis, kind, who string, body []byte) []byte {
	h := sha256.New()
	field := func(b []byte) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	field(prev)
	field([]byte(id))
	var nums [16]byte
	binary.BigEndian.PutUint64(nums[:8], uint64(version))
	binary.BigEndian.PutUint64(nums[8:], uint64(at))
	field(nums[:])
	field([]byte(kind))
	field([]byte(who))
	field(body)
	return h.Sum(nil)
}
