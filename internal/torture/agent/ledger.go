package agent

import (
	"encoding/json"
	"os"
	"sync"
	"time"
)

// Ledger is a file of JSON lines that many agents write. A line is one write, so that none is ever half there.
type Ledger struct {
	mu   sync.Mutex
	file *os.File
	err  error
}

// OpenLedger makes the file.
func OpenLedger(path string) (*Ledger, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	return &Ledger{file: f}, err
}

// Note appends one line.
func (l *Ledger) Note(v any) {
	line, err := json.Marshal(v)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		_, err = l.file.Write(append(line, '\n'))
	}
	if l.err == nil {
		l.err = err
	}
}

// Close returns the first error that any line had.
func (l *Ledger) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.file.Close(); l.err == nil {
		l.err = err
	}
	return l.err
}

func millis() int64 { return time.Now().UnixMilli() }
