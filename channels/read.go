package channels

import (
	"errors"

	"firstline/internal/desk"
)

// Read parses an accepted event with the adapter of its channel. An error says why the event has to be put aside: its
// channel is not there any more, its body cannot be read, or it does not say to whom an answer would go.
func Read(all map[desk.ChannelID]Adapter, raw desk.Raw) ([]desk.Inbound, error) {
	ad, ok := all[raw.Channel]
	if !ok {
		return nil, errors.New("the channel is not configured any more")
	}
	got, err := ad.Parse(raw)
	if err == nil && len(got) > 0 && raw.Key == "" {
		err = errors.New("the body does not say which conversation it belongs to")
	}
	return got, err
}
