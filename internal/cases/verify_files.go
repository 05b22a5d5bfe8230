package cases

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"firstline/internal/store/dbq"
)

// files compares the files that are evidence with the events: that each is kept, as the one that was handed in, and where
// they are read that its bytes are the same.
func (v *verifier) files(ctx context.Context, c Case) error {
	for _, f := range c.Files {
		row, err := v.r.UploadOf(ctx, dbq.UploadOfParams{ID: f.Upload, Owner: FileOwner(c.ID)})
		switch {
		case errors.Is(err, sql.ErrNoRows):
			v.tell(c.Number, fmt.Sprintf("file %d is gone", f.N))
			continue
		case err != nil:
			return err
		case row.Digest != f.Digest:
			v.tell(c.Number, fmt.Sprintf("file %d is not the one that was handed in", f.N))
		}
		if v.open == nil {
			continue
		}
		switch sum, err := v.open.Sum(row.Blob); {
		case err != nil:
			v.tell(c.Number, fmt.Sprintf("the bytes of file %d cannot be read: %v", f.N, err))
		case sum != f.Digest:
			v.tell(c.Number, fmt.Sprintf("the bytes of file %d are not those that were handed in", f.N))
		}
	}
	return nil
}
