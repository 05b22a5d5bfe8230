package cases

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// note is a file whose bytes are the word "bytes".
func note() HandedIn {
	return HandedIn{Kind: desk.KindDocument, Name: "发货单.pdf", Type: "application/pdf", Size: 5, Thumb: true,
		Digest: "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9"}
}

// TestAttach: files are evidence like excerpts: of an open entry, from whom it concerns, so many at most, each once and for
// ever (ORG-07).
func TestAttach(t *testing.T) {
	t.Parallel()
	file := note()
	l := begin(t).must(Attach{Upload: "u1", Note: "发货记录", File: &file})
	want := []File{{N: 1, Upload: "u1", Note: "发货记录", HandedIn: file, Stamp: Stamp{At: l.at, Who: "sue"}}}
	if diff := cmp.Diff(want, l.c.Files); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []Attach{{Upload: "u2"}, {File: &file}} {
		if code := l.try(bad); code != "no_upload" {
			t.Errorf("%+v: %q", bad, code)
		}
	}
	for n := 2; n <= MostFiles; n++ {
		l.must(Attach{Upload: fmt.Sprint("u", n), File: &file})
	}
	if code := l.try(Attach{Upload: "one more", File: &file}); code != "too_many_files" || len(l.c.Files) != MostFiles {
		t.Errorf("%q, %d files", code, len(l.c.Files))
	}
	if code := begin(t).must(whole()...).try(Attach{Upload: "u", File: &file}); code != "case_closed" {
		t.Errorf("a closed one: %q", code)
	}
	for who, want := range map[desk.AgentID]bool{"mei": true, "bo": false} {
		if _, err := Decide(settings(), begin(t).c, Actor{ID: who}, Attach{Upload: "u"}, l.at); (err == nil) != want {
			t.Errorf("%s: %v", who, err)
		}
	}
}

// TestOnlyTheDeskDescribesAFile: what somebody says of the bytes is not taken.
func TestOnlyTheDeskDescribesAFile(t *testing.T) {
	t.Parallel()
	file := note()
	ch, err := Ask{Attach: &Attach{Upload: "u", Note: " n ", File: &file}}.Change(strings.TrimSpace)
	if want := (Attach{Upload: "u", Note: "n"}); err != nil || !cmp.Equal(ch, Change(want)) {
		t.Errorf("%+v, %v", ch, err)
	}
}

// handsIn keeps a file for somebody, as internal/media does.
func (o *office) handsIn(owner, id string) {
	o.t.Helper()
	f := note()
	err := o.st.Write(o.t.Context(), func(q *dbq.Queries) error {
		return q.AddUpload(o.t.Context(), dbq.AddUploadParams{ID: id, Owner: owner, Kind: string(f.Kind), Name: f.Name, Type: f.Type, Size: f.Size, Blob: "b-" + id, Thumb: "t-" + id, Digest: f.Digest, At: 1})
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// attach asks for it as somebody of the complaint group.
func (o *office) attach(c Case, who desk.AgentID, client, upload string) (Case, string) {
	o.t.Helper()
	got, _, err := o.Change(o.t.Context(), member(who), c.ID, Command{ClientID: client, Seen: c.Version, Change: Attach{Upload: upload}})
	return got, codeOf(err)
}

// TestFilesAreTaken: a file that one has handed in belongs to the entry from the moment at which it is in its story, and to
// nobody else; somebody else's is refused, also one that another entry has; the sweep takes what nobody has used and nothing
// else; who may not see the entry does not get the file (ORG-07).
func TestFilesAreTaken(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c, other := o.registered("mei"), o.registered("mei")
		for _, id := range []string{"u1", "left"} {
			o.handsIn("agent:sue", id)
		}
		o.handsIn("agent:zoe", "theirs")
		if _, code := o.attach(c, "sue", "a", "theirs"); code != "no_upload" {
			t.Errorf("a colleague's file: %q", code)
		}
		if _, code := o.attach(c, "sue", "a", "nothing"); code != "no_upload" {
			t.Errorf("no file: %q", code)
		}
		got, code := o.attach(c, "sue", "b", "u1")
		if code != "" || got.Version != 2 || len(got.Files) != 1 || got.Files[0].HandedIn != note() || got.Files[0].Who != "sue" {
			t.Fatalf("%q: %+v", code, got)
		}
		if again, code := o.attach(c, "sue", "b", "u1"); code != "" || again.Version != 2 {
			t.Errorf("the same command again: %q, version %d", code, again.Version)
		}
		if _, code := o.attach(other, "sue", "c", "u1"); code != "no_upload" {
			t.Errorf("another entry takes it too: %q", code)
		}
		err := o.st.Write(t.Context(), func(q *dbq.Queries) error {
			if _, err := q.DropUpload(t.Context(), dbq.DropUploadParams{ID: "u1", Owner: "agent:sue"}); err != nil {
				return err
			}
			_, err := q.DropOldUploads(t.Context(), int64(morning()))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if f, err := o.File(t.Context(), outsider("mei"), c.Number, 1); err != nil || f.Blob != "b-u1" || f.Thumb != "t-u1" {
			t.Errorf("%+v, %v", f, err)
		}
		for n, want := range map[int]string{0: "no_file", 2: "no_file"} {
			if _, err := o.File(t.Context(), member("sue"), c.Number, n); codeOf(err) != want {
				t.Errorf("file %d: %v", n, err)
			}
		}
		if _, err := o.File(t.Context(), outsider("bo"), c.Number, 1); codeOf(err) != "not_found" {
			t.Errorf("a stranger: %v", err)
		}
		if _, code := o.attach(got, "sue", "d", "left"); code != "no_upload" {
			t.Errorf("what was left behind for days: %q", code)
		}
		o.sound()
	})
}

// kept is a file of the folder.
type kept struct{ *strings.Reader }

func (kept) Close() error { return nil }

// TestVerifyFindsFiles: a file of a complaint that is gone or another one, in the record or in the folder, is named.
func TestVerifyFindsFiles(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c := o.registered("mei")
		o.handsIn("agent:sue", "u1")
		if _, code := o.attach(c, "sue", "a", "u1"); code != "" {
			t.Fatal(code)
		}
		folder := map[string]string{"b-u1": "bytes"}
		found := func() string {
			t.Helper()
			var out strings.Builder
			_, err := VerifyFiles(t.Context(), o.st, func(key string) (io.ReadSeekCloser, error) {
				if body, has := folder[key]; has {
					return kept{strings.NewReader(body)}, nil
				}
				return nil, fs.ErrNotExist
			}, &out)
			if err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
		says := func(want string) {
			t.Helper()
			if got := found(); !strings.Contains(got, want) {
				t.Errorf("%q does not say %q", got, want)
			}
		}
		says("1 complaints re-derived, 2 events: all hold")
		folder["b-u1"] = "other"
		says("the bytes of file 1 are not those that were handed in")
		delete(folder, "b-u1")
		says("the bytes of file 1 cannot be read")
		folder["b-u1"] = "bytes"
		for change, want := range map[string]string{"digest = 'x'": "file 1 is not the one that was handed in", "owner = 'agent:bo'": "file 1 is gone"} {
			if err := o.st.Exec(t.Context(), "UPDATE upload SET "+change); err != nil {
				t.Fatal(err)
			}
			says(want)
			if _, err := o.File(t.Context(), member("sue"), c.ID, 1); codeOf(err) != "no_file" {
				t.Errorf("%s: it is given: %v", change, err)
			}
			if err := o.st.Exec(t.Context(), "UPDATE upload SET digest = '"+note().Digest+"', owner = '"+FileOwner(c.ID)+"'"); err != nil {
				t.Fatal(err)
			}
		}
		says("all hold")
	})
}

var errTurned = errors.New("the disk turned against us")

// TestHalfAnAttachment: where the event cannot be written the file stays its sender's, who tries again.
func TestHalfAnAttachment(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		c := o.registered("mei")
		o.handsIn("agent:sue", "u1")
		err := o.st.Write(t.Context(), func(q *dbq.Queries) error {
			w := writer{q: q, now: morning()}
			if err := w.load(t.Context(), c.ID); err != nil {
				return err
			}
			if _, err := w.takeFile(t.Context(), "sue", Attach{Upload: "u1"}); err != nil {
				return err
			}
			return errTurned
		})
		if !errors.Is(err, errTurned) {
			t.Fatal(err)
		}
		if got, code := o.attach(c, "sue", "a", "u1"); code != "" || len(got.Files) != 1 {
			t.Errorf("%q: %+v", code, got.Files)
		}
	})
}
