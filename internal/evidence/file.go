package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"firstline/internal/store/dbq"
)

// A seal file is the copy of a node's seals outside the database: one JSON line each, appended and synced.

// File is where a node keeps its seals in a data folder.
func File(dir, node string) string {
	return filepath.Join(dir, "seals-"+url.QueryEscape(node)+".log")
}

// nodeOf is the node whose file bears that name; empty if it is no name that File gives.
func nodeOf(base string) string {
	name, ok := strings.CutPrefix(strings.TrimSuffix(base, ".log"), "seals-")
	node, err := url.QueryUnescape(name)
	if !ok || err != nil {
		return ""
	}
	return node
}

// line is a seal in a file.
// {"node":"desk-1","n":3,"at":1,"heads":{…},"mac":"…"}
type line struct {
	Node  string          `json:"node"`
	N     int64           `json:"n"`
	At    int64           `json:"at"`
	Heads json.RawMessage `json:"heads"`
	Mac   string          `json:"mac"`
}

func (l line) seal() dbq.Seal {
	return dbq.Seal{Node: l.Node, N: l.N, At: l.At, Heads: string(l.Heads), Mac: l.Mac}
}

// longestLine bounds a line: a seal has at most chunk heads of about 100 bytes.
const longestLine = 1 << 20

// sealFile is an open seal file. last is its newest seal; its N is 0 while the file is empty.
type sealFile struct {
	f    *os.File
	last dbq.Seal
}

// openFile opens or makes a seal file for appending, and its folder: with PostgreSQL and a key in the settings nothing
// else lies there. What a crash left of a line is cut off: the seal itself is in the table and is written again.
func openFile(path string) (*sealFile, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	s := &sealFile{f: f}
	err = s.findLast()
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("open the seal file %s: %w", path, err)
	}
	return s, nil
}

func (s *sealFile) findLast() error {
	size, err := s.f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	tail := make([]byte, min(size, 2*longestLine))
	if _, err := s.f.ReadAt(tail, size-int64(len(tail))); err != nil {
		return err
	}
	end := bytes.LastIndexByte(tail, '\n') + 1
	if broken := int64(len(tail) - end); broken > 0 {
		if err := s.f.Truncate(size - broken); err != nil {
			return err
		}
	}
	if end == 0 {
		return nil
	}
	begin := bytes.LastIndexByte(tail[:end-1], '\n') + 1
	var l line
	if err := json.Unmarshal(tail[begin:end], &l); err != nil {
		return fmt.Errorf("its last line is no seal; move the file away and keep it: %w", err)
	}
	s.last = l.seal()
	return nil
}

// append adds a seal and syncs it. After an error the file ends where it ended before.
func (s *sealFile) append(row dbq.Seal) error {
	text, err := json.Marshal(line{Node: row.Node, N: row.N, At: row.At, Heads: json.RawMessage(row.Heads), Mac: row.Mac})
	if err != nil {
		return err
	}
	size, err := s.f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	_, err = s.f.Write(append(text, '\n'))
	if err == nil {
		err = s.f.Sync()
	}
	if err != nil {
		return errors.Join(err, s.f.Truncate(size))
	}
	s.last = row
	return nil
}

func (s *sealFile) close() error { return s.f.Close() }

// globFiles lists the seal files in a folder; a folder that is not there has none.
func globFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, "seals-") && strings.HasSuffix(name, ".log") {
			files = append(files, filepath.Join(dir, name))
		}
	}
	return files, nil
}
