// Package factor is what a second factor is made of: secrets of authenticator apps and their codes (RFC 6238), the picture
// that carries a secret to an app, recovery codes, and the envelope in which secrets are kept. It refuses to know who
// somebody is and where anything is stored.
package factor

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

const (
	period = 30 // seconds; what every app assumes
	skew   = 1  // steps that a clock may be off, either way
)

// Key is a new secret: in letters, to be typed, and as the address that its picture carries.
type Key struct{ Secret, URL string }

// NewKey draws a secret of 160 bits for somebody's account at the desk of that name.
func NewKey(organisation, login string) (Key, error) {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: strings.ReplaceAll(organisation, ":", " "), AccountName: login, Period: period})
	if err != nil {
		return Key{}, err
	}
	return Key{Secret: k.Secret(), URL: k.String()}, nil
}

// Step says which half minute a code is of: one that is not over for longer than a clock may be off, and later than the
// last one that was used. 0 = it is of none. All are looked at, so that the time does not tell which.
func Step(secret, code string, now time.Time, used int64) int64 {
	at, found := now.Unix()/period, int64(0)
	for n := at - skew; n <= at+skew; n++ {
		ok, err := hotp.ValidateCustom(code, uint64(n), secret, hotp.ValidateOpts{Digits: 6})
		if err == nil && ok && n > used {
			found = n
		}
	}
	return found
}

const (
	recoveryCodes = 10
	recoveryBytes = 10 // 80 bits: nobody guesses one, so that a keyed digest is enough
)

// RecoveryCodes draws the codes for who has lost the app, in groups that can be copied from paper.
func RecoveryCodes() []string {
	out := make([]string, recoveryCodes)
	for i := range out {
		var b [recoveryBytes]byte
		_, _ = rand.Read(b[:]) // never fails
		s := base32.StdEncoding.EncodeToString(b[:])
		out[i] = strings.ToLower(s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:])
	}
	return out
}

// Plain is a code as it is judged: without blanks and dashes, in small letters.
func Plain(code string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\t' || r == '\u3000' {
			return -1
		}
		return r
	}, code))
}

// OfApp says whether a plain code has the form of an app's; any other can only be a recovery code.
func OfApp(code string) bool {
	return len(code) == 6 && strings.Trim(code, "0123456789") == ""
}
