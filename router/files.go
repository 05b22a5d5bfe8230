package router

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// attach makes rows of the files that come with a message.
func (d *draft) attach(m sessions.Message) []desk.File {
	if m.Files == 0 {
		return nil
	}
	files := d.files
	d.files = nil
	for n := range files {
		row := store.File{Seq: m.Seq, N: n, File: files[n]}
		if m.Role == desk.RoleCustomer {
			row.Channel = d.s.Address.Channel
		}
		if row.State == desk.FileWanted {
			row.DueAt = d.now
		}
		d.part.Files = append(d.part.Files, row)
	}
	return files
}

// wanted are files as an adapter read them out of an event. What the channel cannot fetch, and nobody has handed in, has
// failed at once.
func wanted(files []desk.File, fetches bool) []desk.File {
	out := make([]desk.File, len(files))
	for i, f := range files {
		f.State, f.Blob, f.Thumb, f.Digest, f.Reason = desk.FileWanted, "", "", "", ""
		f.Name = channels.FileName(f.Name) // whichever channel it came on
		if f.Ref == "" || !fetches && !strings.HasPrefix(f.Ref, channels.UploadRef) {
			f.State, f.Reason = desk.FileFailed, string(channels.FetchNever)
		}
		out[i] = f
	}
	return out
}

// previewOf is what lists show of a message: of one without words its kind in brackets, which the browser translates.
func previewOf(m sessions.Message) string {
	if m.Text == "" && m.Kind != desk.KindText {
		return "[" + string(m.Kind) + "]"
	}
	return clip(m.Text)
}

// FileSettled records that a file is here (State stored, with all that is known now) or will not come (State failed), and
// tells the screens. Blocks until committed, on any node. A file that is not wanted any more stays as it is, and done is
// false.
func (r *Router) FileSettled(ctx context.Context, id desk.SessionID, seq int64, n int, f desk.File) (done bool, err error) {
	at, err := r.addressOf(ctx, id)
	if err != nil {
		return false, err
	}
	type answer struct {
		done bool
		err  error
	}
	out := make(chan answer, 1)
	if err := r.lanes.call(ctx, at, func(ctx context.Context) {
		var a answer
		for range commandTries {
			if a.done, a.err = r.settleFile(ctx, at, id, seq, n, f); !errors.Is(a.err, store.ErrStale) {
				break
			}
		}
		out <- a
	}); err != nil {
		return false, err
	}
	a := <-out
	return a.done, a.err
}

func (r *Router) settleFile(ctx context.Context, at desk.Address, id desk.SessionID, seq int64, n int, f desk.File) (bool, error) {
	r.doubt(at) // the message may have come by another node
	row, err := r.o.Store.FileAt(ctx, dbq.FileAtParams{Session: string(id), Seq: seq, N: int64(n)})
	if err != nil || row.State != string(desk.FileWanted) {
		return false, err
	}
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(id), Seq: seq})
	if err != nil {
		return false, err
	}
	cur, err := r.loadSession(ctx, at, id)
	if err != nil {
		return false, err
	}
	d := r.draft(cur)
	if err := r.rulesFor(ctx, d); err != nil {
		return false, err
	}
	d.files = []desk.File{f}
	if err := d.apply(sessions.FileSettled{At: d.now, Seq: seq, N: n, Digest: f.Digest, Reason: f.Reason}); err != nil {
		return false, err
	}
	d.part.Changed = append(d.part.Changed, store.Delivery{Seq: seq, Version: d.s.Version, Delivery: desk.Delivery(m.Delivery), Reason: m.DeliveryReason, Receipt: m.Receipt})
	return true, r.land(ctx, d)
}

// Reader gives the bytes of stored files.
type Reader interface {
	Open(blob string) (io.ReadSeekCloser, error)
}

// sendFile is Answer with what the person has handed in.
func (r *Router) sendFile(ctx context.Context, who Actor, id desk.SessionID, a Answer, q quote) (Result, error) {
	at, err := r.addressOf(ctx, id)
	if err != nil {
		return Result{}, err
	}
	row, err := r.o.Store.UploadOf(ctx, dbq.UploadOfParams{ID: a.Upload, Owner: AgentOwner(who.ID)})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return r.before(ctx, id, a.ClientID, a.Text, desk.Fail(desk.NotFound, "no_upload", "the file is not here any more: hand it in again"))
	case err != nil:
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	var can channels.Capabilities // of a channel that is not configured any more: nothing
	if ad, ok := r.o.Channels[at.Channel]; ok {
		can = ad.Capabilities()
	}
	f := store.Uploaded(&row)
	if f.Kind, err = carried(can, f); err != nil {
		return Result{}, err
	}
	res, err := r.say(ctx, id, a.ClientID, a.Text, r.replied(who, a, q, f), f)
	if err == nil && res.Again {
		return r.sameFile(ctx, id, res, a.Upload)
	}
	if errors.Is(err, store.ErrExists) {
		return res, desk.Fail(desk.Conflict, "upload_used", "the file has gone out already: hand it in again to send it once more")
	}
	return res, err
}

// sameFile makes sure that a command that was carried out before had this file.
func (r *Router) sameFile(ctx context.Context, id desk.SessionID, res Result, upload string) (Result, error) {
	row, err := r.o.Store.FileAt(ctx, dbq.FileAtParams{Session: string(id), Seq: res.Seq})
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	case row.Ref != upload:
		return Result{}, desk.Fail(desk.Duplicate, "idempotency_key_reused", "this id was used for another file: make a new one")
	}
	return res, nil
}

// AgentOwner is how an agent's uploads are marked.
func AgentOwner(id desk.AgentID) string { return "agent:" + string(id) }

// CustomerOwner is how the uploads of who writes at an address are marked.
func CustomerOwner(at desk.Address) string { return "chat:" + string(at.Channel) + "/" + at.Key }

// IsCustomer says whether the owner of an upload is a customer.
func IsCustomer(owner string) bool { return strings.HasPrefix(owner, "chat:") }

// carried says as what a channel carries a file.
func carried(can channels.Capabilities, f desk.File) (desk.Kind, error) {
	switch {
	case can.MaxFile == 0:
		return "", desk.Fail(desk.Conflict, "no_files", "this network takes no files")
	case f.Size > can.MaxFile:
		return "", desk.Fail(desk.Invalid, "file_too_big", fmt.Sprintf("the file has %d bytes, this network takes %d", f.Size, can.MaxFile))
	case f.Kind == desk.KindPhoto && f.Size > can.MaxPhoto:
		return desk.KindDocument, nil
	}
	return f.Kind, nil
}

// outgoing is what the channel gets of a row of the outbox: its file and its buttons lie in the record.
func (r *Router) outgoing(ctx context.Context, out store.Out) (desk.Outbound, error) {
	o := desk.Outbound{Address: out.Address, Session: out.Session, Seq: out.Seq, Text: out.Text, ReplyTo: out.ReplyRef, Chosen: out.Quotes > 0}
	if p := sessions.Purpose(out.Purpose); p.Changes() {
		return o, r.changing(ctx, &o, p)
	}
	if out.Kind.HasFile() {
		row, err := r.o.Store.FileAt(ctx, dbq.FileAtParams{Session: string(out.Session), Seq: out.Seq})
		if err != nil {
			return o, err
		}
		f := store.FileOf(&row).File
		f.Kind = out.Kind
		o.File = &desk.Attachment{File: f, Open: func() (io.ReadSeekCloser, error) { return r.o.Files.Open(f.Blob) }}
	}
	if !r.o.Channels[out.Address.Channel].Capabilities().Choices {
		return o, nil
	}
	switch sessions.Purpose(out.Purpose) {
	case sessions.ForClosing:
		return o, r.offerRating(ctx, &o)
	case sessions.ForGreeting:
		o.Choices = r.menu()
	}
	return o, nil
}
