package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"firstline/channels"
)

// mostPage is how many bytes one answer may have; two hundred lines have far fewer.
const mostPage = 64 << 20

// call asks a method in the account's tempo and puts its answer into out, as Slack gives it: the types of the library's own
// calls drop what they do not know. A 429 is waited out for as long as it says. An error that Slack names is a
// slack.SlackErrorResponse.
func (a *account) call(ctx context.Context, method string, form url.Values, out any) error {
	for {
		if err := a.tempo.turn(ctx); err != nil {
			return err
		}
		wait, err := a.once(ctx, method, form, out)
		if wait <= 0 {
			return err
		}
		a.tempo.hold(time.Now(), wait)
	}
}

// once is one call; wait says for how long Slack wants none.
func (a *account) once(ctx context.Context, method string, form url.Values, out any) (wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.api()+method, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+a.cfg.BotToken)
	res, err := a.cfg.Client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("slack: %s: %w", method, err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode == http.StatusTooManyRequests {
		return cmp.Or(channels.RetryAfter(res.Header, a.cfg.Now()), longWait), nil
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, mostPage))
	if err != nil {
		return 0, fmt.Errorf("slack: %s: %w", method, err)
	}
	var said struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return 0, fmt.Errorf("slack: %s answered %s with no JSON: %w", method, res.Status, err)
	}
	if !said.OK {
		return 0, slack.SlackErrorResponse{Err: said.Error}
	}
	return 0, json.Unmarshal(body, out)
}

// all calls a method for page after page and hands each to take.
func (a *account) all(ctx context.Context, method string, form url.Values, take func(page)) error {
	for {
		var p page
		if err := a.call(ctx, method, form, &p); err != nil {
			return err
		}
		take(p)
		if p.Meta.Cursor == "" {
			return nil
		}
		form.Set("cursor", p.Meta.Cursor)
	}
}

// page is one page of a listing, whichever it is.
type page struct {
	Messages []json.RawMessage `json:"messages"`
	Channels []struct {
		ID string `json:"id"`
	} `json:"channels"`
	Meta struct {
		Cursor string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// api is the address of the Web API, with a slash at its end.
func (a *account) api() string { return cmp.Or(a.cfg.APIURL, slack.APIURL) }
