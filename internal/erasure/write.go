package erasure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

var errAgain = errors.New("erasure: somebody else was faster")

// Of one transaction, so that no message waits long for it.
const (
	rawBatch   = 200 // rows
	textsBatch = 300 // places in a session
	writeTries = 20
)

// raw empties what the networks handed us, and counts what was there. The rows stay: they say what was there before.
func (s *Service) raw(ctx context.Context, ids []int64) (gone int64, err error) {
	for some := range slices.Chunk(ids, rawBatch) {
		var emptied int64
		err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
			emptied = 0
			for _, id := range some {
				n, err := q.EraseRaw(ctx, dbq.EraseRawParams{ID: id, Nothing: []byte{}})
				if err != nil {
					return err
				}
				emptied += n
				if err := q.EraseAside(ctx, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return gone, err
		}
		gone += emptied
	}
	return gone, nil
}

// texts empties the sessions and takes their files away, some messages at a time, and then writes the line that says so. Where it ends in
// between, the line of the next try counts what that one found.
func (s *Service) texts(ctx context.Context, t trace, d *Done) error {
	for _, one := range t.sessions {
		if err := s.empty(ctx, one, d); err != nil {
			return err
		}
	}
	for _, a := range t.at {
		var files []desk.File
		err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
			rows, err := q.DropUploadsOf(ctx, s.o.Uploads(a))
			files = nil
			for _, r := range rows {
				files = append(files, desk.File{Blob: r.Blob, Thumb: r.Thumb})
			}
			return err
		})
		if err == nil {
			err = s.o.Bytes(ctx, files)
		}
		if err != nil {
			return err
		}
	}
	return s.note(ctx, d)
}

// note writes the line of an erasure under the next number.
func (s *Service) note(ctx context.Context, d *Done) (err error) {
	for range writeTries {
		err = s.o.Record.Write(ctx, func(q *dbq.Queries) error {
			last, err := q.LastErasure(ctx)
			if err != nil {
				return err
			}
			d.N = last + 1
			n, err := q.PutErasure(ctx, dbq.PutErasureParams{N: d.N, At: int64(d.At), Who: string(d.By), Why: d.Why, Session: string(d.Session), Sessions: d.Sessions, Texts: d.Texts, Files: d.Files, Facts: d.Facts, Raw: d.Raw})
			if err == nil && n == 0 {
				return errAgain
			}
			return err
		})
		if !errors.Is(err, errAgain) {
			return err
		}
	}
	return err
}

// empty empties one session, with the drafts in it, and adds up what was there.
func (s *Service) empty(ctx context.Context, one reception, d *Done) error {
	var texts, files int64
	for from := int64(0); from == 0 || from < one.upTo; from += textsBatch {
		var g gone
		err := s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
			g = gone{}
			if from == 0 {
				if err = s.drafts(ctx, q, one.id, &g); err != nil {
					return err
				}
			}
			return g.erase(ctx, q, one.id, from, min(from+textsBatch, one.upTo))
		})
		if err == nil {
			err = s.o.Bytes(ctx, g.bytes)
		}
		if err != nil {
			return err
		}
		texts, files = texts+g.texts, files+g.files
	}
	if d.Texts, d.Files = d.Texts+texts, d.Files+files; texts+files > 0 {
		d.Sessions++
	}
	return nil
}

// gone is what one transaction took out of a session.
type gone struct {
	texts, files int64
	bytes        []desk.File // that lie in the folder still
}

// erase empties the messages of a session behind a place, up to another one.
func (g *gone) erase(ctx context.Context, q *dbq.Queries, id desk.SessionID, behind, upTo int64) error {
	rows, err := q.FilesOf(ctx, dbq.FilesOfParams{Session: string(id), First: behind + 1, Last: upTo})
	if err != nil {
		return err
	}
	for _, f := range rows {
		g.bytes = append(g.bytes, desk.File{Blob: f.Blob, Thumb: f.Thumb})
	}
	if err := q.DropSent(ctx, dbq.DropSentParams{Session: string(id), Behind: behind, UpTo: upTo}); err != nil {
		return err
	}
	if g.files, err = q.EraseFiles(ctx, dbq.EraseFilesParams{Session: string(id), Behind: behind, UpTo: upTo}); err != nil {
		return err
	}
	if g.texts, err = q.EraseTexts(ctx, dbq.EraseTextsParams{Session: string(id), Behind: behind, UpTo: upTo}); err != nil {
		return err
	}
	return q.EraseTries(ctx, dbq.EraseTriesParams{Session: string(id), Behind: behind, UpTo: upTo})
}

// drafts takes out what people have written to the customer and not sent, with the files that they handed in for it.
func (s *Service) drafts(ctx context.Context, q *dbq.Queries, id desk.SessionID, g *gone) error {
	rows, err := q.DraftsFor(ctx, string(id))
	if err != nil {
		return err
	}
	for _, r := range rows {
		var files []string
		if err := json.Unmarshal([]byte(r.Files), &files); err != nil {
			return fmt.Errorf("decode the files of a draft: %w", err)
		}
		for _, file := range files {
			dropped, err := q.DropUpload(ctx, dbq.DropUploadParams{ID: file, Owner: s.o.Handed(desk.AgentID(r.Agent))})
			if err != nil {
				return err
			}
			for _, f := range dropped {
				g.bytes = append(g.bytes, desk.File{Blob: f.Blob, Thumb: f.Thumb})
			}
		}
	}
	return q.DropDraftsOf(ctx, string(id))
}
