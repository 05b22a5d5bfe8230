package drafts

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// file is what is known of a file that somebody has handed in. Another person's is gone, like one that has expired: an id
// alone tells nobody anything.
func (s *Service) file(ctx context.Context, who desk.AgentID, id string) (File, error) {
	row, err := s.o.Record.UploadOf(ctx, dbq.UploadOfParams{ID: id, Owner: s.o.Owner(who)})
	if errors.Is(err, sql.ErrNoRows) {
		return File{ID: id, Gone: true}, nil
	} else if err != nil {
		return File{}, desk.Away(err)
	}
	used, err := s.o.Record.UploadUsed(ctx, id)
	if err != nil {
		return File{}, desk.Away(err)
	}
	if used > 0 {
		return File{ID: id, Gone: true}, nil
	}
	f := store.Uploaded(&row)
	return File{ID: id, Kind: f.Kind, Name: f.Name, Type: f.Type, Size: f.Size, Width: f.Width, Height: f.Height}, nil
}
