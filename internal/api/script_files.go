package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
)

// scriptFileRoutes are the files that scripts of the library carry (SCR-01).
func (a *API) scriptFileRoutes(tag string) {
	const at = "/api/v1/scripts/files"
	route(a, may(access.Wording), described(get(at, "script-files", "The files that scripts may carry", tag), "The newest first, at most 500."), a.scriptFiles)
	add := described(with(post(at, "add-script-file", "Hand in a file that scripts may carry", tag), "", http.StatusCreated),
		"The bytes are the body: a picture or a PDF. It stays for good; the same bytes under the same name are the file that is there. 422 `script_file_kind`, and as of uploads.")
	add.RequestBody = bytesBody()
	route(a, may(access.Wording), add, a.addScriptFile)
	route(a, may(access.Serve), described(get(at+"/{id}", "script-file", "The bytes of a file of a script", tag), "For whoever may say the script, "+fileRules), whole(a.scriptFile))
	route(a, may(access.Serve), described(get(at+"/{id}/thumb", "script-file-thumb", "Its small picture", tag), thumbRules), small(a.scriptFile))
	route(a, may(access.Serve), described(with(post(at+"/{id}/attach", "attach-script-file", "Put a file of a script into an answer of mine", tag), "", http.StatusCreated),
		"It is then an upload of mine like any other, for `upload` of one reply. 404 `no_file`."), a.attachScriptFile)
}

type scriptFilesBody struct {
	Files []uploadBody `json:"files"`
}

func (a *API) scriptFiles(ctx context.Context, _ *nothing) (*answer[scriptFilesBody], error) {
	all, err := a.o.Files.Library(ctx)
	if err != nil {
		return nil, err
	}
	out := scriptFilesBody{make([]uploadBody, len(all))}
	for i, f := range all {
		out.Files[i] = uploadOf(f)
	}
	return answering(out), nil
}

func (a *API) addScriptFile(ctx context.Context, in *uploadIn) (*answer[uploadBody], error) {
	got, err := a.o.Files.KeepForLibrary(ctx, callerOf(ctx).Agent.ID, in.Name, in.body)
	if err != nil {
		return nil, err
	}
	return answering(uploadOf(got)), nil
}

// filesOf are the files with these ids; one that is there no more is passed over.
func (a *API) filesOf(ctx context.Context, ids []string) ([]uploadBody, error) {
	var out []uploadBody
	for _, id := range ids {
		f, err := a.o.Files.LibraryFile(ctx, id)
		switch {
		case desk.KindOf(err) == desk.NotFound: // the record was restored from before it
		case err != nil:
			return nil, err
		default:
			out = append(out, uploadOf(f))
		}
	}
	return out, nil
}

func (a *API) scriptFile(ctx context.Context, in *uploadedIn, small bool) (*huma.StreamResponse, error) {
	f, err := a.o.Files.LibraryFile(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return a.bytes(f.File, small)
}

func (a *API) attachScriptFile(ctx context.Context, in *uploadedIn) (*answer[uploadBody], error) {
	got, err := a.o.Files.FromLibrary(ctx, router.AgentOwner(callerOf(ctx).Agent.ID), in.ID)
	if err != nil {
		return nil, err
	}
	return answering(uploadOf(got)), nil
}
