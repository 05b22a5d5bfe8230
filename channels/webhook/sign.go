package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The headers of both ways.
const (
	HeaderTimestamp = "X-Firstline-Timestamp" // Unix seconds of the signing
	HeaderSignature = "X-Firstline-Signature" // "v1=" and the signature in hex; several with commas between
)

const (
	// Window is how far the timestamp of a call may be from our clock, either way.
	Window = 5 * time.Minute

	version       = "v1="
	mostOffered   = 4  // signatures of one call that are looked at
	longTimestamp = 12 // digits
)

// Sign puts timestamp and signatures onto a call, one for each secret that is not empty: HMAC-SHA256 of the timestamp, a
// full stop and the body.
func Sign(h http.Header, at time.Time, body []byte, secrets ...string) {
	_ = sign(h, at, func(w io.Writer) error { _, _ = w.Write(body); return nil }, secrets...) // what it writes to never fails
}

// sign is Sign for a body that is written piece by piece, once for all the secrets. It fails as body does.
func sign(h http.Header, at time.Time, body func(io.Writer) error, secrets ...string) error {
	stamp := strconv.FormatInt(at.Unix(), 10)
	var macs []hash.Hash
	var all []io.Writer
	for _, s := range secrets {
		if s != "" {
			m := begun(s, stamp)
			macs, all = append(macs, m), append(all, m)
		}
	}
	if err := body(io.MultiWriter(all...)); err != nil {
		return err
	}
	parts := make([]string, len(macs))
	for i, m := range macs {
		parts[i] = version + hex.EncodeToString(m.Sum(nil))
	}
	h.Set(HeaderTimestamp, stamp)
	h.Set(HeaderSignature, strings.Join(parts, ","))
	return nil
}

// begun is the HMAC up to where the body follows.
func begun(secret, stamp string) hash.Hash {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(stamp + "."))
	return m
}

func mac(secret, stamp string, body []byte) []byte {
	m := begun(secret, stamp)
	m.Write(body)
	return m.Sum(nil)
}

// Verify implements channels.Webhook: one of the signatures is of one of our secrets, and the call is fresh. What stands
// in the timestamp is not looked at before it is known to be the signer's.
func (a *Adapter) Verify(h http.Header, body []byte) error {
	stamp := h.Get(HeaderTimestamp)
	if !a.signed(h.Get(HeaderSignature), stamp, body) {
		return errors.New("no signature of ours")
	}
	sec, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || len(stamp) > longTimestamp {
		return errors.New("the timestamp is no number of seconds")
	}
	if off := a.cfg.Now().Sub(time.Unix(sec, 0)); off > Window || off < -Window {
		return errors.New("the timestamp is more than five minutes away from the clock here")
	}
	return nil
}

// signed compares in constant time; a version that we do not know counts for nothing. However many signatures a stranger
// sends, the body is gone through once for each of our secrets.
func (a *Adapter) signed(header, stamp string, body []byte) bool {
	right := [][]byte{mac(a.cfg.Secret, stamp, body)}
	if a.cfg.Previous != "" {
		right = append(right, mac(a.cfg.Previous, stamp, body))
	}
	ok := false
	for i, part := range strings.Split(header, ",") {
		if i == mostOffered {
			break
		}
		sum, known := strings.CutPrefix(strings.TrimSpace(part), version)
		got, err := hex.DecodeString(sum)
		if !known || err != nil {
			continue
		}
		for _, want := range right {
			ok = hmac.Equal(got, want) || ok
		}
	}
	return ok
}
