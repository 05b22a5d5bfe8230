package channels

import (
	"context"
	"io"
	"path"
	"strings"
	"time"
	"unicode"

	"firstline/internal/desk"
)

// UploadRef begins the Ref of a file that the customer has handed in with Files.HandIn: the upload's id follows. Such files
// need no Fetcher.
const UploadRef = "upload:"

// Files is the optional part of a Host that keeps files, for a channel whose customers hand them in here. A desk that
// keeps none has a Host without it.
type Files interface {
	// HandIn keeps what a customer wants to send, at most the given bytes; the channel then names it in an event, as
	// UploadRef and the id. What nobody names is thrown away after a day. Errors are of kind desk.Invalid ("file_too_big",
	// "file_empty"), desk.Conflict ("too_many_uploads"), desk.Unavailable.
	HandIn(ctx context.Context, at desk.Address, name string, body io.Reader, most int64) (Upload, error)

	// TakeBack forgets what was handed in and not sent. What is not there (any more) is no error.
	TakeBack(ctx context.Context, at desk.Address, id string) error

	// FileAt gives a file of a message that the customer at the address may see; desk.NotFound for every other one.
	FileAt(ctx context.Context, at desk.Address, ordinal, seq int64, n int) (desk.File, error)

	// Open gives the bytes of a stored file, from the start; the caller closes.
	Open(blob string) (io.ReadSeekCloser, error)
}

// Upload is a file that was handed in, under the id by which a message takes it. The id begins with the file's kind.
type Upload struct {
	ID string
	desk.File
}

// UploadKind is the kind of the file that an id stands for; of one that we have not given, a document.
func UploadKind(id string) desk.Kind {
	kind, _, _ := strings.Cut(id, "-")
	if k := desk.Kind(kind); k.HasFile() {
		return k
	}
	return desk.KindDocument
}

// Carrying is how long a file of the given bytes may be on its way: as long as a slow line of a quarter megabyte a second
// needs, in whole seconds.
func Carrying(size int64) time.Duration { return time.Duration(size/(256<<10)) * time.Second }

// FileName makes a name that somebody else gave to a file one that can be kept and shown: without folders, without what
// turns or hides letters, at most desk.MaxFileName bytes, cut before the ending. Empty for a name of nothing else.
func FileName(s string) string {
	s = path.Base(strings.ReplaceAll(Storable(s), `\`, "/"))
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		const joiner = '\u200d' // holds signs of several parts together
		if r != joiner && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)) {
			return -1
		}
		return r
	}, s))
	if strings.Trim(s, "./") == "" {
		return ""
	}
	if len(s) <= desk.MaxFileName {
		return s
	}
	ending := path.Ext(s)
	if len(ending) > desk.MaxFileName/4 {
		ending = ""
	}
	return Cut(s, desk.MaxFileName-len(ending)) + ending
}
