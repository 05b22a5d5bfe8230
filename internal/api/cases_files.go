package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
)

// caseFileRoutes give the files that are evidence of a complaint (ORG-07).
func (a *API) caseFileRoutes(tag string) {
	const file = "/api/v1/complaints/{id}/files/{n}"
	route(a, signedIn(), described(get(file, "complaint-file", "The bytes of a file that is evidence", tag),
		"For whoever may see the entry; "+fileRules+" 404 `no_file` where there is none."), whole(a.evidence))
	route(a, signedIn(), described(get(file+"/thumb", "complaint-thumb", "Its small picture", tag),
		thumbRules), small(a.evidence))
}

type caseFileIn struct {
	ID string `path:"id" maxLength:"100" doc:"The entry's id or its number"`
	N  int    `path:"n" minimum:"1"`
}

// evidence gives the bytes to whoever may see the entry (S-AZ2).
func (a *API) evidence(ctx context.Context, in *caseFileIn, small bool) (*huma.StreamResponse, error) {
	f, err := a.o.Cases.File(ctx, rights(callerOf(ctx).Viewer()), in.ID, in.N)
	if err != nil {
		return nil, err
	}
	return a.bytes(f, small)
}
