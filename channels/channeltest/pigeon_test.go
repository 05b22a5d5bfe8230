package channeltest_test

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// begin of the pigeon: docs/add-a-channel.md shows what follows, up to its end, as it stands here.

// Pigeon is one loft: pigeons arrive at /hooks/{id} with {"flight":1,"loft":"north","ring":"NL-7","text":"…"}.
type Pigeon struct {
	ID          desk.ChannelID
	Secret, URL string
	Client      *http.Client
}

// New makes the channel of a loft. A redirect is an answer like any other: followed, it turns the message into a GET, and
// whatever page it leads to into "sent".
func New(id desk.ChannelID, secret, url string) *Pigeon {
	c := channels.NewClient()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Pigeon{ID: id, Secret: secret, URL: url, Client: c}
}

// Capabilities: a pigeon carries 140 characters and answers nothing in particular.
func (p *Pigeon) Capabilities() channels.Capabilities { return channels.Capabilities{MaxText: 140} }

// Verify compares the secret in constant time, before anybody looks at the body.
func (p *Pigeon) Verify(h http.Header, _ []byte) error {
	if subtle.ConstantTimeCompare([]byte(h.Get("X-Pigeon-Secret")), []byte(p.Secret)) != 1 {
		return errors.New("wrong secret")
	}
	return nil
}

type flight struct {
	Flight *int64 `json:"flight"`
	Loft   string `json:"loft"`
	Ring   string `json:"ring"`
	Text   string `json:"text"`
}

// Identify says which event it is, once and for all, and of which conversation. Flights are counted over all lofts here; a
// network that counts in each conversation has an event id of both, and a body without a number is none: not number 0.
func (p *Pigeon) Identify(body []byte) (channels.Identity, bool) {
	var f flight
	if json.Unmarshal(body, &f) != nil || f.Flight == nil || len(f.Loft) > 200 || len(f.Ring) > 200 {
		return channels.Identity{}, false
	}
	return channels.Identity{EventID: fmt.Sprint(*f.Flight), Key: channels.Storable(f.Loft), Order: *f.Flight}, true
}

// Parse says what a customer did; an empty leg is nothing that anybody said.
func (p *Pigeon) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	var f flight
	if err := json.Unmarshal(raw.Body, &f); err != nil {
		return nil, fmt.Errorf("pigeon: %w", err)
	}
	if f.Text == "" {
		return nil, nil
	}
	return []desk.Inbound{{Address: raw.Address(), ExternalID: raw.EventID, SenderID: channels.Storable(f.Ring), Kind: desk.KindText, Text: channels.Storable(f.Text)}}, nil
}

// Send lets a pigeon go. What is not a clear answer, and did not fail before anything left, is ambiguous.
func (p *Pigeon) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	body, err := json.Marshal(map[string]string{"loft": out.Address.Key, "text": out.Text})
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: "cannot be written", Err: err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL, bytes.NewReader(body))
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: "no address", Err: err}
	}
	res, err := p.Client.Do(req)
	switch {
	case channels.NeverLeft(err):
		return desk.Receipt{}, &channels.SendError{Reason: channels.Unreachable, Detail: "the loft is shut", Err: err}
	case err != nil: // in words of ours: those of net/http have the address in them, and it may have a key in it
		return desk.Receipt{}, &channels.SendError{Reason: channels.Ambiguous, Detail: "no answer", Err: err}
	}
	defer func() { _ = res.Body.Close() }()
	switch {
	case res.StatusCode == http.StatusOK:
		return desk.Receipt{}, nil
	case res.StatusCode == http.StatusTooManyRequests:
		return desk.Receipt{}, &channels.SendError{Reason: channels.Throttled, Detail: res.Status, RetryAfter: channels.RetryAfter(res.Header, time.Now())}
	case res.StatusCode < 500:
		return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: res.Status}
	}
	return desk.Receipt{}, &channels.SendError{Reason: channels.Ambiguous, Detail: res.Status}
}

// Health would ask the loft-keeper.
func (p *Pigeon) Health(context.Context) error { return nil }

// end of the pigeon.
