package draw

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Seed is all the chance that a day's draw has.
type Seed [32]byte

// NewSeed derives the seed of a day. Who has the key can know it, nobody can choose it: key, record and day stand before
// the day does. record is the identity of the database, so that two desks with one key draw differently; day is written
// as 2026-08-20.
func NewSeed(key []byte, record, day string) Seed {
	return keyed(key, "firstline draw seed 1\n"+record+"\n"+day)
}

// Promise is what is published before the day begins: it gives nothing away, and only this seed keeps it.
func (s Seed) Promise() string {
	sum := sha256.Sum256(s[:])
	return hex.EncodeToString(sum[:])
}

// String is the seed in hex.
func (s Seed) String() string { return hex.EncodeToString(s[:]) }

// ParseSeed reads what String wrote.
func ParseSeed(text string) (Seed, error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(Seed{}) {
		return Seed{}, fmt.Errorf("a seed is 64 hex digits, not %d characters", len(text))
	}
	return Seed(b), nil
}

// keyed is HMAC-SHA-256.
func keyed(key []byte, text string) [32]byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return [32]byte(h.Sum(nil))
}
