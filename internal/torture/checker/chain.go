package checker

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
)

// chains (I13): each event's hash follows from the one before and from its own fields, the row carries the last one, and
// every text in the transcript is the one whose salted digest its event carries.
func chains(o *Oracle, e *Evidence) {
	for _, s := range e.Record.Sessions {
		var prev []byte
		digests := map[int64]string{}
		for _, ev := range e.Record.Events[s.ID] {
			want := link(prev, s.ID, &ev)
			o.expect(bytes.Equal(ev.Hash, want), "session %s, version %d: the hash does not follow from the event", s.ID, ev.Version)
			prev = ev.Hash
			var b body
			if json.Unmarshal(ev.Body, &b) != nil {
				continue // I12 says so
			}
			for seq, d := range b.Texts {
				o.expect(digests[seq] == "", "session %s: two events write message %d", s.ID, seq)
				digests[seq] = d
			}
		}
		o.expect(bytes.Equal(prev, s.Head), "session %s: the row does not carry the last hash", s.ID)
		for _, m := range e.Record.Messages[s.ID] {
			if m.Text == "" {
				continue
			}
			o.expect(digests[m.Seq] == digest(m.Salt, m.Text), "session %s, message %d: the text is not the one that was recorded", s.ID, m.Seq)
			delete(digests, m.Seq)
		}
		for seq := range digests {
			o.fail("session %s: message %d was recorded and is gone", s.ID, seq)
		}
	}
}

// link is SHA-256 over length-prefixed fields: the hash before, the session, version and time as two big-endian
// 64-bit numbers, kind, who, and the stored body.
func link(prev []byte, session string, ev *Event) []byte {
	var numbers [16]byte
	binary.BigEndian.PutUint64(numbers[:8], uint64(ev.Version))
	binary.BigEndian.PutUint64(numbers[8:], uint64(ev.At))
	h := sha256.New()
	for _, field := range [][]byte{prev, []byte(session), numbers[:], []byte(ev.Kind), []byte(ev.Who), ev.Body} {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		_, _ = h.Write(length[:])
		_, _ = h.Write(field)
	}
	return h.Sum(nil)
}

// digest is SHA-256 over salt, a zero byte and text, in base64 without padding.
func digest(salt, text string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + text))
	return base64.RawStdEncoding.EncodeToString(sum[:])
}
