package api

import (
	"context"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/watch"
)

// Watch is what the routes need of the watch over the channels.
type Watch interface {
	Known(ctx context.Context) (map[desk.ChannelID]watch.Channel, error)
}

// Channel is one configured account on a network.
type Channel struct {
	ID   desk.ChannelID `json:"id"`
	Type string         `json:"type"`
	Name string         `json:"name"`
	Page string         `json:"page,omitempty" doc:"Path of the page on which customers write, where this desk serves it"`
}

// ChannelNow is a channel with how it is.
type ChannelNow struct {
	Channel
	LastInbound desk.Millis `json:"last_inbound_at" doc:"0 = nothing lately"`
	LastSent    desk.Millis `json:"last_sent_at" doc:"When the network last took a message; 0 = none lately"`
	Asked       desk.Millis `json:"asked_at" doc:"When the network was last asked whether the account works; 0 = not yet"`
	Failing     desk.Millis `json:"failing_since" doc:"0 = it works, as far as is known"`
	Words       string      `json:"words,omitempty" doc:"Failing: what is wrong, in the network's words, without secrets"`
	Quiet       desk.Millis `json:"quiet_since" doc:"Nothing has come for longer than the channel's quiet_alarm, and people were told then; 0 = it has not"`
	Unsent      int64       `json:"unsent" doc:"Messages that wait to leave"`
	Node        string      `json:"node,omitempty" doc:"That fetches for the channel, where one has to"`
	Aside       int64       `json:"aside" doc:"Events that could not be carried and wait for somebody; 0 for who may not see them"`
}

func (a *API) channels(ctx context.Context, _ *nothing) (*answer[[]ChannelNow], error) {
	at, err := a.o.Settings.Arrived(ctx)
	if err != nil {
		return nil, err
	}
	known, err := a.o.Watch.Known(ctx)
	if err != nil {
		return nil, err
	}
	aside := map[desk.ChannelID]int64{}
	if access.Can(callerOf(ctx).Agent.Rank, access.Administer) {
		if aside, err = a.o.Aside.Counts(ctx); err != nil {
			return nil, err
		}
	}
	out := []ChannelNow{}
	for _, c := range a.o.Channels {
		k := known[c.ID]
		out = append(out, ChannelNow{Channel: c, LastInbound: max(at[c.ID], k.Heard), LastSent: k.Sent, Asked: k.Asked, Failing: k.Failing, Words: k.Words,
			Quiet: k.Quiet, Unsent: k.Unsent, Node: k.Node, Aside: aside[c.ID]})
	}
	return answering(out), nil
}
