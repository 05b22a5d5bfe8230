package bench

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"
)

// Updates makes Telegram text updates of about 330 bytes. The message's id is the update's, so that a row in the record
// says which request made it.
type Updates struct {
	Host    string
	Base    int64 // first update_id
	First   int64 // first chat id
	Senders int64 // chats First… take turns; 0 = every update comes from a new one
	Seed    int64
	Again   bool // every hundredth request is one that was sent before

	// Chat, if set, chooses the chat instead.
	Chat func(n int64) int64
}

// secret is the one of the measured channel: drawn for nothing but this.
const secret = "kq8Z1mR7vT3xB9nL5cW2yH6jD4fS0aPgUeXi"

// again is how far back a repeated request looks: its first try has been answered by then, and is no repetition itself.
const again = 550

// of is the number of the update that the n-th request carries.
func (u Updates) of(n int64) int64 {
	if u.Again && n >= again && n%100 == 99 {
		return n - again
	}
	return n
}

func (u Updates) chat(n int64) int64 {
	switch {
	case u.Chat != nil:
		return u.Chat(n)
	case u.Senders > 0:
		return u.First + (n*2654435761+u.Seed)%u.Senders // a permutation: a sender is back only after all the others
	}
	return u.First + n
}

// Request writes the n-th request.
func (u Updates) Request(n int64, buf []byte) []byte {
	n = u.of(n)
	id, chat := u.Base+n, u.chat(n)
	var space [512]byte
	b := append(space[:0], `{"update_id":`...)
	b = strconv.AppendInt(b, id, 10)
	b = append(b, `,"message":{"message_id":`...)
	b = strconv.AppendInt(b, id, 10)
	b = append(b, `,"from":{"id":`...)
	b = strconv.AppendInt(b, chat, 10)
	b = append(b, `,"is_bot":false,"first_name":"Customer `...)
	b = strconv.AppendInt(b, chat, 10)
	b = append(b, `","language_code":"zh-hans"},"chat":{"id":`...)
	b = strconv.AppendInt(b, chat, 10)
	b = append(b, `,"first_name":"Customer `...)
	b = strconv.AppendInt(b, chat, 10)
	b = append(b, `","type":"private"},"date":1795300000,"text":"付款后一直转圈, 请帮我查一下订单 `...)
	b = strconv.AppendInt(b, id, 10)
	b = append(b, `"}}`...)
	buf = append(buf, "POST /hooks/tg HTTP/1.1\r\nHost: "...)
	buf = append(buf, u.Host...)
	buf = append(buf, "\r\nX-Telegram-Bot-Api-Secret-Token: "+secret+"\r\nContent-Type: application/json\r\nContent-Length: "...)
	buf = strconv.AppendInt(buf, int64(len(b)), 10)
	buf = append(buf, "\r\n\r\n"...)
	return append(buf, b...)
}

// run drives the load with these updates. rows is how many different ones were acknowledged.
func (u Updates) run(ctx context.Context, l Load) (out Outcome, rows int64, err error) {
	var distinct atomic.Int64
	told := l.Answered
	l.Request = u.Request
	l.Answered = func(n int64, due, done time.Time) {
		if u.of(n) == n {
			distinct.Add(1)
		}
		if told != nil {
			told(n, due, done)
		}
	}
	out, err = l.Run(ctx)
	return out, distinct.Load(), err
}
