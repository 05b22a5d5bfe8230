package media

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Erase takes the bytes of files away that no row names any more: those of the library are other messages' as well. What cannot be removed
// now is swept.
func (s *Service) Erase(ctx context.Context, files []desk.File) error {
	for _, f := range files {
		if f.Blob == "" {
			continue
		}
		owned, err := s.o.Record.BlobsBetween(ctx, dbq.BlobsBetweenParams{Least: f.Blob, Beyond: f.Blob + "g"}) // keys are hex, and of one length
		if err != nil {
			return err
		}
		if len(owned) == 0 {
			s.o.Shelf.forget(f)
		}
	}
	return nil
}
