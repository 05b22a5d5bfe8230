package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"golang.org/x/sync/semaphore"

	"firstline/channels"
	"firstline/internal/desk"
)

// What can be wrong with bytes that come in.
var (
	ErrTooBig = errors.New("media: the file is larger than allowed")
	ErrEmpty  = errors.New("media: the file has no bytes")
	ErrFull   = errors.New("media: the disk has too little room left")
)

// errBroken is a source that ended in the middle; every other failure is this machine's.
type errBroken struct{ error }

func (e errBroken) Unwrap() error { return e.error }

// Shelf takes files in and gives them out again.
type Shelf struct {
	*Dir
	memory *semaphore.Weighted   // of pictures that are being decoded, in bytes
	floor  int64                 // bytes of the disk that are left to others
	free   func() (int64, error) // bytes of it
}

// NewShelf makes the shelf of a folder. It takes nothing in while the disk has fewer free bytes than the floor; 0 = it always
// tries.
func NewShelf(d *Dir, floor int64) *Shelf {
	return &Shelf{Dir: d, memory: semaphore.NewWeighted(decodeBytes), floor: floor, free: d.free}
}

// room is ErrFull below the floor. What a disk does not tell is no reason to refuse.
func (s *Shelf) room() error {
	if s.floor == 0 {
		return nil
	}
	if n, err := s.free(); err == nil && n < s.floor {
		return ErrFull
	}
	return nil
}

// Take reads a file in, of at most the given bytes, and says what it is; it is stored for good when Take returns. The name
// is the sender's. Errors: ErrTooBig, ErrEmpty, ErrFull; what the reader failed with; anything else means that the folder cannot be
// written. A picture that cannot be made smaller is kept all the same.
func (s *Shelf) Take(ctx context.Context, name string, r io.Reader, most int64) (desk.File, error) {
	return s.take(ctx, name, r, most, true)
}

// take is Take, without a small picture where none is wanted.
func (s *Shelf) take(ctx context.Context, name string, r io.Reader, most int64, thumb bool) (desk.File, error) {
	if err := s.room(); err != nil {
		return desk.File{}, err
	}
	in, err := s.begin()
	if err != nil {
		return desk.File{}, err
	}
	defer in.drop()
	sum := sha256.New()
	source := &watched{r: r}
	n, err := io.Copy(io.MultiWriter(in, sum), io.LimitReader(source, most+1))
	switch {
	case source.err != nil:
		return desk.File{}, errBroken{source.err}
	case err != nil:
		return desk.File{}, err
	case n > most:
		return desk.File{}, ErrTooBig
	case n == 0:
		return desk.File{}, ErrEmpty
	}
	f := desk.File{Name: channels.FileName(name), Size: n, State: desk.FileStored, Digest: hex.EncodeToString(sum.Sum(nil)), Blob: newKey()}
	if err := s.judge(ctx, &f, in, thumb); err != nil {
		return desk.File{}, err
	}
	if err := in.keep(f.Blob); err != nil {
		return desk.File{}, err
	}
	return f, nil
}

// judge says what the file is, and makes its small picture where it is one and that is wanted.
func (s *Shelf) judge(ctx context.Context, f *desk.File, in *incoming, thumb bool) error {
	head := make([]byte, headLength)
	n, err := in.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	f.Type = typeOf(head[:n], f.Name)
	f.Kind = channels.KindOf(f.Type)
	if f.Kind != desk.KindPhoto {
		return nil
	}
	p, err := measure(in, f.Type)
	if err != nil {
		f.Kind = desk.KindDocument // no browser is asked to show what could not be measured
		return nil
	}
	f.Width, f.Height = p.width, p.height
	if thumb {
		f.Thumb = s.smaller(ctx, in, p, smallKey(f.Blob))
	}
	return nil
}

// smaller keeps the small picture under the key, and gives the key; empty where that was not possible.
func (s *Shelf) smaller(ctx context.Context, from io.ReadSeeker, p picture, key string) string {
	out, err := s.begin()
	if err != nil {
		return ""
	}
	defer out.drop()
	if shrink(ctx, s.memory, from, p, out) != nil || out.keep(key) != nil {
		return ""
	}
	return key
}

// copied gives a stored file keys of its own, so that each of two owners can let it go.
func (s *Shelf) copied(f desk.File) (desk.File, error) {
	key := newKey()
	if err := s.again(f.Blob, key); err != nil {
		return desk.File{}, err
	}
	if f.Thumb != "" {
		if err := s.again(f.Thumb, smallKey(key)); err != nil {
			return desk.File{}, err
		}
		f.Thumb = smallKey(key)
	}
	f.Blob = key
	return f, nil
}

// forget takes the bytes of a file away, as far as that is possible now; what stays is swept.
func (s *Shelf) forget(f desk.File) {
	for _, key := range []string{f.Blob, f.Thumb} {
		if key != "" {
			_ = s.remove(key)
		}
	}
}

// watched remembers what a reader failed with.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}
