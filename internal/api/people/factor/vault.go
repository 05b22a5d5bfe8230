package factor

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
)

// ErrKey says that a secret was locked with another key than this one.
var ErrKey = errors.New("factor: locked with another key")

// Vault locks secrets with a key that is not in the record (S-PI2), so that a copy of the record makes no codes.
type Vault struct {
	id     string // names the key without giving it away
	aead   cipher.AEAD
	digest []byte // key of the digests of recovery codes
}

// NewVault derives its keys from one of the desk's, which serves other ends as well.
func NewVault(key []byte) (*Vault, error) {
	lock, err := hkdf.Key(sha256.New, key, nil, "firstline second factor: secrets", 32)
	if err != nil {
		return nil, err
	}
	digest, err := hkdf.Key(sha256.New, key, nil, "firstline second factor: recovery codes", 32)
	if err != nil {
		return nil, err
	}
	name, err := hkdf.Key(sha256.New, key, nil, "firstline second factor: name of the key", 4)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(lock)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &Vault{id: hex.EncodeToString(name), aead: aead, digest: digest}, nil
}

// Lock gives the form in which a secret is kept. It opens for its owner alone: rows that change places are of no use.
func (v *Vault) Lock(owner, secret string) string {
	return v.id + "." + base64.RawURLEncoding.EncodeToString(v.aead.Seal(nil, nil, []byte(secret), []byte(owner)))
}

// Open gives the secret back. Errors: ErrKey, whatever is wrong with it.
func (v *Vault) Open(owner, locked string) (string, error) {
	id, body, _ := strings.Cut(locked, ".")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil || id != v.id {
		return "", ErrKey
	}
	secret, err := v.aead.Open(nil, nil, raw, []byte(owner))
	if err != nil {
		return "", ErrKey
	}
	return string(secret), nil
}

// Digest is how a recovery code of somebody is kept.
func (v *Vault) Digest(owner, code string) string {
	m := hmac.New(sha256.New, v.digest)
	m.Write([]byte(owner + "\x00" + Plain(code)))
	return hex.EncodeToString(m.Sum(nil))
}
