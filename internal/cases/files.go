package cases

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// FileOwner is how the files of an entry are marked among what was handed in: nobody else's command finds them, and no
// sweep takes them (ORG-07).
func FileOwner(id string) string { return "case:" + id }

// takeFile makes a file that its sender has handed in the entry's own, in the transaction that writes the event, and
// completes the change by what is known of it. What is not there, or somebody else's, is refused with "no_upload".
func (w *writer) takeFile(ctx context.Context, who desk.AgentID, a Attach) (Change, error) {
	row, err := w.q.PassUpload(ctx, dbq.PassUploadParams{ID: a.Upload, Owner: router.AgentOwner(who), Heir: FileOwner(w.c.ID)})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, noUpload()
	}
	if err != nil {
		return nil, err
	}
	a.File = &HandedIn{Kind: desk.Kind(row.Kind), Name: row.Name, Type: row.Type, Size: row.Size, Width: int(row.Width), Height: int(row.Height), Thumb: row.Thumb != "", Digest: row.Digest}
	return a, nil
}

// File gives file n of an entry, from 1, to whoever may see the entry: without its evidence nobody can judge it. Errors:
// desk.NotFound, "no_file" where the entry has no such file or what is kept is not what the event says.
func (s *Service) File(ctx context.Context, who Rights, idOrNumber string, n int) (desk.File, error) {
	c, err := s.Get(ctx, who, idOrNumber)
	if err != nil {
		return desk.File{}, err
	}
	if n < 1 || n > len(c.Files) {
		return desk.File{}, desk.Fail(desk.NotFound, "no_file", "the complaint has no such file")
	}
	f := c.Files[n-1]
	row, err := s.o.Record.UploadOf(ctx, dbq.UploadOfParams{ID: f.Upload, Owner: FileOwner(c.ID)})
	switch {
	case errors.Is(err, sql.ErrNoRows) || err == nil && row.Digest != f.Digest:
		return desk.File{}, desk.Fail(desk.NotFound, "no_file", "what is kept is not the file that was handed in")
	case err != nil:
		return desk.File{}, away(err)
	}
	return store.Uploaded(&row), nil
}
