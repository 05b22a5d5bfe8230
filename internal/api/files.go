package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"firstline/channels"
	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
)

// Files is what the routes need of the files that go with messages.
type Files interface {
	// Keep takes in what an owner wants to send, at most so many bytes and never more than the department's limit;
	// 0 = that one.
	Keep(ctx context.Context, owner, name string, body io.Reader, most int64) (channels.Upload, error)
	// Drop forgets what an owner has handed in; what is not there, or another's, is no error.
	Drop(ctx context.Context, owner, id string) error
	// KeepForLibrary takes in a file that scripts may carry.
	KeepForLibrary(ctx context.Context, who desk.AgentID, name string, body io.Reader) (channels.Upload, error)
	// Library is what scripts may carry, the newest first, and LibraryFile one of them.
	Library(ctx context.Context) ([]channels.Upload, error)
	LibraryFile(ctx context.Context, id string) (channels.Upload, error)
	// FromLibrary hands one in for an owner, for one answer.
	FromLibrary(ctx context.Context, owner, id string) (channels.Upload, error)
	// Open gives the bytes of a stored file; the caller closes.
	Open(blob string) (io.ReadSeekCloser, error)
}

const (
	uploadTime  = 10 * time.Minute // for the bytes to come in; ordinary requests have 30 s
	fileOutTime = 10 * time.Minute // for the bytes to go out
)

// uploadIn reads no body by itself: the bytes pass by on their way to the disk.
type uploadIn struct {
	Name string `query:"name" maxLength:"1000" doc:"The file's name"`
	body io.Reader
}

// Resolve implements huma.Resolver.
func (in *uploadIn) Resolve(ctx huma.Context) []error {
	_ = ctx.SetReadDeadline(time.Now().Add(uploadTime)) // a server that cannot is one of the tests
	in.body = ctx.BodyReader()
	return nil
}

type uploadBody struct {
	ID     string    `json:"id" doc:"For upload of replies, or attach of a complaint's changes: once, within 24 hours"`
	Kind   desk.Kind `json:"kind" enum:"photo,video,audio,document"`
	Name   string    `json:"name"`
	Type   string    `json:"type" doc:"MIME type, by the bytes"`
	Size   int64     `json:"size"`
	Width  int       `json:"width" doc:"Of a picture; 0 = not known"`
	Height int       `json:"height"`
}

// bytesBody describes a body that is the bytes of a file.
func bytesBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Description: "The bytes of the file", Content: map[string]*huma.MediaType{"application/octet-stream": {}}}
}

// What the descriptions of all routes of files say.
const (
	fileRules  = "with ranges. Pictures, sound and film of the common types come as what they are, everything else only to be saved."
	thumbRules = "A JPEG whose longest side has 480 pixels at most. 404 `no_file` where there is none."
)

func (a *API) fileRoutes() {
	const list, act = "Sessions", "Commands"
	const file = "/api/v1/sessions/{id}/messages/{seq}/files/{n}"
	route(a, signedIn(), described(get(file, "file", "The bytes of a message's file", list),
		"For whoever may read the transcript; "+fileRules+" 404 `no_file` before it is stored."), whole(a.served))
	route(a, signedIn(), described(get(file+"/thumb", "thumb", "Its small picture", list),
		thumbRules), small(a.served))
	upload := described(with(post("/api/v1/uploads", "upload", "Hand in a file that is to be sent, or to be evidence of a complaint", act), "", http.StatusCreated),
		"The bytes are the body. What it is is judged by them. 422 `file_too_big`, `file_empty`, `upload_broken`; 503 `files_full` when there is no room. Of what a person hands in and does not send the oldest goes when it is more than 30 files, or more than six of the largest size.")
	upload.RequestBody = bytesBody()
	route(a, may(access.Serve), upload, a.upload)
	route(a, may(access.Serve), described(with(get("/api/v1/uploads/{id}", "drop-upload", "Take back a file that was handed in", act), http.MethodDelete, http.StatusNoContent),
		"What no reply and no complaint has taken is thrown away after 24 hours in any case."), a.dropUpload)
}

func (a *API) upload(ctx context.Context, in *uploadIn) (*answer[uploadBody], error) {
	got, err := a.o.Files.Keep(ctx, router.AgentOwner(callerOf(ctx).Agent.ID), in.Name, in.body, 0)
	if err != nil {
		return nil, err
	}
	return answering(uploadOf(got)), nil
}

func uploadOf(u channels.Upload) uploadBody {
	return uploadBody{ID: u.ID, Kind: u.Kind, Name: u.Name, Type: u.Type, Size: u.Size, Width: u.Width, Height: u.Height}
}

type uploadedIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (a *API) dropUpload(ctx context.Context, in *uploadedIn) (*struct{}, error) {
	return nil, a.o.Files.Drop(ctx, router.AgentOwner(callerOf(ctx).Agent.ID), in.ID)
}

type fileIn struct {
	ID  string `path:"id" maxLength:"64"`
	Seq int64  `path:"seq" minimum:"1"`
	N   int    `path:"n" minimum:"0"`
}

// whole and small make the two routes of a file: one for its bytes and one for its small picture.
func whole[I any](serve func(context.Context, *I, bool) (*huma.StreamResponse, error)) func(context.Context, *I) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *I) (*huma.StreamResponse, error) { return serve(ctx, in, false) }
}

func small[I any](serve func(context.Context, *I, bool) (*huma.StreamResponse, error)) func(context.Context, *I) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *I) (*huma.StreamResponse, error) { return serve(ctx, in, true) }
}

// served gives the bytes to whoever may read the transcript (S-AZ2).
func (a *API) served(ctx context.Context, in *fileIn, small bool) (*huma.StreamResponse, error) {
	row, _, err := a.o.Hub.ReadWork(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	f, err := a.o.Hub.File(ctx, row.ID, in.Seq, in.N)
	if err != nil {
		return nil, err
	}
	return a.bytes(f, small)
}

// bytes gives the bytes of a file that the viewer may see, or of its small picture.
func (a *API) bytes(f desk.File, small bool) (*huma.StreamResponse, error) {
	blob := f.Blob
	if small {
		blob = f.Thumb
	}
	if f.State != desk.FileStored || blob == "" {
		return nil, desk.Fail(desk.NotFound, "no_file", "the file is not here, or has no small picture")
	}
	body, err := a.o.Files.Open(blob)
	if err != nil {
		return nil, desk.Because(desk.Unavailable, "files_away", "the file cannot be read now: try again", err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer func() { _ = body.Close() }()
		r, w := humago.Unwrap(hc)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileOutTime))
		channels.ServeFile(w, r, f, small, body, channels.KeepAsking)
	}}, nil
}
