package torture

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"firstline/internal/fake/telegram"
)

// load is the customers: each writes into a conversation of his own, at random moments, words that exist once. It goes
// on at its pace whatever happens to the desk, at least until the messages are said, and until the faults are over.
type load struct {
	tg     *telegram.Server
	most   int
	rate   float64 // messages a second
	rng    *rand.Rand
	people []*telegram.User
	last   []int64 // each one's last message

	cancel context.CancelFunc
	done   sync.WaitGroup
	said   chan struct{} // closed once so many messages are said
	mu     sync.Mutex
	n      int
	edits  int
}

// startLoad spreads the messages over about the time that the faults will take.
func startLoad(ctx context.Context, r *run) *load {
	span := max(time.Duration(r.o.Faults)*r.s.pace, 5*time.Second)
	l := &load{tg: r.world.Telegram, most: r.o.Messages, rate: max(float64(r.o.Messages)/span.Seconds(), 20),
		rng: rand.New(rand.NewPCG(r.o.Seed, 5)), said: make(chan struct{}), last: make([]int64, r.o.Customers)}
	for i := range r.o.Customers {
		l.people = append(l.people, l.tg.User(int64(1000+i), fmt.Sprintf("Customer %d", i), "en"))
	}
	ctx, l.cancel = context.WithCancel(ctx)
	l.done.Go(func() { l.run(ctx) })
	return l
}

// run keeps the pace in gusts: what is due is said after a random while, all at once.
func (l *load) run(ctx context.Context) {
	wake := time.NewTimer(0)
	defer wake.Stop()
	began := time.Now()
	for done := 0; ; {
		select {
		case <-ctx.Done():
			return
		case now := <-wake.C:
			for ; float64(done) < now.Sub(began).Seconds()*l.rate; done++ {
				l.say()
			}
			l.mu.Lock()
			wake.Reset(time.Duration(5+l.rng.IntN(150)) * time.Millisecond)
			l.mu.Unlock()
		}
	}
}

// gust says so many messages at once.
func (l *load) gust(n int) {
	for range n {
		l.say()
	}
}

// editShare of the messages change the customer's last one instead.
const editShare = 0.02

func (l *load) say() {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := l.rng.IntN(len(l.people))
	text := l.words()
	if l.last[i] != 0 && l.rng.Float64() < editShare {
		if _, err := l.people[i].Edit(nil, l.last[i], text); err == nil {
			l.edits++
			l.last[i] = 0 // one edit a message: two within a second carry the same edit date
		}
	} else {
		_, l.last[i] = l.people[i].Say(nil, text)
	}
	if l.n++; l.n == l.most {
		close(l.said)
	}
}

// words are a number that nobody else says, in various lengths and scripts.
func (l *load) words() string {
	head := fmt.Sprintf("#%d ", l.n)
	switch x := l.rng.IntN(20); {
	case x < 2:
		return head + strings.Repeat("长长的消息 ", 20+l.rng.IntN(150))
	case x < 4:
		return head + "👩\u200d👩\u200d👧 שלום \u202eabc\u202c \t 𝒳"
	case x < 5:
		return head + "<b>'; DROP TABLE message;--</b> \\u0000 %s"
	}
	return head + "请问物业费怎么交？"
}

// finish lets the customers say what is left, and then sends them home.
func (l *load) finish(ctx context.Context) {
	select {
	case <-l.said:
	case <-ctx.Done():
	}
	l.stop()
}

func (l *load) stop() {
	l.cancel()
	l.done.Wait()
}
