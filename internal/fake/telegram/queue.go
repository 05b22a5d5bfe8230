package telegram

import "time"

// queued is one update that waits for its bot. The bot's lock guards it.
type queued struct {
	id      int64
	kind    string
	body    []byte // `"message":{…}`, without update_id
	chat    int64  // 0 if none
	line    int64  // updates of one line reach a webhook in order
	expires time.Time
	gone    bool // delivered, confirmed, expired or cleared
}

// Lines of the kinds that do not wait behind the messages of a chat.
// S: the webhook_queue_id arguments of Client::add_update.
const (
	lineCallback = int64(3) << 33 // plus the id of the user
	lineMember   = int64(5) << 33 // plus the id of the chat
)

// queue holds the updates of one bot in the order of their ids, which have no
// gaps (S: TQueue::push). Those which are gone stay until all before them are.
type queue struct {
	items   []*queued
	head    int   // index of the first item that may not be gone
	tail    int64 // id of the next update
	pending int
}

func (q *queue) push(u *queued) {
	u.id = q.tail
	q.tail++
	q.items = append(q.items, u)
	q.pending++
}

// first is the id of the oldest update that is not gone, or else the next id.
func (q *queue) first() int64 {
	if q.head < len(q.items) {
		return q.items[q.head].id
	}
	return q.tail
}

// from returns the updates with ids of at least id, some of which may be gone.
func (q *queue) from(id int64) []*queued {
	skip := id - (q.tail - int64(len(q.items)))
	return q.items[min(max(int(skip), q.head), len(q.items)):]
}

// remove marks u gone and says whether it was not before.
func (q *queue) remove(u *queued) bool {
	if u.gone {
		return false
	}
	u.gone, u.body = true, nil
	q.pending--
	for q.head < len(q.items) && q.items[q.head].gone {
		q.head++ // and stays in place: someone may be walking the slice
	}
	// Copying when half is dead keeps removal cheap on average.
	if q.head > 64 && q.head*2 > len(q.items) {
		q.items = append([]*queued(nil), q.items[q.head:]...)
		q.head = 0
	}
	return true
}
