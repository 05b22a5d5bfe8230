package webhook

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"firstline/channels"
	"firstline/internal/desk"
)

// mostRedirects is how many redirects of a file's address are followed.
const mostRedirects = 3

// errAddress is an address that is not called, wherever it leads.
var errAddress = errors.New("a file's address is https, or http where allow_private is set, and has no password in it")

// fileClient fetches what messages name. Whoever signs a message names the address, and a redirect may name another: every
// connection passes the guard, the first as well as the fourth (S-SS1).
func fileClient(g guard) *http.Client {
	c := newClient(g)
	c.CheckRedirect = func(next *http.Request, before []*http.Request) error {
		if len(before) > mostRedirects {
			return errAddress
		}
		return g.callable(next.URL)
	}
	return c
}

// callable says whether a file's address may be called at all.
func (g guard) callable(u *url.URL) error {
	if u.Hostname() == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !g.private) {
		return errAddress
	}
	return nil
}

// Fetch implements channels.Fetcher with a plain GET, without a signature: the address itself is what gives access.
func (a *Adapter) Fetch(ctx context.Context, f desk.File) (channels.Content, error) {
	u, err := url.Parse(f.Ref)
	if err != nil || a.guard.callable(u) != nil {
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchRefused, Detail: errAddress.Error()}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchRefused, Detail: errAddress.Error()}
	}
	req.Header.Set("User-Agent", "Firstline")
	res, err := a.files.Do(req)
	switch {
	case errors.Is(err, errInside), errors.Is(err, errAddress):
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchRefused, Detail: "the file's address is not allowed"}
	case err != nil: // without the address, which may have a key in it
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: "the file's server does not answer"}
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close()
		return channels.Content{}, a.notGiven(res)
	}
	return channels.Content{Body: res.Body, Size: max(res.ContentLength, 0)}, nil
}

// notGiven reads an answer that is no file.
func (a *Adapter) notGiven(res *http.Response) *channels.FetchError {
	fe := &channels.FetchError{Reason: channels.FetchRefused, Detail: "the file's server answered " + strconv.Itoa(res.StatusCode)}
	switch code := res.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone:
		fe.Reason = channels.FetchGone
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		fe.Reason, fe.Retry, fe.RetryAfter = channels.FetchUnreachable, true, channels.RetryAfter(res.Header, a.cfg.Now())
	}
	return fe
}
