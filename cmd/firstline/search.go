package main

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/search"
)

// openSearch opens the full-text index beside the record.
func (p *parts) openSearch(ctx context.Context) (err error) {
	if p.texts, err = p.store.Texts(ctx); err != nil {
		return err
	}
	p.search = search.New(search.Options{Record: p.store, Texts: p.texts, Log: p.log})
	return nil
}

// heads tells everybody who follows the commits of the router.
type heads struct {
	sealer *evidence.Sealer
	search *search.Index
}

// Note implements router.Sealer.
func (h heads) Note(id desk.SessionID, version int64, hash []byte) {
	h.sealer.Note(id, version, hash)
	h.search.Note(id, version)
}
