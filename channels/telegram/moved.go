package telegram

import "sync"

// moves are the groups that have become supergroups, as far as this process has heard: it spares each send a call that is
// refused. Telegram says it again to whoever does not know. The zero value knows none.
type moves struct {
	mu sync.Mutex
	by map[int64]int64
}

// to is where the chat is now.
func (m *moves) to(chat int64) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now, ok := m.by[chat]; ok {
		return now
	}
	return chat
}

func (m *moves) note(from, to int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.by == nil {
		m.by = map[int64]int64{}
	}
	m.by[from] = to
}
