package erasure

import (
	"context"
	"errors"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

var errAgain = errors.New("erasure: somebody else was faster")

const (
	rawBatch   = 200 // rows of one transaction: no message waits long for it
	writeTries = 20
)

// raw empties what the networks handed us. The rows stay: they say what was there before.
func (s *Service) raw(ctx context.Context, ids []int64) error {
	for some := range slices.Chunk(ids, rawBatch) {
		err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
			for _, id := range some {
				if err := q.EraseRaw(ctx, dbq.EraseRawParams{ID: id, Nothing: []byte{}}); err != nil {
					return err
				}
				if err := q.EraseAside(ctx, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// texts empties the sessions, together with the line that says so, and gives the files whose bytes nobody has any more.
func (s *Service) texts(ctx context.Context, t trace, d *Done) (files []desk.File, err error) {
	for range writeTries {
		files, d.Texts, d.Files = nil, 0, 0
		err = s.o.Record.Write(ctx, func(q *dbq.Queries) error {
			last, err := q.LastErasure(ctx)
			if err != nil {
				return err
			}
			d.N = last + 1
			for _, one := range t.sessions {
				gone, err := one.erase(ctx, q, d)
				if err != nil {
					return err
				}
				files = append(files, gone...)
			}
			for _, a := range t.at {
				if err := q.DropUploadsOf(ctx, s.o.Uploads(a)); err != nil {
					return err
				}
			}
			n, err := q.PutErasure(ctx, dbq.PutErasureParams{N: d.N, At: int64(d.At), Who: string(d.By), Why: d.Why, Session: string(d.Session), Sessions: d.Sessions, Texts: d.Texts, Files: d.Files, Facts: d.Facts})
			if err == nil && n == 0 {
				return errAgain
			}
			return err
		})
		if !errors.Is(err, errAgain) {
			return files, err
		}
	}
	return files, err
}

// erase empties one session and counts what was in it.
func (r reception) erase(ctx context.Context, q *dbq.Queries, d *Done) (files []desk.File, err error) {
	rows, err := q.FilesOf(ctx, dbq.FilesOfParams{Session: string(r.id), First: 1, Last: r.upTo})
	if err != nil {
		return nil, err
	}
	for _, f := range rows {
		files = append(files, desk.File{Blob: f.Blob, Thumb: f.Thumb})
	}
	if err := q.DropSent(ctx, dbq.DropSentParams{Session: string(r.id), UpTo: r.upTo}); err != nil {
		return nil, err
	}
	n, err := q.EraseFiles(ctx, dbq.EraseFilesParams{Session: string(r.id), UpTo: r.upTo})
	if err != nil {
		return nil, err
	}
	d.Files += n
	if n, err = q.EraseTexts(ctx, dbq.EraseTextsParams{Session: string(r.id), UpTo: r.upTo}); err != nil {
		return nil, err
	}
	d.Texts += n
	if err := q.EraseTries(ctx, dbq.EraseTriesParams{Session: string(r.id), UpTo: r.upTo}); err != nil {
		return nil, err
	}
	return files, q.DropDraftsOf(ctx, string(r.id))
}
