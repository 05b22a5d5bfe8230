package export

import (
	"context"
	"encoding/json"
	"io"

	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/internal/store/dbq"
)

// Known is the first line of a customer's export: what the department knows of the person, with what was said before.
type Known struct {
	Addresses []Address `json:"addresses"`
	Profile   []Fact    `json:"profile"`
}

// Address is where the person writes to us.
type Address struct {
	Channel desk.ChannelID `json:"channel"`
	Address string         `json:"address"` // covered where it leads to the customer
}

// Fact is one word of the profile.
type Fact struct {
	N     int64         `json:"n"`
	Field profile.Field `json:"field"`
	Act   profile.Act   `json:"act"`
	Value string        `json:"value"` // covered where it leads to the customer; empty once it was erased
	At    desk.Millis   `json:"at"`
	By    desk.AgentID  `json:"by"`
	About int64         `json:"about,omitempty"` // the fact that opened the entry to which it was said
}

// Customer writes what is kept of one person: what is known first, then each session at all of the addresses and at those that a network
// called otherwise before.
func Customer(ctx context.Context, from Record, at []desk.Address, facts []profile.Fact, out io.Writer) error {
	lines := json.NewEncoder(out)
	k := Known{Addresses: []Address{}, Profile: []Fact{}}
	for _, a := range at {
		k.Addresses = append(k.Addresses, Address{a.Channel, profile.CoverKey(a.Key)})
	}
	for _, f := range facts {
		k.Profile = append(k.Profile, Fact{N: f.N, Field: f.Field, Act: f.Act, Value: f.Shown(), At: f.At, By: f.Who, About: f.About})
	}
	if err := lines.Encode(k); err != nil {
		return err
	}
	for _, a := range at {
		former, err := from.MovedFrom(ctx, dbq.MovedFromParams{Channel: string(a.Channel), HomeKey: a.Key})
		if err != nil {
			return err
		}
		for _, key := range append(former, a.Key) {
			if err := sessionsAt(ctx, from, desk.Address{Channel: a.Channel, Key: key}, lines); err != nil {
				return err
			}
		}
	}
	return nil
}

func sessionsAt(ctx context.Context, from Record, at desk.Address, lines *json.Encoder) error {
	rows, err := from.SessionsAt(ctx, dbq.SessionsAtParams{Channel: string(at.Channel), ConvKey: at.Key})
	if err != nil {
		return err
	}
	for i := range rows {
		if err := line(ctx, from, &rows[i], lines); err != nil {
			return err
		}
	}
	return nil
}
