package quality

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"

	"firstline/internal/store/dbq"
)

// macOf is HMAC-SHA-256 under the seal key over all fields, each behind its length: rows that bear it cannot be made or
// changed by who has the database alone.
func macOf(key []byte, fields ...string) string {
	h := hmac.New(sha256.New, key)
	for _, f := range fields {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(f)))
		h.Write(n[:])
		h.Write([]byte(f))
	}
	return base64.RawStdEncoding.EncodeToString(h.Sum(nil))
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

func macOfPromise(key []byte, p dbq.DrawPromise) string {
	return macOf(key, "firstline draw promise 1", p.Day, p.Promise, num(p.At))
}

// macOfDraw covers the population by its hash.
func macOfDraw(key []byte, d dbq.DrawHeadRow) string {
	return macOf(key, "firstline draw 1", d.Day, num(d.At), d.Node, d.Zone, num(d.FromAt), num(d.UntilAt), d.Settings, d.Seed, d.Promise, d.Hash, d.Tally)
}

func macOfItem(key []byte, i dbq.DrawItem) string {
	return macOf(key, "firstline draw item 1", i.Day, i.Agent, num(i.N), i.Session, i.Stratum, num(i.Replaces), i.Passed, i.Reason, i.Who, num(i.At))
}

// genuine compares in constant time.
func genuine(want, got string) bool { return hmac.Equal([]byte(want), []byte(got)) }
