package media

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// What one owner may have handed in and not sent: so many files, of so many times the largest size together.
const (
	mostUploads     = 30
	mostUploadSizes = 6
)

// Keep takes in what an owner (router.AgentOwner, router.CustomerOwner) wants to send, at most the given bytes and never more
// than the department's limit; 0 = that one. Errors: desk.Invalid "file_too_big", "file_empty", "upload_broken"; desk.Conflict
// "too_many_uploads"; desk.Unavailable, "files_full" where the disk is.
func (s *Service) Keep(ctx context.Context, owner, name string, body io.Reader, most int64) (channels.Upload, error) {
	most = s.atMost(most)
	if err := s.room(ctx, owner, 0); err != nil {
		return channels.Upload{}, err
	}
	f, err := s.o.Shelf.Take(ctx, name, body, most)
	if err != nil {
		return channels.Upload{}, refusal(err, most)
	}
	if err := s.room(ctx, owner, f.Size); err != nil {
		s.o.Shelf.forget(f)
		return channels.Upload{}, err
	}
	id := string(f.Kind) + "-" + uuid.NewString()
	f.Ref = id
	u := channels.Upload{ID: id, File: f}
	if err := s.hand(ctx, owner, u); err != nil {
		return channels.Upload{}, err // it may be written all the same: the bytes are left to the sweep
	}
	return u, nil
}

// atMost is the department's limit, or a smaller one.
func (s *Service) atMost(most int64) int64 {
	if most <= 0 {
		return s.o.MaxSize
	}
	return min(most, s.o.MaxSize)
}

// room forgets the oldest of what an owner has lying about, until there is room for more: what was chosen and left behind by
// a page that was closed must keep nobody from sending. Only who has everything on its way is refused.
func (s *Service) room(ctx context.Context, owner string, more int64) error {
	for {
		have, err := s.o.Record.UploadsOf(ctx, owner)
		if err != nil {
			return away(err)
		}
		if have.N < mostUploads && have.Bytes+more <= mostUploadSizes*s.o.MaxSize {
			return nil
		}
		var gone []dbq.DropOldestUploadRow
		err = s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
			gone, err = q.DropOldestUpload(ctx, owner)
			return err
		})
		switch {
		case err != nil:
			return away(err)
		case len(gone) == 0:
			return desk.Fail(desk.Conflict, "too_many_uploads", "too many files are on their way: wait a moment")
		}
		for _, f := range gone {
			s.dropped(owner, f.Blob, f.Thumb)
		}
	}
}

func refusal(err error, most int64) error {
	var broken errBroken
	switch {
	case errors.Is(err, ErrTooBig):
		return desk.Fail(desk.Invalid, "file_too_big", fmt.Sprintf("the file is larger than %d bytes", most))
	case errors.Is(err, ErrEmpty):
		return desk.Fail(desk.Invalid, "file_empty", "the file is empty")
	case errors.Is(err, ErrFull):
		return full()
	case errors.As(err, &broken):
		return desk.Because(desk.Invalid, "upload_broken", "the file did not arrive whole: send it again", err)
	}
	return away(err)
}

// Drop forgets what an owner has handed in. What is not there, or another's, is no error. A customer's bytes go at once, a person's are
// swept: a message that takes the file at this moment keeps it.
func (s *Service) Drop(ctx context.Context, owner, id string) error {
	var gone []dbq.DropUploadRow
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		gone, err = q.DropUpload(ctx, dbq.DropUploadParams{ID: id, Owner: owner})
		return err
	})
	if err != nil {
		return away(err)
	}
	for _, f := range gone {
		s.dropped(owner, f.Blob, f.Thumb)
	}
	return nil
}

// dropped takes the bytes of an upload away that no row names any more, where messages have copies of their own (handedIn): left to the
// sweep, they would outlive the erasure of their customer (SEC-01). A person's go into the message as they are, which may just be
// under way.
func (s *Service) dropped(owner, blob, thumb string) {
	if router.IsCustomer(owner) {
		s.o.Shelf.forget(desk.File{Blob: blob, Thumb: thumb})
	}
}

// Open gives the bytes of a stored file.
func (s *Service) Open(blob string) (io.ReadSeekCloser, error) { return s.o.Shelf.Open(blob) }

// HandIn implements channels.Files. Where the customers' budget is used up it answers like a full disk.
func (s *Service) HandIn(ctx context.Context, at desk.Address, name string, body io.Reader, most int64) (got channels.Upload, err error) {
	done, err := s.chat.promise(ctx, s.o.Now(), s.atMost(most), func(ctx context.Context) (int64, error) { return s.o.Record.CustomersUploads(ctx, leastBytes) })
	if err != nil {
		return channels.Upload{}, err
	}
	defer func() { done(got.Size) }()
	return s.Keep(ctx, router.CustomerOwner(at), name, body, most)
}

// TakeBack implements channels.Files.
func (s *Service) TakeBack(ctx context.Context, at desk.Address, id string) error {
	return s.Drop(ctx, router.CustomerOwner(at), id)
}

// FileAt implements channels.Files.
func (s *Service) FileAt(ctx context.Context, at desk.Address, ordinal, seq int64, n int) (desk.File, error) {
	row, err := s.o.Record.CustomerFile(ctx, dbq.CustomerFileParams{Channel: string(at.Channel), ConvKey: at.Key, Ordinal: ordinal, Seq: seq, N: int64(n)})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return desk.File{}, desk.Fail(desk.NotFound, "no_file", "there is no such file")
	case err != nil:
		return desk.File{}, away(err)
	}
	return store.FileOf(&row).File, nil
}
