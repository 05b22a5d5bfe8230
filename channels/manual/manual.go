// Package manual is the channel of what people write down: a phone call, a visit, a letter, a fax (CHN-01). It decides that
// such sessions go the way of all others, with one register and one record; it refuses to carry anything: what is answered
// there was said by a person, elsewhere.
package manual

import (
	"context"
	"errors"

	"firstline/channels"
	"firstline/internal/desk"
)

// ID is the channel's id. Every desk has it; the configuration does not name it.
const ID desk.ChannelID = "manual"

// Channel is the adapter.
type Channel struct{}

// Capabilities implements channels.Adapter.
func (Channel) Capabilities() channels.Capabilities {
	return channels.Capabilities{AcceptOnCommit: true, ByHand: true, MaxText: desk.MaxText}
}

// Parse implements channels.Adapter: no network brings events to this channel.
func (Channel) Parse(desk.Raw) ([]desk.Inbound, error) {
	return nil, errors.New("manual: what people write down comes as a command, not as an event")
}

// Send implements channels.Adapter. It is never called, because the channel accepts on commit.
func (Channel) Send(context.Context, desk.Outbound) (desk.Receipt, error) {
	return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: "nothing leaves by hand"}
}

// Health implements channels.Adapter.
func (Channel) Health(context.Context) error { return nil }
