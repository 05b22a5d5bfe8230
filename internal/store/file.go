package store

import (
	"context"
	"math"
	"strconv"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

const fileColumns = "session, seq, n, channel, kind, name, type, size, width, height, seconds, ref, state, reason, blob, thumb, digest, attempt, due_at"

// row are the values of fileColumns behind the session and without the attempts.
func (f *File) row() []any {
	return []any{f.Seq, int64(f.N), string(f.Channel), string(f.Kind), f.Name, f.Type, f.Size, int64(f.Width), int64(f.Height), int64(f.Seconds), f.Ref,
		string(f.State), f.Reason, f.Blob, f.Thumb, f.Digest, int64(f.DueAt)}
}

func settledColumns() []string {
	return []string{"name", "type", "size", "width", "height", "state", "reason", "blob", "thumb", "digest"}
}

// settled are the values of settledColumns.
func (f *File) settled() []any {
	return []any{f.Name, f.Type, f.Size, int64(f.Width), int64(f.Height), string(f.State), f.Reason, f.Blob, f.Thumb, f.Digest}
}

// filedColumns sets what changes when a file is here or will not come.
func filedColumns(value string) string {
	return strings.Join(settledColumns(), " = "+value+", ") + " = " + value
}

// files adds the files of the part's new messages, and says what became of older ones.
func (b *statement) files(p *Part) {
	for i := range p.Files {
		vals := []string{}
		for _, v := range p.Files[i].row() {
			vals = append(vals, b.value(v))
		}
		n := len(vals) - 1
		b.cte("fi"+strconv.Itoa(i), "INSERT INTO file ("+fileColumns+") SELECT s.id, "+strings.Join(vals[:n], ", ")+", 0, "+vals[n]+" FROM s")
	}
	for i := range p.Filed {
		f := &p.Filed[i]
		set := []string{}
		for j, v := range f.settled() {
			set = append(set, settledColumns()[j]+" = "+b.value(v))
		}
		b.cte("fu"+strconv.Itoa(i), "UPDATE file SET "+strings.Join(set, ", ")+" WHERE session = "+b.arg(string(p.Session.ID), "text")+" AND seq = "+b.arg(f.Seq, "bigint")+" AND n = "+b.arg(int64(f.N), "bigint")+" AND EXISTS (SELECT 1 FROM s)")
	}
}

// FileOf reads a row back.
func FileOf(r *dbq.File) File {
	return File{Seq: r.Seq, N: int(r.N), Channel: desk.ChannelID(r.Channel), DueAt: desk.Millis(r.DueAt), File: desk.File{Kind: desk.Kind(r.Kind), Name: r.Name, Type: r.Type,
		Size: r.Size, Width: int(r.Width), Height: int(r.Height), Seconds: int(r.Seconds), Ref: r.Ref, State: desk.FileState(r.State), Reason: r.Reason,
		Blob: r.Blob, Thumb: r.Thumb, Digest: r.Digest}}
}

// Uploaded is a file that was handed in, ready to go with a message.
func Uploaded(r *dbq.Upload) desk.File {
	return desk.File{Kind: desk.Kind(r.Kind), Name: r.Name, Type: r.Type, Size: r.Size, Width: int(r.Width), Height: int(r.Height), Ref: r.ID,
		State: desk.FileStored, Blob: r.Blob, Thumb: r.Thumb, Digest: r.Digest}
}

// FileReader reads the files of messages; *Store is one.
type FileReader interface {
	FilesOf(ctx context.Context, arg dbq.FilesOfParams) ([]dbq.File, error)
}

// AddFiles adds to messages of one session what is known of their files. It asks only if one of them has any.
func AddFiles(ctx context.Context, from FileReader, id desk.SessionID, ms []Message) error {
	at := map[int64]int{}
	first, last := int64(math.MaxInt64), int64(0)
	for i := range ms {
		if ms[i].Kind.HasFile() {
			at[ms[i].Seq] = i
			first, last = min(first, ms[i].Seq), max(last, ms[i].Seq)
		}
	}
	if len(at) == 0 {
		return nil
	}
	rows, err := from.FilesOf(ctx, dbq.FilesOfParams{Session: string(id), First: first, Last: last})
	if err != nil {
		return err
	}
	for i := range rows {
		if j, ok := at[rows[i].Seq]; ok {
			ms[j].Files = append(ms[j].Files, FileOf(&rows[i]).File)
		}
	}
	return nil
}
