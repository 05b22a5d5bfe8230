package inbox

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"firstline/internal/desk"
	"firstline/router"
)

// BenchmarkHint is the way from a hint to the frames of n screens, all of which show the list.
func BenchmarkHint(b *testing.B) {
	for _, n := range []int{1, 50} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := newRig(b, func(o *Options) { o.MaxSockets = 1000 })
			r.agent("sue", desk.RankSupervisor)
			conv := r.open("order", "one")
			var cs []*client
			for range n {
				c := r.dial("sue")
				c.hello(ViewAll, at(conv))
				c.next("page")
				cs = append(cs, c)
			}
			r.followed("sue", conv)
			h := conv.say(desk.RoleCustomer, "the text of an ordinary message of some length")
			for b.Loop() {
				payload, err := json.Marshal(h)
				if err != nil {
					b.Fatal(err)
				}
				if err := r.live.Publish(context.Background(), router.TopicDesk, payload); err != nil {
					b.Fatal(err)
				}
				for _, c := range cs {
					c.next("row")
				}
				h.From, h.Session.Version = h.Session.Version, h.Session.Version+1
			}
		})
	}
}
