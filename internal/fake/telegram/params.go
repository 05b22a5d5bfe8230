package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxBody is more than any call needs: D: files up to 50 MB may be sent.
const maxBody = 64 << 20

// params are the arguments of a call. Like in the real server all are strings,
// wherever they came from: a JSON number is its digits, an object its JSON.
type params struct {
	values  map[string]string
	files   map[string]upload // parts of a multipart body that have a file name
	badUTF8 bool              // somewhere in a JSON or form body
}

// upload is a file that a bot sends.
type upload struct {
	name string
	data []byte
}

// parseParams reads the query and the body: JSON, form or multipart.
func parseParams(w http.ResponseWriter, r *http.Request) (params, *apiError) {
	p := params{values: map[string]string{}}
	if r.URL.RawQuery != "" {
		for name, values := range r.URL.Query() {
			p.values[name] = values[0]
		}
	}
	if r.Body == nil || r.Body == http.NoBody {
		return p, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
			return p, &apiError{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
		}
		return p, badRequest("can't read the request")
	}
	if err := p.read(r.Header.Get("Content-Type"), body); err != nil {
		return p, badRequest("can't parse the request: " + err.Error())
	}
	return p, nil
}

// read adds the arguments in a body of the given type. Types it does not know
// have no arguments, as in the real server.
func (p *params) read(contentType string, body []byte) error {
	kind, options, _ := mime.ParseMediaType(contentType)
	switch {
	case len(body) == 0:
		return nil
	case kind == "application/json":
		return p.readJSON(body)
	case kind == "application/x-www-form-urlencoded":
		return p.readForm(string(body))
	case kind == "multipart/form-data":
		return p.readMultipart(body, options["boundary"])
	}
	return nil
}

func (p *params) readJSON(body []byte) error {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	// encoding/json replaces invalid bytes, where Telegram refuses them.
	p.badUTF8 = !utf8.Valid(body)
	for name, raw := range fields {
		value := string(raw)
		switch {
		case value == "null":
			continue
		case raw[0] == '"':
			if err := json.Unmarshal(raw, &value); err != nil {
				return err
			}
		}
		p.values[name] = value
	}
	return nil
}

func (p *params) readForm(body string) error {
	r := http.Request{Method: http.MethodPost, Body: io.NopCloser(strings.NewReader(body)),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}}
	if err := r.ParseForm(); err != nil {
		return err
	}
	for name, values := range r.PostForm {
		p.set(name, values[0])
	}
	return nil
}

func (p *params) readMultipart(body []byte, boundary string) error {
	if boundary == "" {
		return errors.New("no boundary")
	}
	if bytes.Equal(bytes.TrimSpace(body), []byte("--"+boundary+"--")) {
		return nil // a form without fields, as getMe of some clients sends
	}
	reader := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := reader.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			p.set(part.FormName(), string(value))
			continue
		}
		if p.files == nil {
			p.files = map[string]upload{}
		}
		p.files[part.FormName()] = upload{part.FileName(), value}
	}
}

func (p *params) set(name, value string) {
	p.values[name] = value
	p.badUTF8 = p.badUTF8 || !utf8.ValidString(value)
}

func (p params) str(name string) string { return p.values[name] }

// id is a number such as a chat id, or 0.
func (p params) id(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(p.values[name]), 10, 64)
	return n
}

// integer is S: Client::get_integer_arg: absent means the default, and all
// values are forced into the range.
func (p params) integer(name string, absent, least, most int) int {
	n := absent
	if raw := p.values[name]; raw != "" {
		n, _ = strconv.Atoi(strings.TrimSpace(raw))
	}
	return min(max(n, least), most)
}

// yes is S: Client::to_bool.
func (p params) yes(name string) bool {
	switch strings.ToLower(strings.TrimSpace(p.values[name])) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// raw is an argument that holds JSON, or nil.
func (p params) raw(name string) json.RawMessage {
	if v := p.values[name]; v != "" && json.Valid([]byte(v)) {
		return json.RawMessage(v)
	}
	return nil
}

// described is the part of a ledger line that the arguments tell.
func (p params) described() Send {
	text := p.str("text")
	if text == "" {
		text = p.str("action") + p.str("caption")
	}
	return Send{
		ChatID: p.id("chat_id"), MessageID: p.id("message_id"), Text: text,
		Thread: p.id("message_thread_id"), ReplyTo: p.reply().MessageID,
		ParseMode: p.str("parse_mode"), Entities: p.raw("entities"),
		Markup: p.raw("reply_markup"), QueryID: p.str("callback_query_id"),
	}
}

// replyJSON is ReplyParameters as far as the stand-in follows them.
type replyJSON struct {
	MessageID int64 `json:"message_id"`
	Optional  bool  `json:"allow_sending_without_reply"`
}

// reply is S: Client::get_reply_parameters: reply_parameters wins over the
// old reply_to_message_id.
func (p params) reply() replyJSON {
	r := replyJSON{}
	if raw := p.raw("reply_parameters"); raw != nil {
		_ = json.Unmarshal(raw, &r) // what does not parse replies to nothing
		return r
	}
	return replyJSON{p.id("reply_to_message_id"), p.yes("allow_sending_without_reply")}
}
