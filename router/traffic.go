package router

import (
	"sync/atomic"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
)

// traffic is when something last went each way on one channel, on this node, in Unix milliseconds.
type traffic struct{ heard, sent atomic.Int64 }

func newTraffic(known map[desk.ChannelID]channels.Adapter) map[desk.ChannelID]*traffic {
	all := map[desk.ChannelID]*traffic{}
	for id := range known {
		all[id] = &traffic{}
	}
	return all
}

// Traffic says when a channel last brought something to this node, and when it last took something; 0 = not since the
// start.
func (r *Router) Traffic(id desk.ChannelID) (heard, sent desk.Millis) {
	t := r.traffic[id]
	if t == nil {
		return 0, 0
	}
	return desk.Millis(t.heard.Load()), desk.Millis(t.sent.Load())
}

func (r *Router) heardFrom(id desk.ChannelID, at desk.Millis) {
	if t := r.traffic[id]; t != nil {
		t.heard.Store(int64(at))
	}
}

func (r *Router) sentOn(id desk.ChannelID, at desk.Millis) {
	if t := r.traffic[id]; t != nil {
		t.sent.Store(int64(at))
	}
}

// taken notes what a channel has taken with the commit itself, because both ends are ours.
func (r *Router) taken(id desk.ChannelID, lines []store.Message) {
	for i := range lines {
		if lines[i].Role != desk.RoleCustomer && lines[i].Delivery == desk.DeliverySent {
			r.sentOn(id, lines[i].At)
		}
	}
}
