package media

import (
	"sync"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// mostHeld bounds the files that one node remembers; beyond, it forgets them all and fetches them again.
const mostHeld = 1000

// held are files whose bytes are on the shelf while their session could not be told: the next try on this node takes them
// from there. The zero value is empty.
type held struct {
	mu    sync.Mutex
	files map[rowKey]desk.File
}

// rowKey is where a file belongs: its session, its message, its number there.
type rowKey struct {
	session string
	seq, n  int64
}

func (h *held) put(w dbq.FilesWantedRow, f desk.File) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.files == nil || len(h.files) >= mostHeld {
		h.files = map[rowKey]desk.File{}
	}
	h.files[rowKey{w.Session, w.Seq, w.N}] = f
}

func (h *held) take(w dbq.FilesWantedRow) (desk.File, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := rowKey{w.Session, w.Seq, w.N}
	f, ok := h.files[at]
	delete(h.files, at)
	return f, ok
}
