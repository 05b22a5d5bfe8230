package webchat

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// maxFiles is how many files one message may have.
const maxFiles = 10

// fileTime is how long the bytes of a file may take, either way.
const fileTime = 10 * time.Minute

// shownFile is a file as its visitor sees it. The addresses are relative to the channel's folder.
type shownFile struct {
	N       int            `json:"n"`
	Kind    desk.Kind      `json:"kind"`
	Name    string         `json:"name,omitempty"`
	Type    string         `json:"type,omitempty"`
	Size    int64          `json:"size,omitempty"`
	Width   int            `json:"width,omitempty"`
	Height  int            `json:"height,omitempty"`
	Seconds int            `json:"seconds,omitempty"`
	State   desk.FileState `json:"state"`
	Reason  string         `json:"reason,omitempty"`
	URL     string         `json:"url,omitempty"`   // only when it is stored
	Thumb   string         `json:"thumb,omitempty"` // only where there is a small picture
}

// shownEntry is an entry with its files.
type shownEntry struct {
	channels.Entry
	Files []shownFile `json:"files,omitempty"`
}

// shownEntries are entries as the wire has them; never nil, so that the wire has a list.
func shownEntries(list []channels.Entry) []shownEntry {
	out := make([]shownEntry, len(list))
	for i, e := range list {
		out[i].Entry = e
		for n, f := range e.Files {
			out[i].Files = append(out[i].Files, shownFileOf(e, n, f))
		}
	}
	return out
}

func shownFileOf(e channels.Entry, n int, f desk.File) shownFile {
	s := shownFile{N: n, Kind: f.Kind, Name: f.Name, Type: f.Type, Size: f.Size, Width: f.Width, Height: f.Height, Seconds: f.Seconds, State: f.State, Reason: f.Reason}
	if f.State == desk.FileStored {
		s.URL = "files/" + strconv.FormatInt(e.Ordinal, 10) + "/" + strconv.FormatInt(e.Seq, 10) + "/" + strconv.Itoa(n)
		if f.Thumb != "" {
			s.Thumb = s.URL + "/thumb"
		}
	}
	return s
}

// mountFiles registers the routes for files, where the host keeps any.
func (a *Adapter) mountFiles(mux *http.ServeMux, at string) {
	if a.files == nil {
		return
	}
	for pattern, h := range map[string]func(http.ResponseWriter, *http.Request, desk.Address){
		"POST " + at + "/files":                            a.serveHandIn,
		"DELETE " + at + "/files/{id}":                     a.serveTakeBack,
		"GET " + at + "/files/{ordinal}/{seq}/{n}":         a.serveFile,
		"GET " + at + "/files/{ordinal}/{seq}/{n}/{thumb}": a.serveFile,
	} {
		mux.HandleFunc(pattern, a.visitors(h))
	}
	mux.HandleFunc("OPTIONS "+at+"/files", a.servePreflight)
	mux.HandleFunc("OPTIONS "+at+"/files/", a.servePreflight)
}

// servePreflight tells a browser on an allowed site that it may ask with the token in a header.
func (a *Adapter) servePreflight(w http.ResponseWriter, r *http.Request) {
	if !a.answersTo(w, r) {
		return
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "GET, POST, DELETE")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Range")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}

// answersTo refuses other sites than ours and the allowed ones; a request without Origin comes from no page. It says in the
// answer which site may read it.
func (a *Adapter) answersTo(w http.ResponseWriter, r *http.Request) bool {
	from := r.Header.Get("Origin")
	w.Header().Add("Vary", "Origin")
	if from == "" {
		return true
	}
	if !a.origins.allow(r) {
		problem(w, http.StatusForbidden, "foreign_origin", "This site may not use this chat.", 0)
		return false
	}
	w.Header().Set("Access-Control-Allow-Origin", from)
	return true
}

// visitors lets in who has a token of ours, as often as visitors and sources may.
func (a *Adapter) visitors(next func(http.ResponseWriter, *http.Request, desk.Address)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !a.answersTo(w, r) {
			return
		}
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		c, ok, err := a.who(token)
		switch {
		case err != nil:
			problem(w, http.StatusUnauthorized, "bad_identity", "The identity is not taken: "+err.Error()+".", 0)
			return
		case !ok:
			problem(w, http.StatusUnauthorized, "bad_token", "This is no token of this chat.", 0)
			return
		}
		if wait := a.filesTooFast(r, c.key); wait > 0 {
			problem(w, http.StatusTooManyRequests, "slow_down", "Too many files at once.", wait)
			return
		}
		next(w, r, desk.Address{Channel: a.cfg.ID, Key: c.key})
	}
}

// filesTooFast is how long a visitor has to wait before the next file; 0 = not at all.
func (a *Adapter) filesTooFast(r *http.Request, visitor string) time.Duration {
	now := a.now()
	if r.Method != http.MethodPost {
		return a.pace.reads.take(visitor, now)
	}
	if wait := a.pace.files.take(visitor, now); wait > 0 {
		return wait
	}
	source := a.cfg.Source(r)
	if wait := a.pace.fileSource.take(source, now); wait > 0 {
		return wait
	}
	return a.pace.fileBytes.takeN(source, int(a.mostOf(r)), now)
}

// mostOf is how many bytes a body may bring: what it says, where it says that, within the limit.
func (a *Adapter) mostOf(r *http.Request) int64 {
	if r.ContentLength < 0 {
		return a.cfg.MaxFile
	}
	return min(r.ContentLength, a.cfg.MaxFile)
}

// serveHandIn answers POST /chat/{id}/files?name=…: the body is the file. A message may name it afterwards.
func (a *Adapter) serveHandIn(w http.ResponseWriter, r *http.Request, at desk.Address) {
	if r.ContentLength > a.cfg.MaxFile {
		a.refuseFile(w, desk.Fail(desk.Invalid, "file_too_big", "The file is too large."))
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(fileTime)) // a server without deadlines is a test's
	got, err := a.files.HandIn(r.Context(), at, r.URL.Query().Get("name"), r.Body, a.mostOf(r))
	if err != nil {
		a.refuseFile(w, err)
		return
	}
	reply(w, http.StatusCreated, map[string]any{"id": got.ID, "kind": got.Kind, "name": got.Name, "type": got.Type, "size": got.Size, "width": got.Width, "height": got.Height})
}

// refuseFile says to the visitor why a file was not taken, or cannot be read.
func (a *Adapter) refuseFile(w http.ResponseWriter, err error) {
	var e *desk.Error
	if !errors.As(err, &e) {
		e = desk.Fail(desk.Unavailable, "unavailable", "")
	}
	switch e.Code {
	case "file_too_big":
		problem(w, http.StatusRequestEntityTooLarge, "too_big", "The file is too large.", 0)
	case "file_empty":
		problem(w, http.StatusUnprocessableEntity, "empty_file", "The file has no bytes.", 0)
	case "upload_broken":
		problem(w, http.StatusBadRequest, "broken", "The file did not arrive whole.", time.Second)
	case "too_many_uploads":
		problem(w, http.StatusTooManyRequests, "too_many_files", "Too many files are on their way: wait a moment.", 10*time.Second)
	case "files_full":
		problem(w, http.StatusInsufficientStorage, "full", "There is no room for files now: send it again later.", time.Minute)
	case "no_file":
		problem(w, http.StatusNotFound, "no_file", "There is no such file.", 0)
	default:
		problem(w, http.StatusServiceUnavailable, "unavailable", "Files cannot be kept or read now.", time.Second)
	}
}

// serveTakeBack answers DELETE /chat/{id}/files/{upload id}.
func (a *Adapter) serveTakeBack(w http.ResponseWriter, r *http.Request, at desk.Address) {
	if err := a.files.TakeBack(r.Context(), at, r.PathValue("id")); err != nil {
		a.refuseFile(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// serveFile answers GET /chat/{id}/files/{ordinal}/{seq}/{n} and …/thumb, for the visitor's own conversation.
func (a *Adapter) serveFile(w http.ResponseWriter, r *http.Request, at desk.Address) {
	f, err := a.fileOf(r.Context(), r, at)
	if err != nil {
		a.refuseFile(w, err)
		return
	}
	small := r.PathValue("thumb") != ""
	blob := f.Blob
	if small {
		blob = f.Thumb
	}
	if f.State != desk.FileStored || blob == "" {
		a.refuseFile(w, noFile())
		return
	}
	body, err := a.files.Open(blob)
	if err != nil {
		a.refuseFile(w, err)
		return
	}
	defer func() { _ = body.Close() }()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileTime))
	if r.Header.Get("Origin") != "" {
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") // an allowed site reads it with CORS
	}
	channels.ServeFile(w, r, f, small, body, channels.KeepNever)
}

func (a *Adapter) fileOf(ctx context.Context, r *http.Request, at desk.Address) (desk.File, error) {
	ordinal, err1 := strconv.ParseInt(r.PathValue("ordinal"), 10, 64)
	seq, err2 := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	n, err3 := strconv.Atoi(r.PathValue("n"))
	if thumb := r.PathValue("thumb"); errors.Join(err1, err2, err3) != nil || n < 0 || (thumb != "" && thumb != "thumb") {
		return desk.File{}, noFile()
	}
	return a.files.FileAt(ctx, at, ordinal, seq, n)
}

func noFile() error { return desk.Fail(desk.NotFound, "no_file", "there is no such file") }
