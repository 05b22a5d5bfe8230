package main

import (
	"firstline/internal/erasure"
	"firstline/router"
)

// erasures takes customers out of everything that this program keeps.
func (p *parts) erasures() *erasure.Service {
	return erasure.New(erasure.Options{Record: p.store, Persons: p.contacts, Profiles: p.profiles, Router: p.router, Bytes: p.media.Erase,
		Index: p.search.Settle, Uploads: router.CustomerOwner, Handed: router.AgentOwner, Ages: erasure.Ages(p.cfg.Keep), Log: p.log})
}
