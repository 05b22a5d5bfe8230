package slack

import (
	"cmp"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxUpload is the largest file that the stand-in keeps, in bytes; Slack takes 1 GB (F).
const maxUpload = 64 << 20

// File is a file that hangs on a message: the fields an app reads first (docs.slack.dev, "File objects").
type File struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Title    string `json:"title,omitempty"`
	Mimetype string `json:"mimetype,omitempty"`
	Mode     string `json:"mode,omitempty"`
	Access   string `json:"file_access,omitempty"`
	Size     int64  `json:"size,omitempty"`
	Private  string `json:"url_private,omitempty"`
	Download string `json:"url_private_download,omitempty"`

	Bytes   []byte `json:"-"` // what it holds
	Connect bool   `json:"-"` // of another organisation: events carry its id alone, and that files.info knows more
}

// stored is a file in the workspace, or one that is being uploaded.
type stored struct {
	File
	ticket string // of its upload address; empty once it was used
	length int64  // that was announced
	whole  bool   // its bytes are here
	shown  bool   // it was completed: a file is completed once
}

// put makes a file of the workspace and gives what an event says of it. The caller holds the lock.
func (s *Server) put(f File) File {
	if f.ID == "" {
		f.ID = s.world.id("F")
	}
	if f.Bytes != nil {
		f.Size = int64(len(f.Bytes))
	}
	f.Mode = "hosted"
	if f.Title == "" {
		f.Title = f.Name
	}
	where := s.base + "/files-pri/" + TeamID + "-" + f.ID + "/"
	f.Private, f.Download = where+f.Name, where+"download/"+f.Name
	s.world.files[f.ID] = &stored{File: f, whole: true, shown: true}
	if f.Connect { // F: "Slack Connect and files"
		return File{ID: f.ID, Mode: "file_access", Access: "check_file_info"}
	}
	return f
}

// ServedAt says under which address the stand-in is reached, for the addresses of files; without it, under the one of the
// first call.
func (s *Server) ServedAt(base string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.base = base
}

// filesInfo is M:files.info.
func filesInfo(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	if no := s.may("files:read"); no != nil {
		return nil, no
	}
	f := s.world.files[a["file"]]
	if f == nil || !f.shown {
		return nil, refuse("file_not_found")
	}
	return map[string]any{"file": f.File}, nil
}

// uploadURL is M:files.getUploadURLExternal.
func uploadURL(s *Server, a args, r *http.Request) (map[string]any, *refusal) {
	if no := s.may("files:write"); no != nil {
		return nil, no
	}
	length, err := strconv.ParseInt(a["length"], 10, 64)
	if err != nil || length <= 0 || a["filename"] == "" {
		return nil, refuse("missing_argument")
	}
	if length > maxUpload {
		return nil, refuse("file_upload_size_restricted")
	}
	f := &stored{File: File{ID: s.world.id("F"), Name: a["filename"], Mimetype: cmp.Or(mime.TypeByExtension(path.Ext(a["filename"])), "application/octet-stream")},
		ticket: s.world.id("upload-"), length: length}
	s.world.files[f.ID] = f
	return map[string]any{"upload_url": "http://" + r.Host + "/upload/v1/" + f.ticket, "file_id": f.ID}, nil
}

// completeUpload is M:files.completeUploadExternal: only now people see the file, where it is shared.
func completeUpload(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	if no := s.may("files:write"); no != nil {
		return nil, no
	}
	var wanted []struct{ ID, Title string }
	if json.Unmarshal([]byte(a["files"]), &wanted) != nil || len(wanted) == 0 {
		return nil, refuse("invalid_arguments")
	}
	c := s.world.channels[a["channel_id"]]
	switch {
	case a["channel_id"] != "" && c == nil:
		return nil, refuse("channel_not_found")
	case c != nil && !c.member:
		return nil, refuse("not_in_channel")
	case c != nil && c.archived:
		return nil, refuse("is_archived")
	case badThread(a):
		return nil, refuse("invalid_thread_ts")
	}
	m := &message{Type: "message", Subtype: "file_share", User: BotUser, BotID: BotID, AppID: AppID, Team: TeamID, Text: a["initial_comment"], ThreadTS: a["thread_ts"]}
	var out []map[string]any
	for _, w := range wanted {
		f := s.world.files[w.ID]
		if f == nil || !f.whole || f.shown {
			return nil, refuse("file_not_found")
		}
		f.Title = w.Title
		f.shown = true
		m.Files = append(m.Files, s.put(f.File))
		out = append(out, map[string]any{"id": w.ID, "title": w.Title})
	}
	if a["initial_comment"] == "" && a["blocks"] != "" {
		m.Blocks = json.RawMessage(a["blocks"])
	}
	if c != nil {
		m.TS = s.world.ts()
		c.add(m)
		s.posted = &post{c, m}
	}
	return map[string]any{"files": out}, nil // the message is made later, and named nowhere here
}

// serveUpload takes the bytes of a file, as a form or as they are; the address knows which file (F: any answer but
// 200 is a failure). It is good for one upload of the announced length.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request, ticket string) {
	switch s.fault("upload").Kind {
	case FaultResetBefore:
		cut(w)
	case FaultBadGateway:
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	body, err := uploaded(w, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.world.files {
		if f.ticket == ticket && err == nil && int64(len(body)) == f.length {
			f.Bytes, f.whole, f.ticket = body, true, ""
			_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(body)))
			return
		}
	}
	http.Error(w, "no such upload, or not of this length", http.StatusBadRequest)
}

func uploaded(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload+1<<20)
	form, err := r.MultipartReader()
	if err != nil {
		return io.ReadAll(r.Body)
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

// signIn is what Slack answers, with 200, to who may not read a file.
const signIn = `<!DOCTYPE html><html><head><title>Sign in to Stand-in | Slack</title></head><body>Sign in</body></html>`

// serveFile is url_private and url_private_download: the bytes for who has the token and the scope, else the sign-in page.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, rest string) {
	switch s.fault("download").Kind {
	case FaultTooMany:
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	case FaultBadGateway:
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(rest, TeamID+"-"), "/")
	s.mu.Lock()
	s.ledger.tokens = append(s.ledger.tokens, r.Header.Get("Authorization"))
	f := s.world.files[id]
	allowed := r.Header.Get("Authorization") == "Bearer "+s.opts.BotToken && !slices.Contains(s.opts.Missing, "files:read")
	s.mu.Unlock()
	switch {
	case !allowed:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, signIn)
	case f == nil || !f.shown:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", f.Mimetype)
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(f.Bytes)))
	}
}
