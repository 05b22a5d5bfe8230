package sim

import (
	"fmt"
	"time"

	faketelegram "firstline/internal/fake/telegram"
)

func chatOf(who int) int64 { return int64(7000 + who) }

func (w *World) customer(who int) *faketelegram.User {
	return w.tg.User(chatOf(who), fmt.Sprintf("customer %d", who), "zh-hans")
}

// say writes one message, now and then a few at once.
func (w *World) say(s Step) {
	u := w.customer(s.Who)
	for i := range []int{1, 1, 1, 3}[s.X%4] {
		_, id := u.Say(nil, fmt.Sprintf("c%d-%d", s.Who, w.turn("say")))
		w.trace.add("customer %d writes %d (%d)", s.Who, id, i+1)
	}
}

// edit changes the newest message that the customer wrote.
func (w *World) edit(s Step) {
	for _, u := range reversed(w.tg.Updates()) {
		if u.ChatID == chatOf(s.Who) && u.Kind == "message" {
			_, err := w.customer(s.Who).Edit(nil, u.MessageID, fmt.Sprintf("%s edited %d", u.Text, w.turn("edit")))
			w.trace.add("customer %d edits %d: %v", s.Who, u.MessageID, err)
			return
		}
	}
}

// again brings the newest delivered message of the customer under another event id, unless a newer session has begun:
// the record keeps a message once for each session, not for each conversation (a known gap; Telegram does not do that).
func (w *World) again(s Step) {
	w.mu.Lock()
	body := w.bodies[chatOf(s.Who)]
	w.mu.Unlock()
	last := w.count("SELECT count(*) FROM session WHERE conv_key = ? AND phase <> 'closed'", chatOf(s.Who))
	if body != nil && last == 1 && w.plan.Reopen == 24*hour {
		w.twin(body, int64(1_000_000+w.turn("twin")))
	}
}

func reversed(us []faketelegram.Update) []faketelegram.Update {
	out := make([]faketelegram.Update, 0, len(us))
	for i := len(us) - 1; i >= 0; i-- {
		out = append(out, us[i])
	}
	return out
}

// watch looks at what must hold at every instant: an agent's load is the number of sessions held, never above the
// capacity. One statement is one instant.
func (w *World) watch() {
	turn := 0
	for nap(time.Second, w.over) {
		if turn++; turn == 10 {
			w.strike()
		}
		rows, err := w.view.Query(`SELECT a.id, a.load, a.capacity, (SELECT count(*) FROM session s WHERE s.holder = a.id AND s.phase <> 'closed') FROM agent a`)
		if err != nil {
			continue
		}
		for rows.Next() {
			var id string
			var load, capacity, held int
			if rows.Scan(&id, &load, &capacity, &held) == nil && (load != held || load > capacity) {
				w.foundOnce(fmt.Sprintf("I8 %s has load %d of %d and holds %d", id, load, capacity, held))
			}
		}
		_ = rows.Close()
	}
}

func (w *World) foundOnce(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range w.found {
		if f == what {
			return
		}
	}
	w.found = append(w.found, what)
}
