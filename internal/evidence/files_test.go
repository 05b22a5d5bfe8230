package evidence

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// fiveSeals makes a record with five seals and gives the lines of its file.
func fiveSeals(t *testing.T, st *store.Store, dir string) []string {
	t.Helper()
	w := newWriter(t, st)
	x := w.open(t, 1)
	s := newSealer(st, dir, "a")
	mustSeal(t, s)
	for range 4 {
		w.note(t, x)
		s.Note(x.s.ID, x.s.Version, x.head)
		mustSeal(t, s)
	}
	text, err := os.ReadFile(File(dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
}

// TestSealFile: the file and the table each notice what was done to the other.
func TestSealFile(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	lines := fiveSeals(t, st, dir)
	file := File(dir, "a")
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"as it was":        {strings.Join(lines, ""), nil},
		"last line lost":   {strings.Join(lines[:4], ""), nil}, // a crash between table and file
		"half a last line": {strings.Join(lines[:4], "") + lines[4][:30], nil},
		"cut":              {strings.Join(lines[:3], ""), []string{"cut off  seal file seals-a.log: it ends at seal 3, the database has 5"}},
		"emptied":          {"", []string{"cut off  seal file seals-a.log: it ends at seal 0, the database has 5"}},
		"one gone":         {lines[0] + lines[1] + lines[3] + lines[4], []string{"missing  seal file seals-a.log, seal 3: it is not in the file"}},
		"first two gone":   {lines[2] + lines[3] + lines[4], []string{"missing  seal file seals-a.log, seal 1: seals 1 to 2 are not in the file"}},
		"one twice":        {lines[0] + lines[1] + lines[1] + lines[2] + lines[3] + lines[4], []string{"extra    seal file seals-a.log: seal 2 of a is not in its place"}},
		"rubbish":          {lines[0] + "rubbish\n" + lines[1] + lines[2] + lines[3] + lines[4], []string{"changed  seal file seals-a.log: the line after seal 1 cannot be read"}},
		"one changed": {strings.Join(lines[:4], "") + strings.Replace(lines[4], `"at":`, `"at":1`, 1) + "\n",
			[]string{"changed  seal file seals-a.log: seal 5: it is not as it was sealed"}},
	} {
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, findings(t, st, file)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"missing  seal file seals-a.log: it is gone"}, findings(t, st, file)); d != "" {
		t.Errorf("removed (-want +got):\n%s", d)
	}
}

// findings are what Verify says.
func findings(t *testing.T, st *store.Store, files ...string) (got []string) {
	t.Helper()
	var out strings.Builder
	rep, err := Verify(t.Context(), st, testKey, files, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rep.Findings {
		got = append(got, f.String())
	}
	return got
}

// TestSealFolder: with PostgreSQL and a key in the settings nothing but the sealer makes the data folder.
func TestSealFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "not", "there")
	if lines := fiveSeals(t, openStore(t, testenv.SQLite(t), store.Options{}), dir); len(lines) != 5 {
		t.Errorf("%q", lines)
	}
}

// TestOldDatabase: a database that was put back from a backup lacks what the file has; the node goes on behind the
// file, and the gap stays visible for good.
func TestOldDatabase(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	fiveSeals(t, st, dir)
	i := intruder{t, st}
	i.exec("DROP TRIGGER seal_no_delete")
	i.exec("DELETE FROM seal WHERE n > 3")
	mustSeal(t, newSealer(st, dir, "a"))
	rows, err := st.SealsAfter(t.Context(), dbq.SealsAfterParams{Most: 10})
	if err != nil || rows[len(rows)-1].N != 6 {
		t.Fatalf("the last seal is %+v (%v); want number 6", rows[len(rows)-1], err)
	}
	want := []string{"missing  seal 4 of a: seals 4 to 5 are not in the database",
		"missing  seal 4 of a: the database does not have it; the seal file seals-a.log has",
		"missing  seal 5 of a: the database does not have it; the seal file seals-a.log has"}
	if d := cmp.Diff(want, findings(t, st, File(dir, "a"))); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

// TestOtherKey: seals of another key are named as such, not as forged ones.
func TestOtherKey(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	fiveSeals(t, st, dir)
	rep, err := Verify(t.Context(), st, []byte("another key, just as long as the first"), nil, &strings.Builder{})
	if err != nil || rep.Found != 5 || !strings.Contains(rep.Findings[0].What, "it was made with another key") {
		t.Errorf("%+v, %v; want five seals of another key", rep, err)
	}
}

// TestFiles: the files of a folder, and the node's own even if it is gone.
func TestFiles(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	list := func() []string {
		files, err := Files(t.Context(), st, dir, "a")
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	if got := list(); len(got) != 0 {
		t.Errorf("before the first seal the files are %v", got)
	}
	fiveSeals(t, st, dir)
	if err := os.WriteFile(filepath.Join(dir, "seals-b.log"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{File(dir, "a"), File(dir, "b")}
	if d := cmp.Diff(want, list()); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
	if err := os.Remove(File(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{File(dir, "b"), File(dir, "a")}, list()); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

// TestBrokenFile: a file that cannot be gone on with stops no seal; it is said until somebody moves it away.
func TestBrokenFile(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	if err := os.WriteFile(File(dir, "a"), []byte("rubbish\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWriter(t, st)
	x := w.open(t, 1)
	s := newSealer(st, dir, "a")
	s.Note(x.s.ID, x.s.Version, x.head)
	if err := s.Seal(t.Context()); err == nil || !strings.Contains(err.Error(), "move the file away") {
		t.Errorf("sealing says %v; want that the file has to be moved", err)
	}
	if got := sealedIn(t, st); got[x.s.ID] != 1 {
		t.Errorf("sealed are %v; want version 1 of %s", got, x.s.ID)
	}
	if err := os.Rename(File(dir, "a"), filepath.Join(dir, "kept")); err != nil {
		t.Fatal(err)
	}
	mustSeal(t, s)
	holds(t, st, File(dir, "a"))
}

// TestSeveralNodes: each node's chain stands for itself, and a node whose file is elsewhere is named.
func TestSeveralNodes(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st, dir := openStore(t, dsn, store.Options{}), t.TempDir()
		w := newWriter(t, st)
		x := w.open(t, 1)
		for _, node := range []string{"a", "b", "b", "a"} {
			w.note(t, x)
			mustSeal(t, newSealer(st, dir, node))
		}
		var out strings.Builder
		if _, err := Verify(t.Context(), st, testKey, []string{File(dir, "a")}, &out); err != nil {
			t.Fatal(err)
		}
		if want := "without a seal file here: b\n1 sessions, 5 events, 4 seals: all hold\n"; out.String() != want {
			t.Errorf("got %q, want %q", out.String(), want)
		}
	})
}
