package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// state compares what a session's JSON means, not how it is written: a later program may write its fields otherwise.
func (r *replayer) state(row dbq.Session, derived sessions.State) {
	text, err := json.Marshal(derived)
	if err == nil && row.State == string(text) {
		return
	}
	stored, bad := decoded([]byte(row.State))
	if bad != nil {
		r.list.session(Differs, row.ID, "state: it cannot be read")
		return
	}
	want, _ := decoded(text)
	r.values(row.ID, "state", stored, want)
}

// decoded reads a value with its numbers as they stand.
func decoded(text []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// values names each place in which two JSON values differ.
func (r *replayer) values(id, path string, stored, derived any) {
	if reflect.DeepEqual(stored, derived) {
		return
	}
	a, isA := stored.(map[string]any)
	b, isB := derived.(map[string]any)
	if !isA || !isB {
		r.differ(id, path, stored, derived)
		return
	}
	keys := maps.Clone(a)
	maps.Copy(keys, b)
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		r.values(id, path+"."+k, a[k], b[k])
	}
}

// row compares what sessions are looked up by.
func (r *replayer) row(s story, f *fold) {
	d := &f.state
	want := dbq.Session{ID: string(d.ID), Channel: string(d.Address.Channel), ConvKey: d.Address.Key, Ordinal: d.Ordinal, Part: int64(d.Address.Partition()),
		Version: d.Version, Phase: string(d.Phase), Grp: string(d.Group), Owner: string(d.Owner), Title: d.Title, OpenedAt: int64(d.OpenedAt),
		QueuedAt: int64(d.QueuedAt), ClosedAt: int64(d.ClosedAt), NextDue: int64(d.NextDue()), Urgency: d.Urgency()}
	if d.Holder != nil {
		want.Holder = string(d.Holder.Agent)
	}
	if f.spoke != nil {
		want.PreviewRole, want.PreviewAt = f.spoke.Role, f.spoke.At
	}
	want.PreviewText = s.row.PreviewText // has its own rule, below
	want.State, want.Head = s.row.State, s.row.Head
	r.columns(s.row.ID, "", s.row, want)
	r.preview(s, f)
}

// shortened is how many characters of a text a list shows.
const shortened = 120

// preview: the line in lists is the beginning of the newest text of customer or agent, and erased with it.
func (r *replayer) preview(s story, f *fold) {
	for i := range s.messages {
		m := &s.messages[i]
		if f.spoke == nil || m.Seq != f.spoke.Seq {
			continue
		}
		p := s.row.PreviewText
		if m.Text == "" && m.Kind != string(desk.KindText) && p == "["+m.Kind+"]" {
			continue // a file without words
		}
		if p != m.Text && !(strings.HasPrefix(m.Text, p) && utf8.RuneCountInString(p) == shortened) {
			r.list.session(Differs, s.row.ID, fmt.Sprintf("preview_text is not that of message %d", m.Seq))
		}
	}
}

// transcript compares the messages. Texts of people are for Verify: the events do not have them.
func (r *replayer) transcript(s story, f *fold) {
	for i := range s.messages {
		m := s.messages[i]
		want := f.messages[m.Seq]
		if want == nil {
			r.message(Differs, s.row.ID, m.Seq, "the events do not give it")
			continue
		}
		delete(f.messages, m.Seq)
		if said := want.Text; said != "" && m.Text != "" && m.Text != said {
			r.message(Differs, s.row.ID, m.Seq, "the rules give another text")
		}
		want.Text, want.Salt = m.Text, m.Salt
		r.columns(s.row.ID, fmt.Sprintf("message %d: ", m.Seq), m, *want)
	}
	for _, seq := range slices.Sorted(maps.Keys(f.messages)) {
		r.message(Differs, s.row.ID, seq, "the events give it and it is not stored")
	}
}

// columns names each field in which two rows of one table differ.
func (r *replayer) columns(id, prefix string, stored, derived any) {
	if reflect.DeepEqual(stored, derived) {
		return
	}
	a, b := reflect.ValueOf(stored), reflect.ValueOf(derived)
	for i := range a.NumField() {
		if x, y := a.Field(i).Interface(), b.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			r.differ(id, prefix+column(a.Type().Field(i).Name), x, y)
		}
	}
}

// column is how the schema writes a field's name.
func column(field string) string {
	var b strings.Builder
	low := false
	for _, c := range field {
		if unicode.IsUpper(c) && low {
			b.WriteByte('_')
		}
		low = unicode.IsLower(c)
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
