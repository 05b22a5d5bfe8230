package evidence

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"firstline/internal/store/dbq"
)

// files compares each seal file with the table.
func (v *verifier) files(ctx context.Context, files []string) error {
	for _, path := range files {
		if err := v.file(ctx, path); err != nil {
			return fmt.Errorf("read the seal file %s: %w", path, err)
		}
	}
	return v.lookUp(ctx)
}

func (v *verifier) file(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		v.other(Missing, "seal file "+filepath.Base(path), "it is gone")
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	w := &witness{v: v, base: filepath.Base(path)}
	w.name = "seal file " + w.base
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 2*longestLine)
	lines.Split(whole)
	for lines.Scan() {
		if err := w.line(ctx, lines.Bytes()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return w.end(ctx)
}

// whole splits into lines and leaves out what a crash left of the last one.
func whole(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF {
		return len(data), nil, nil
	}
	return 0, nil, nil
}

// witness walks along one file and the table's seals of the same node.
type witness struct {
	v       *verifier
	base    string // the file's name
	name    string // the same in words
	node    string
	n       int64 // number of the last line
	newest  int64 // number of the table's last seal before the file was read
	page    []dbq.Seal
	fetched int64 // number of the last seal in page
}

func (w *witness) line(ctx context.Context, text []byte) error {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		w.v.other(Changed, w.name, fmt.Sprintf("the line after seal %d cannot be read", w.n))
		return nil
	}
	s := l.seal()
	if w.node == "" {
		if err := w.begin(ctx, s.Node); err != nil {
			return err
		}
	}
	b, bad := openSeal(w.v.key, s)
	switch {
	case bad != nil:
		w.v.other(Changed, w.name, fmt.Sprintf("seal %d: %v", s.N, bad))
		return nil
	case s.Node != w.node || s.N <= w.n:
		w.v.other(Extra, w.name, fmt.Sprintf("seal %d of %s is not in its place", s.N, s.Node))
		return nil
	}
	if s.N > w.n+1 {
		w.v.other(Missing, fmt.Sprintf("%s, seal %d", w.name, w.n+1), span("seals", w.n+1, s.N-1)+" not in the file")
	}
	w.n = s.N
	return w.against(ctx, s, b)
}

// begin finds out how far the table goes, before the rest of the file is read: what is sealed meanwhile is no finding.
func (w *witness) begin(ctx context.Context, node string) error {
	w.node = node
	w.v.nodes[node] = true
	newest, err := w.v.src.newest(ctx, node)
	w.newest = newest
	return err
}

// against compares a seal of the file, which holds, with the table's of the same number.
func (w *witness) against(ctx context.Context, s dbq.Seal, b body) error {
	row, err := w.row(ctx, s.N)
	if err != nil || row == s {
		return err
	}
	if row.N != s.N {
		w.v.other(Missing, fmt.Sprintf("seal %d of %s", s.N, s.Node), "the database does not have it; the "+w.name+" has")
		return w.v.expect(ctx, b.Heads, w.name+", seal "+fmt.Sprint(s.N))
	}
	if _, err := openSeal(w.v.key, row); err == nil { // one that does not hold has been named
		w.v.other(Changed, fmt.Sprintf("seal %d of %s", s.N, s.Node), "the "+w.name+" has another of this number")
	}
	return w.v.expect(ctx, b.Heads, w.name+", seal "+fmt.Sprint(s.N))
}

// row gives the table's seal with that number, or one with another if there is none.
func (w *witness) row(ctx context.Context, n int64) (dbq.Seal, error) {
	for {
		for len(w.page) > 0 && w.page[0].N < n {
			w.page = w.page[1:]
		}
		if len(w.page) > 0 {
			return w.page[0], nil
		}
		page, err := w.v.src.seals(ctx, w.node, max(w.fetched, n-1))
		page = slices.DeleteFunc(page, func(s dbq.Seal) bool { return s.Node != w.node }) // those of the next node
		if err != nil || len(page) == 0 {
			return dbq.Seal{}, err
		}
		w.page, w.fetched = page, page[len(page)-1].N
	}
}

// end: a crash between table and file leaves the file one seal short until the node is back; more is a cut.
func (w *witness) end(ctx context.Context) error {
	if w.node == "" { // an empty file: its name says whose it is
		if err := w.begin(ctx, nodeOf(w.base)); err != nil {
			return err
		}
	}
	if w.n < w.newest-1 {
		w.v.other(CutOff, w.name, fmt.Sprintf("it ends at seal %d, the database has %d", w.n, w.newest))
	}
	return nil
}
