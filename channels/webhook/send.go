package webhook

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
)

const (
	headerKey  = "Idempotency-Key"
	mostAnswer = 64 << 10 // bytes of an answer that are read
	longAnswer = 200      // bytes of an id that the receiver gives
)

// Send implements channels.Adapter with one signed POST.
func (a *Adapter) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	if err := channels.Fits(out.Text, a.cfg.MaxText); err != nil {
		return desk.Receipt{}, err
	}
	timeout := a.cfg.Timeout
	if out.File != nil {
		timeout += channels.Carrying(out.File.Size)
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	connected := false
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected = true }})
	req, err := a.request(ctx, out)
	var closed *unopened
	if errors.As(err, &closed) {
		return desk.Receipt{}, &channels.SendError{Reason: channels.Unreachable, Detail: "the file cannot be read", Err: err}
	}
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: "the request cannot be made", Err: err}
	}
	res, err := a.client.Do(req)
	if err != nil {
		return desk.Receipt{}, a.failed(err, connected)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		answer = nil // the status was the answer
	}
	if res.StatusCode/100 == 2 {
		return desk.Receipt{ExternalID: idIn(answer)}, nil
	}
	if res.StatusCode/100 == 4 && errorIn(answer) == string(channels.QuotaUsed) {
		return desk.Receipt{}, &channels.SendError{Reason: channels.QuotaUsed, Detail: "the receiver says that its network's quota is used"}
	}
	return desk.Receipt{}, a.judge(res, out.File != nil)
}

// request signs the body as it is going to leave: a file is read once for that, and once more while it is sent.
func (a *Adapter) request(ctx context.Context, out desk.Outbound) (*http.Request, error) {
	var d delivery
	d.Message.ID = desk.Place{Session: out.Session, Seq: out.Seq}.Key()
	d.Message.Channel, d.Message.Conversation, d.Message.Session = out.Address.Channel, out.Address.Key, out.Session
	d.Message.Text, d.Message.ReplyTo = out.Text, out.ReplyTo
	if c := out.Change; c != nil && c.Recall {
		d.Message.RecallOf = c.Place.Key()
	} else if c != nil {
		d.Message.EditOf = c.Place.Key()
	}
	body, err := wrap(d, out.File)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", body.typ)
	req.Header.Set("User-Agent", "Firstline")
	key := headerKey
	if !a.cfg.RetryAmbiguous {
		// net/http takes the header, where it finds it under this name, for leave to send once more when a connection broke
		// behind the body. Only the receiver's owner can give that leave.
		key = strings.ToLower(key)
	}
	req.Header[key] = []string{d.Message.ID}
	if err := sign(req.Header, a.cfg.Now(), body.through, a.cfg.Secret, a.cfg.Previous); err != nil {
		return nil, err
	}
	req.ContentLength, req.GetBody = body.size(), body.open
	req.Body, err = body.open()
	return req, err
}

// failed judges a call without any answer. Before there was a connection nothing can have left.
func (a *Adapter) failed(err error, connected bool) *channels.SendError {
	var call *url.Error
	if errors.As(err, &call) {
		err = call.Err // without the address, which may have a key in it
	}
	se := &channels.SendError{Reason: a.unclear(), Detail: err.Error(), Err: err}
	switch {
	case errors.Is(err, errInside):
		se.Reason = channels.Refused
	case !connected:
		se.Reason = channels.Unreachable
	}
	return se
}

// unclear is the reason for a message that may have arrived.
func (a *Adapter) unclear() channels.Reason {
	if a.cfg.RetryAmbiguous {
		return channels.Unanswered
	}
	return channels.Ambiguous
}

// judge reads an answer that is no success to a text, or to a file. docs/webhook-channel.md has the same table for the other
// side.
func (a *Adapter) judge(res *http.Response, file bool) *channels.SendError {
	se := &channels.SendError{Reason: channels.Refused, Detail: "the receiver answered " + strconv.Itoa(res.StatusCode)}
	switch code := res.StatusCode; {
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		se.Reason, se.RetryAfter = channels.Throttled, channels.RetryAfter(res.Header, a.cfg.Now())
	case code == http.StatusGone:
		se.Reason = channels.Blocked
	case code == http.StatusRequestEntityTooLarge && !file: // of a file it is not the text that is too long
		se.Reason = channels.TooLong
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		se.Reason = channels.BadToken
	case code >= 500, code == http.StatusRequestTimeout, code == http.StatusConflict:
		se.Reason = a.unclear()
	}
	return se
}

// errorIn is what the receiver calls its refusal, where it does.
func errorIn(answer []byte) string {
	var a struct {
		Error string `json:"error"`
	}
	_ = json.Unmarshal(answer, &a)
	return a.Error
}

// idIn is the id that the receiver has for the message, where it says one.
func idIn(answer []byte) string {
	var a struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(answer, &a) != nil || !visible(a.ID, longAnswer) {
		return ""
	}
	return a.ID
}
