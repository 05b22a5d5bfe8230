package people

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"firstline/internal/desk"
)

// cost is how dear one guess is. It stands in every hash, so that it can be raised without locking anybody out.
type cost struct {
	memory  uint32 // KiB
	time    uint32
	threads uint8
}

// current is OWASP's second choice for argon2id: 19 MiB, 2 passes, 1 thread; about 25 ms on our machine.
func current() cost { return cost{memory: 19 << 10, time: 2, threads: 1} }

const (
	saltBytes = 16
	hashBytes = 32
)

// encode hashes a password in the PHC form, "$argon2id$v=19$m=19456,t=2,p=1$salt$hash".
func encode(password string, c cost) string {
	var salt [saltBytes]byte
	_, _ = rand.Read(salt[:]) // never fails
	sum := argon2.IDKey([]byte(password), salt[:], c.time, c.memory, c.threads, hashBytes)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads, b64.EncodeToString(salt[:]), b64.EncodeToString(sum))
}

// matches compares in constant time. A hash that cannot be read matches nothing, at no less cost than a wrong password.
func matches(encoded, password string) bool {
	c, salt, sum, ok := decode(encoded)
	if !ok {
		c, salt, sum, _ = decode(nobody)
	}
	got := argon2.IDKey([]byte(password), salt, c.time, c.memory, c.threads, hashBytes)
	return subtle.ConstantTimeCompare(got, sum) == 1 && ok
}

// nobody is the hash of no password: random bytes. It is judged where there is no account, so that the answer takes as
// long as for one that exists.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$Y2M2dzRqZk1uVEJxOXhZWg$b3hB0mN7fQpW1kZr5vUe8yTgXcJaLsDi2nHqMw4ETtI"

func decode(encoded string) (c cost, salt, sum []byte, ok bool) {
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); err != nil {
		return c, nil, nil, false
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	sum, errSum := base64.RawStdEncoding.DecodeString(parts[5])
	sane := c.memory >= 8 && c.memory <= 1<<20 && c.time >= 1 && c.time <= 16 && c.threads >= 1
	return c, salt, sum, sane && errSalt == nil && errSum == nil && len(salt) >= 8 && len(sum) == hashBytes
}

// maxPassword is in bytes: enough for any sentence, little enough to hash.
const maxPassword = 256

// judge says what is wrong with a new password (S-AU1).
func (s *Service) judge(password, login, name string) error {
	weak := func(why string) error { return desk.Fail(desk.Invalid, "weak_password", why) }
	folded := strings.ToLower(password)
	switch {
	case utf8.RuneCountInString(password) < s.o.MinPassword:
		return weak(fmt.Sprintf("the password needs at least %d characters", s.o.MinPassword))
	case len(password) > maxPassword:
		return weak(fmt.Sprintf("the password may have at most %d bytes", maxPassword))
	case !utf8.ValidString(password):
		return weak("the password is not text")
	case folded == strings.ToLower(login) || folded == strings.ToLower(name):
		return weak("the password may not be the account or the name")
	case common(folded):
		return weak("the password is one of those that everybody tries first")
	}
	return nil
}

// common knows the passwords of eight and more characters that lead every published list, and runs of one character
// or of neighbours.
func common(folded string) bool {
	for _, w := range strings.Fields(`12345678 123456789 1234567890 0123456789 87654321 11223344 12341234 password password1 passw0rd p@ssw0rd p@ssword
		qwertyui qwertyuiop qwerty123 qwerty12 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsxedc asdfghjk asdfghjkl zxcvbnm1 abcd1234 abc12345 a1234567 a12345678
		aa123456 aa12345678 admin123 admin1234 administrator iloveyou sunshine princess football baseball superman trustno1 letmein1 welcome1 welcome123
		changeme changeme1 starwars computer michelle jennifer corvette maverick woaini520 woaini1314 5201314520 88888888 66666666 firstline firstline1
		kefu1234 kefu12345 test1234 test12345 demo1234 secret123 default1 dragon123 monkey123 master123 zaq12wsx zaq1zaq1`) {
		if folded == w {
			return true
		}
	}
	rising, same := true, true
	runes := []rune(folded)
	for i := 1; i < len(runes); i++ {
		rising = rising && runes[i] == runes[i-1]+1
		same = same && runes[i] == runes[i-1]
	}
	return rising || same
}
