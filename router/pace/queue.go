package pace

import "slices"

// queue holds the conversations that wait for the account, in the order in which they came: those in which a person's
// answer waits before the others, but for one turn of every few. The zero value is empty.
type queue struct {
	first, rest []*ticket
	row         int // turns in a row that went to the first while others waited
}

// ticket is one conversation that waits; turn is closed when it may go.
type ticket struct {
	key  string
	turn chan struct{}
}

// inRow is how many turns go to the first until another one is heard: automatic texts leave too, however much is answered.
const inRow = 3

func (q *queue) empty() bool { return len(q.first)+len(q.rest) == 0 }

func (q *queue) add(key string, first bool) *ticket {
	t := &ticket{key: key, turn: make(chan struct{})}
	if first {
		q.first = append(q.first, t)
	} else {
		q.rest = append(q.rest, t)
	}
	return t
}

// take gives the next one; the queue is not empty.
func (q *queue) take() *ticket {
	from := &q.first
	if len(q.first) == 0 || (len(q.rest) > 0 && q.row == inRow) {
		from = &q.rest
	}
	if q.row++; from == &q.rest {
		q.row = 0
	}
	t := (*from)[0]
	*from = (*from)[1:]
	return t
}

// hurry puts a conversation that waits with the others behind the first.
func (q *queue) hurry(key string) {
	if i := slices.IndexFunc(q.rest, func(t *ticket) bool { return t.key == key }); i >= 0 {
		q.first = append(q.first, q.rest[i])
		q.rest = slices.Delete(q.rest, i, i+1)
	}
}

// drop takes out who does not want to wait any longer.
func (q *queue) drop(t *ticket) {
	is := func(o *ticket) bool { return o == t }
	q.first, q.rest = slices.DeleteFunc(q.first, is), slices.DeleteFunc(q.rest, is)
}
