package evidence

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"firstline/internal/desk"
)

// leastKey is the shortest key that is taken: 32 characters of hex are 128 bits.
const leastKey = 32

// OpenKey gives the key of the seals: the text itself, or what is in the file. A file that does not exist is made, for
// this user only, with 32 random bytes in hex; its content may also be carried into the setting seal.key.
func OpenKey(text, file string) ([]byte, error) {
	if text != "" {
		return checked([]byte(text), "seal.key")
	}
	key, err := ReadKey("", file)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeKey(file); err != nil {
		return nil, desk.Because(desk.Invalid, "seal_key", "the seal key cannot be made in "+file, err)
	}
	return ReadKey("", file)
}

// ReadKey is OpenKey for those who only check seals: it makes no file.
func ReadKey(text, file string) ([]byte, error) {
	if text != "" {
		return checked([]byte(text), "seal.key")
	}
	info, err := os.Stat(file)
	if err != nil {
		return nil, desk.Because(desk.Invalid, "seal_key", "the seal key cannot be read", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, desk.Fail(desk.Invalid, "seal_key", "the seal key "+file+" can be read by other users: chmod 600 "+file)
	}
	key, err := os.ReadFile(file)
	if err != nil {
		return nil, desk.Because(desk.Invalid, "seal_key", "the seal key cannot be read", err)
	}
	return checked([]byte(strings.TrimSpace(string(key))), file)
}

func checked(key []byte, where string) ([]byte, error) {
	if len(key) < leastKey {
		return nil, desk.Fail(desk.Invalid, "seal_key", "the seal key in "+where+" is too short: 32 random characters are needed")
	}
	return key, nil
}

// makeKey puts a new key where no file is. It appears whole or not at all, and of two processes that start together one
// wins.
func makeKey(file string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".seal-key-*") // 0600 by its nature
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	var random [32]byte
	_, _ = rand.Read(random[:]) // never fails (crypto/rand)
	_, err = f.WriteString(hex.EncodeToString(random[:]) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), file); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(filepath.Dir(file))
}

// syncDir makes new names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// keyID names a key without giving it away, so that a seal says which one it needs.
func keyID(key []byte) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("firstline seal key"))
	return hex.EncodeToString(h.Sum(nil)[:4])
}
