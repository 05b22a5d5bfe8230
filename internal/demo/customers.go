package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"firstline/internal/fake/telegram"
)

// customer is one simulated person on the Telegram stand-in.
type customer struct {
	id   int64
	name string
	talk talk
	said int
	due  time.Time // when the next line is written; zero = waits for an answer
	last time.Time // when the newest line was written
}

const (
	firstCustomer = 41000
	chatter       = 500 * time.Millisecond // how often customers look
	comesBack     = 2 * time.Minute        // after the end of a talk
	automatic     = 2 * time.Second        // what comes faster than this is the machine's greeting
)

// customers write on the stand-in until ctx ends. They start one after another within the first half minute.
func customers(ctx context.Context, tg *telegram.Server, rnd *rand.Rand) error {
	var all []*customer
	start := time.Now()
	for i, t := range talks() {
		all = append(all, &customer{id: firstCustomer + int64(i), name: names()[i], talk: t, due: start.Add(time.Duration(1+i*3) * time.Second)})
	}
	tick := time.NewTicker(chatter)
	defer tick.Stop()
	seen := 0
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			seen = listen(tg, all, seen, now, rnd)
			for _, c := range all {
				c.write(tg, now, rnd)
			}
		}
	}
}

// listen lets the customers read what was sent to them: a human answer makes the next line due.
func listen(tg *telegram.Server, all []*customer, seen int, now time.Time, rnd *rand.Rand) int {
	sends := tg.Sends()
	for _, s := range sends {
		if int(s.Seq) <= seen {
			continue
		}
		seen = int(s.Seq)
		for _, c := range all {
			if c.id == s.ChatID && s.Done && c.due.IsZero() && now.Sub(c.last) > automatic {
				c.due = now.Add(time.Duration(3+rnd.IntN(6)) * time.Second)
			}
		}
	}
	return seen
}

func (c *customer) write(tg *telegram.Server, now time.Time, rnd *rand.Rand) {
	if c.due.IsZero() || now.Before(c.due) {
		return
	}
	if c.said >= len(c.talk.lines) {
		c.said = 0
	}
	u := tg.User(c.id, c.name, c.talk.language)
	u.Say(u.Private(), c.talk.lines[c.said])
	c.said++
	c.due, c.last = time.Time{}, now
	if c.said == len(c.talk.lines) {
		c.due = now.Add(comesBack + time.Duration(rnd.IntN(120))*time.Second)
	}
}
