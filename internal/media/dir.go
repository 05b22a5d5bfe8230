package media

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// Dir is the folder with the bytes. Every file in it has a random key; none can be guessed, and none has to do with a name
// that somebody else gave. What Dir says is there survives a power cut.
type Dir struct {
	root *os.Root
}

// incomingDir holds what is still being written.
const incomingDir = "incoming"

// OpenDir opens the folder, and makes it where it is missing. Only this user can read it.
func OpenDir(where string) (*Dir, error) {
	if err := os.MkdirAll(where, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(where)
	if err != nil {
		return nil, err
	}
	if err := root.Mkdir(incomingDir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		_ = root.Close()
		return nil, err
	}
	return &Dir{root}, nil
}

// ReadDir opens a folder that is there, for reading alone.
func ReadDir(where string) (*Dir, error) {
	root, err := os.OpenRoot(where)
	if err != nil {
		return nil, err
	}
	return &Dir{root}, nil
}

// Close lets the folder go.
func (d *Dir) Close() error { return d.root.Close() }

// keyLength is that of a key: 128 random bits in hex.
const keyLength = 32

// smallKey is the key of a file's small picture.
func smallKey(key string) string { return key + "t" }

func newKey() string {
	var b [keyLength / 2]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// place is where a key lies: two levels of 256 folders, so that none of them gets long. A key that is none of ours has no
// place.
func place(key string) (string, error) {
	own := len(key) == keyLength || len(key) == keyLength+1 && key[keyLength] == 't'
	for i := 0; own && i < keyLength; i++ {
		own = '0' <= key[i] && key[i] <= '9' || 'a' <= key[i] && key[i] <= 'f'
	}
	if !own {
		return "", fmt.Errorf("media: no key of a file: %w", fs.ErrNotExist)
	}
	return path.Join(key[:2], key[2:4], key), nil
}

// Open gives the bytes under a key, from the start; the caller closes. What is not there is fs.ErrNotExist.
func (d *Dir) Open(key string) (io.ReadSeekCloser, error) {
	at, err := place(key)
	if err != nil {
		return nil, err
	}
	return d.root.Open(at)
}

// again gives the bytes under a key another one as well, without writing them again.
func (d *Dir) again(key, other string) error {
	from, err := place(key)
	if err != nil {
		return err
	}
	return d.enter(other, func(to string) error { return d.root.Link(from, to) })
}

// remove takes the bytes under a key away. What is not there is no error.
func (d *Dir) remove(key string) error {
	at, err := place(key)
	if err != nil {
		return err
	}
	if err := d.root.Remove(at); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// enter makes the folders of a key, puts something there and has the disk remember it.
func (d *Dir) enter(key string, put func(at string) error) error {
	at, err := place(key)
	if err != nil {
		return err
	}
	if err := d.root.MkdirAll(path.Dir(at), 0o700); err != nil {
		return err
	}
	if err := put(at); err != nil {
		return err
	}
	for _, folder := range []string{path.Dir(at), key[:2], "."} { // any of them may be new
		if err := d.sync(folder); err != nil {
			return err
		}
	}
	return nil
}

func (d *Dir) sync(folder string) error {
	f, err := d.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// incoming is a file that is being written. It has no key before keep.
type incoming struct {
	*os.File
	d  *Dir
	at string // empty once it is kept or dropped
}

func (d *Dir) begin() (*incoming, error) {
	at := path.Join(incomingDir, newKey())
	f, err := d.root.OpenFile(at, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &incoming{f, d, at}, nil
}

// keep puts what was written under a key, for good.
func (in *incoming) keep(key string) error {
	if err := errors.Join(in.Sync(), in.Close()); err != nil {
		return err
	}
	err := in.d.enter(key, func(at string) error { return in.d.root.Rename(in.at, at) })
	if err == nil {
		in.at = ""
	}
	return err
}

// drop forgets what was written. After keep it does nothing.
func (in *incoming) drop() {
	if in.at == "" {
		return
	}
	_ = in.Close()
	_ = in.d.root.Remove(in.at) // what stays is swept
	in.at = ""
}

// lying is a file in the folder and since when it is there.
type lying struct {
	key   string
	since time.Time
}

// fan are the names of the folders of the first level.
func fan() []string {
	out := make([]string, 256)
	for i := range out {
		out[i] = hex.EncodeToString([]byte{byte(i)})
	}
	return out
}

// below lists what lies in one folder of the first level.
func (d *Dir) below(first string) ([]lying, error) {
	var out []lying
	err := fs.WalkDir(d.root.FS(), first, func(_ string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // nothing was ever put there, or it has just been taken away
		}
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			out = append(out, lying{e.Name(), info.ModTime()})
		}
		return nil
	})
	return out, err
}

// unfinished removes what somebody began to write before a time and never kept.
func (d *Dir) unfinished(before time.Time) error {
	list, err := fs.ReadDir(d.root.FS(), incomingDir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			_ = d.root.Remove(path.Join(incomingDir, e.Name())) // next time
		}
	}
	return nil
}
