package evidence

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// place is where a file stands: the message, and which of its files, from 0.
type place struct{ seq, n int64 }

// attached is what the events say of a file. Without a digest and a reason it is still wanted, or it was known from the
// start that it would not come.
type attached struct {
	digest string
	reason string
}

// attachments compares the files of the messages: that the events give them, what became of each, and its bytes.
func (r *replayer) attachments(s story, f *fold) {
	for i := range s.files {
		row := &s.files[i]
		at := place{row.Seq, row.N}
		want, known := f.files[at]
		delete(f.files, at)
		if !known {
			r.message(Differs, s.row.ID, row.Seq, fmt.Sprintf("the events do not give file %d", row.N))
			continue
		}
		if what := unlike(row, want); what != "" {
			r.message(Differs, s.row.ID, row.Seq, fmt.Sprintf("file %d: %s", row.N, what))
		}
		r.bytes(row, cmp.Or(want.digest, row.Digest))
	}
	for _, at := range slices.SortedFunc(maps.Keys(f.files), func(a, b place) int { return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.n, b.n)) }) {
		r.message(Differs, s.row.ID, at.seq, fmt.Sprintf("the events give file %d and it is not stored", at.n))
	}
}

// erased is why a file is not there that was taken out with its customer (internal/erasure).
const erased = "erased"

// unlike says in what a file's row is not as the events have it; empty = in nothing.
func unlike(row *dbq.File, want attached) string {
	state := desk.FileState(row.State)
	switch {
	case state == desk.FileFailed && row.Reason == erased:
		return "" // the digest in the event stands
	case want.digest != "" && (state != desk.FileStored || row.Digest != want.digest):
		return "it is not the one that was stored"
	case want.reason != "" && (state != desk.FileFailed || row.Reason != want.reason):
		return "the events say that it did not come: " + want.reason
	case want == attached{} && state == desk.FileStored && row.Channel != "":
		return "no event says that it is here"
	}
	return ""
}

// bytes holds what lies in the folder against the digest.
func (r *replayer) bytes(row *dbq.File, digest string) {
	if r.open == nil || row.State != string(desk.FileStored) {
		return
	}
	r.read++
	got, err := r.open.Sum(row.Blob)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.message(Missing, row.Session, row.Seq, fmt.Sprintf("the bytes of file %d are not in the folder", row.N))
	case err != nil:
		r.message(Missing, row.Session, row.Seq, fmt.Sprintf("the bytes of file %d cannot be read: %v", row.N, err))
	case got != digest:
		r.message(Changed, row.Session, row.Seq, fmt.Sprintf("the bytes of file %d are not those that were stored", row.N))
	}
}

// Sum reads the bytes of a stored file and gives their SHA-256, in hex.
func (o Opener) Sum(blob string) (string, error) {
	b, err := o(blob)
	if err != nil {
		return "", err
	}
	defer func() { _ = b.Close() }()
	sum := sha256.New()
	_, err = io.Copy(sum, b)
	return hex.EncodeToString(sum.Sum(nil)), err
}
