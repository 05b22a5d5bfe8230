package media

import (
	"context"
	"database/sql"
	"errors"
	"io"

	"github.com/google/uuid"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// mostLibrary is how many files of the library are listed.
const mostLibrary = 500

// KeepForLibrary takes in a file that scripts may carry (SCR-01): a picture or a PDF. The same bytes under the same name are
// the file that is there. It stays for good: an old version of the scripts may hold again. Errors are those of Keep, and
// desk.Invalid "script_file_kind".
func (s *Service) KeepForLibrary(ctx context.Context, who desk.AgentID, name string, body io.Reader) (channels.Upload, error) {
	f, err := s.o.Shelf.Take(ctx, name, body, s.o.MaxSize)
	if err != nil {
		return channels.Upload{}, refusal(err, s.o.MaxSize)
	}
	if f.Kind != desk.KindPhoto && f.Type != "application/pdf" {
		s.o.Shelf.forget(f)
		return channels.Upload{}, desk.Fail(desk.Invalid, "script_file_kind", "a script carries pictures and PDF files: make one of it")
	}
	row := dbq.ScriptFile{ID: string(f.Kind) + "-" + uuid.Must(uuid.NewV7()).String(), Who: string(who), Kind: string(f.Kind), Name: f.Name, Type: f.Type, Size: f.Size,
		Width: int64(f.Width), Height: int64(f.Height), Blob: f.Blob, Thumb: f.Thumb, Digest: f.Digest, At: int64(s.now())}
	kept := row
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		if kept, err = q.SameScriptFile(ctx, dbq.SameScriptFileParams{Digest: f.Digest, Name: f.Name}); !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		kept = row
		return q.AddScriptFile(ctx, dbq.AddScriptFileParams(row))
	})
	if err != nil {
		return channels.Upload{}, away(err) // it may be written all the same: the bytes are left to the sweep
	}
	if kept.ID != row.ID {
		s.o.Shelf.forget(f)
	}
	return libraryFile(kept), nil
}

// LibraryFile gives a file that scripts may carry. Errors: desk.NotFound "no_file".
func (s *Service) LibraryFile(ctx context.Context, id string) (channels.Upload, error) {
	row, err := s.o.Record.ScriptFile(ctx, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return channels.Upload{}, desk.Fail(desk.NotFound, "no_file", "there is no such file in the library")
	case err != nil:
		return channels.Upload{}, away(err)
	}
	return libraryFile(row), nil
}

// Library is what scripts may carry, the newest first.
func (s *Service) Library(ctx context.Context) ([]channels.Upload, error) {
	rows, err := s.o.Record.ScriptFiles(ctx, mostLibrary)
	if err != nil {
		return nil, away(err)
	}
	out := make([]channels.Upload, len(rows))
	for i, r := range rows {
		out[i] = libraryFile(r)
	}
	return out, nil
}

// FromLibrary hands a file of the library in for an owner, as if the owner had brought it: for one answer. Its bytes are those
// of the library. Errors: desk.NotFound "no_file"; those of Keep.
func (s *Service) FromLibrary(ctx context.Context, owner, id string) (channels.Upload, error) {
	got, err := s.LibraryFile(ctx, id)
	if err != nil {
		return got, err
	}
	if err := s.room(ctx, owner, got.Size); err != nil {
		return channels.Upload{}, err
	}
	f := got.File
	got.ID = string(f.Kind) + "-" + uuid.NewString()
	got.Ref = got.ID
	return got, s.hand(ctx, owner, got)
}

// hand writes down that an owner has handed a file in.
func (s *Service) hand(ctx context.Context, owner string, u channels.Upload) error {
	f := u.File
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		return q.AddUpload(ctx, dbq.AddUploadParams{ID: u.ID, Owner: owner, Kind: string(f.Kind), Name: f.Name, Type: f.Type, Size: f.Size,
			Width: int64(f.Width), Height: int64(f.Height), Blob: f.Blob, Thumb: f.Thumb, Digest: f.Digest, At: int64(s.now())})
	})
	if err != nil {
		return away(err)
	}
	return nil
}

func libraryFile(r dbq.ScriptFile) channels.Upload {
	return channels.Upload{ID: r.ID, File: desk.File{Kind: desk.Kind(r.Kind), Name: r.Name, Type: r.Type, Size: r.Size, Width: int(r.Width), Height: int(r.Height),
		State: desk.FileStored, Blob: r.Blob, Thumb: r.Thumb, Digest: r.Digest}}
}
