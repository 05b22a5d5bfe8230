package evidence

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Head is the newest event of a session at some moment: its version and its hash, which covers all events before it.
// That of a complaint is named CasePrefix and the complaint's id.
type Head struct {
	Session desk.SessionID
	Version int64
	Hash    []byte
}

// MarshalText writes "session:version:hash".
func (h Head) MarshalText() ([]byte, error) {
	return []byte(string(h.Session) + ":" + strconv.FormatInt(h.Version, 10) + ":" + base64.RawStdEncoding.EncodeToString(h.Hash)), nil
}

// UnmarshalText reads what MarshalText wrote.
func (h *Head) UnmarshalText(text []byte) error {
	parts := strings.Split(string(text), ":")
	if len(parts) != 3 {
		return errors.New("a sealed head has three parts")
	}
	v, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return err
	}
	hash, err := base64.RawStdEncoding.DecodeString(parts[2])
	*h = Head{Session: desk.SessionID(parts[0]), Version: v, Hash: hash}
	return err
}

// body is what one seal covers. It is the column heads.
// {"key":"9f86d081","prev":"…","count":{"at":1,"sessions":9,"events":80},"heads":["019…:7:…"]}
type body struct {
	Key   string `json:"key"`             // which key it was made with
	Prev  string `json:"prev,omitempty"`  // the mac of the node's seal before
	Count *Count `json:"count,omitempty"` // what the whole record held
	Heads []Head `json:"heads"`
}

// Count is how many sessions and events bore a time up to At. It never becomes less: rows that come late add to it.
type Count struct {
	At       desk.Millis `json:"at"`
	Sessions int64       `json:"sessions"`
	Events   int64       `json:"events"`
}

// makeSeal seals a body as the node's n-th.
func makeSeal(key []byte, node string, n int64, at desk.Millis, b body) (dbq.Seal, error) {
	b.Key = keyID(key)
	text, err := json.Marshal(b)
	if err != nil {
		return dbq.Seal{}, fmt.Errorf("write a seal: %w", err)
	}
	s := dbq.Seal{Node: node, N: n, At: int64(at), Heads: string(text)}
	s.Mac = macOf(key, s)
	return s, nil
}

// macOf is HMAC-SHA-256 over all that a seal says. Each seal names the one before, so that it can be checked alone and
// the chain as well.
func macOf(key []byte, s dbq.Seal) string {
	h := hmac.New(sha256.New, key)
	field := func(b string) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write([]byte(b))
	}
	field("firstline seal 1")
	field(s.Node)
	field(strconv.FormatInt(s.N, 10))
	field(strconv.FormatInt(s.At, 10))
	field(s.Heads)
	return base64.RawStdEncoding.EncodeToString(h.Sum(nil))
}

var errForged = errors.New("it is not as it was sealed")

// openSeal checks a seal by itself and gives what it covers.
func openSeal(key []byte, s dbq.Seal) (body, error) {
	var b body
	bad := json.Unmarshal([]byte(s.Heads), &b)
	if hmac.Equal([]byte(macOf(key, s)), []byte(s.Mac)) {
		return b, bad
	}
	if bad == nil && b.Key != keyID(key) {
		return b, fmt.Errorf("it was made with another key (%.8s…), not the one given (%s…)", b.Key, keyID(key))
	}
	return b, errForged
}
