package media

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// markerFile says in a folder whose it is; markerKey is where the record says which folder is its own.
const (
	markerFile = "firstline-files"
	markerKey  = "media_dir"
)

// owner is what Claim needs of the record.
type owner interface {
	Write(ctx context.Context, do func(*dbq.Queries) error) error
	Epoch() string
}

// Claim makes sure that the folder is the record's: all nodes on one record need one folder, or each would miss what the
// others have stored, and a folder of two records would be swept by both. The first node marks it with the record's
// identity and a number of its own. A folder with another mark, or one without any where the record knows of a marked one,
// is refused with desk.Invalid "media_dir".
func (d *Dir) Claim(ctx context.Context, record owner) error {
	var got, want string
	err := record.Write(ctx, func(q *dbq.Queries) (err error) {
		if got, err = d.mark(); err != nil {
			return err
		}
		proposed := got
		if got == "" {
			proposed = record.Epoch() + "." + newKey()
		}
		if strings.HasPrefix(proposed, record.Epoch()+".") {
			// A second node waits here until the first one's transaction has ended, and then finds its mark.
			if err = q.PutMetaOnce(ctx, dbq.PutMetaOnceParams{K: markerKey, V: proposed}); err != nil {
				return err
			}
		}
		want, err = q.GetMeta(ctx, markerKey)
		if err != nil && !errors.Is(err, sql.ErrNoRows) { // without a row: the folder has another record's mark, and this record none
			return err
		}
		if got == "" && want == proposed {
			got = proposed
			return d.sign(proposed)
		}
		got, err = d.mark()
		return err
	})
	if err != nil {
		return fmt.Errorf("media: mark the folder: %w", err)
	}
	return sameFolder(got, want)
}

func sameFolder(got, want string) error {
	switch {
	case got == want:
		return nil
	case got == "":
		return desk.Fail(desk.Invalid, "media_dir", "media.dir is not the folder with this record's files: it has no mark. All nodes use one folder: mount it, or name it. "+
			"Only if the files are lost for good, put a file "+markerFile+" with the line "+want+" into the new folder")
	default:
		return desk.Fail(desk.Invalid, "media_dir", "media.dir has the mark "+got+", which is not this record's: name the folder with this record's files, or a new one for a new record")
	}
}

// mark reads the folder's mark; empty = it has none.
func (d *Dir) mark() (string, error) {
	got, err := d.root.ReadFile(markerFile)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(string(got)), err
}

// sign writes the mark, whole or not at all.
func (d *Dir) sign(mark string) error {
	in, err := d.begin()
	if err != nil {
		return err
	}
	defer in.drop()
	if _, err := in.WriteString(mark + "\n"); err != nil {
		return err
	}
	if err := in.Sync(); err != nil {
		return err
	}
	if err := d.root.Link(in.at, markerFile); err != nil {
		return err
	}
	return d.sync(".")
}
