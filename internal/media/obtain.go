package media

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// obtain gets the bytes of a wanted file onto the shelf, from where its Ref says.
func (s *Service) obtain(ctx context.Context, w dbq.FilesWantedRow) (desk.File, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	if got, ok := s.held.take(w); ok {
		if own, err := s.o.Shelf.copied(got); err == nil { // else it is fetched once more
			return own, nil
		}
	}
	wanted := fileOf(w)
	var got desk.File
	var err error
	if id, handedIn := strings.CutPrefix(w.Ref, channels.UploadRef); handedIn {
		got, err = s.handedIn(ctx, desk.Address{Channel: desk.ChannelID(w.Channel), Key: w.ConvKey}, id)
	} else {
		got, err = s.fetched(ctx, w, wanted)
	}
	got.Kind, got.Seconds, got.Ref = wanted.Kind, wanted.Seconds, wanted.Ref
	return got, err
}

// fetched asks the network for a file. Where an earlier try ended with its node, which may have been for the memory that its
// picture took, no small picture is made.
func (s *Service) fetched(ctx context.Context, w dbq.FilesWantedRow, wanted desk.File) (desk.File, error) {
	channel, ok := s.o.Channels[desk.ChannelID(w.Channel)]
	if !ok { // other nodes may have it, or this one when its configuration is put right
		return desk.File{}, &channels.FetchError{Reason: channels.FetchNoChannel, Retry: true, Detail: "the channel is not configured on this node"}
	}
	from, ok := channel.(channels.Fetcher)
	if !ok {
		return desk.File{}, &channels.FetchError{Reason: channels.FetchNever, Detail: "the channel fetches no files"}
	}
	if err := s.o.Shelf.room(); err != nil {
		return desk.File{}, err
	}
	c, err := from.Fetch(ctx, wanted)
	if err != nil {
		return desk.File{}, err
	}
	defer func() { _ = c.Body.Close() }()
	defer context.AfterFunc(ctx, func() { _ = c.Body.Close() })() // a source that is stuck ends with the time
	if c.Size > s.o.MaxSize {
		return desk.File{}, ErrTooBig
	}
	killed := w.Attempt > 1 && w.Reason == ""
	return s.o.Shelf.take(ctx, cmp.Or(c.Name, wanted.Name), c.Body, s.o.MaxSize, !killed)
}

// handedIn takes over what who writes at the address has handed in. The message gets keys of its own.
func (s *Service) handedIn(ctx context.Context, at desk.Address, id string) (desk.File, error) {
	row, err := s.o.Record.UploadOf(ctx, dbq.UploadOfParams{ID: id, Owner: router.CustomerOwner(at)})
	if errors.Is(err, sql.ErrNoRows) {
		return desk.File{}, &channels.FetchError{Reason: channels.FetchGone, Detail: "there is no such upload of this customer any more"}
	}
	if err != nil {
		return desk.File{}, err
	}
	f, err := s.o.Shelf.copied(store.Uploaded(&row))
	if errors.Is(err, fs.ErrNotExist) {
		return desk.File{}, &channels.FetchError{Reason: channels.FetchGone, Detail: "the upload's bytes are not in the folder"}
	}
	return f, err
}

// used lets an upload go that its message has now, under keys of its own. What fails is swept, or goes with its customer's erasure.
func (s *Service) used(ctx context.Context, w dbq.FilesWantedRow) {
	if id, ok := strings.CutPrefix(w.Ref, channels.UploadRef); ok {
		owner := router.CustomerOwner(desk.Address{Channel: desk.ChannelID(w.Channel), Key: w.ConvKey})
		_ = s.Drop(ctx, owner, id)
	}
}
