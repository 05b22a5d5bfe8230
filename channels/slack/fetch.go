package slack

import (
	"cmp"
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Fetcher = (*Hook)(nil)
	_ channels.Fetcher = (*Socket)(nil)
)

// Fetch implements channels.Fetcher with a GET of url_private_download under the bot's token. The token goes to Slack's
// hosts and to the API's own alone, also over redirects. A page of HTML instead of the file is Slack's way to say that the
// token may not read it.
func (a *account) Fetch(ctx context.Context, f desk.File) (channels.Content, error) {
	address, typ := f.Ref, f.Type
	if !strings.Contains(address, "://") {
		info, _, _, err := a.client.GetFileInfoContext(ctx, f.Ref, 0, 0)
		if err != nil {
			return channels.Content{}, unfetched(err)
		}
		if address, typ = cmp.Or(info.URLPrivateDownload, info.URLPrivate), info.Mimetype; info.IsExternal {
			address = ""
		}
		f.Name = channels.Storable(info.Name)
	}
	res, err := a.get(ctx, address)
	if err != nil {
		return channels.Content{}, err
	}
	if err := refusedFile(res, typ, a.cfg.Now()); err != nil {
		_ = res.Body.Close()
		return channels.Content{}, err
	}
	return channels.Content{Body: res.Body, Size: max(res.ContentLength, 0), Name: f.Name}, nil
}

// get asks for an address that may have the token.
func (a *account) get(ctx context.Context, address string) (*http.Response, error) {
	u, err := url.Parse(address)
	if err != nil || !a.trusts(u) {
		return nil, &channels.FetchError{Reason: channels.FetchRefused, Detail: "the file lies at an address that is not Slack's"}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &channels.FetchError{Reason: channels.FetchRefused, Detail: "the file's address cannot be read"}
	}
	req.Header.Set("Authorization", "Bearer "+a.cfg.BotToken)
	client := *a.cfg.Client
	client.CheckRedirect = func(to *http.Request, via []*http.Request) error {
		if len(via) > 3 || !a.trusts(to.URL) {
			return errAstray
		}
		return nil
	}
	res, err := client.Do(req)
	switch {
	case errors.Is(err, errAstray):
		return nil, &channels.FetchError{Reason: channels.FetchRefused, Detail: "Slack sends the reader elsewhere"}
	case err != nil:
		return nil, &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: "Slack does not answer"} // the error holds the address
	}
	return res, nil
}

var errAstray = errors.New("a redirect that the token must not follow")

// trusts says whether the token may go there: to Slack over https, and to where the API is.
func (a *account) trusts(u *url.URL) bool {
	if api, err := url.Parse(a.api()); err == nil && u.Scheme == api.Scheme && u.Host == api.Host {
		return true
	}
	for _, host := range []string{"slack.com", "slack-gov.com"} {
		if u.Scheme == "https" && u.Port() == "" && (u.Hostname() == host || strings.HasSuffix(u.Hostname(), "."+host)) {
			return true
		}
	}
	return false
}

// refusedFile judges an answer that is not the file; nil if it is. typ is the type that the file should have.
func refusedFile(res *http.Response, typ string, now time.Time) error {
	switch {
	case res.StatusCode == http.StatusOK:
	case res.StatusCode == http.StatusTooManyRequests:
		return &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, RetryAfter: channels.RetryAfter(res.Header, now), Detail: res.Status}
	case res.StatusCode == http.StatusNotFound, res.StatusCode == http.StatusGone:
		return &channels.FetchError{Reason: channels.FetchGone, Detail: res.Status}
	case res.StatusCode/100 == 5, res.StatusCode == http.StatusRequestTimeout:
		return &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: res.Status}
	default:
		return &channels.FetchError{Reason: channels.FetchRefused, Detail: res.Status}
	}
	got, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if res.Request.URL.Query().Has("redir") || (got == "text/html" && !strings.HasPrefix(typ, "text/html")) {
		return &channels.FetchError{Reason: channels.FetchNoScope, Detail: "Slack shows its sign-in page instead of the file: the app needs the scope files:read"}
	}
	return nil
}

// unfetched judges what files.info says.
func unfetched(err error) error {
	var throttled *slack.RateLimitedError
	var said slack.SlackErrorResponse
	switch {
	case errors.As(err, &throttled):
		return &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, RetryAfter: throttled.RetryAfter, Detail: "files.info"}
	case !errors.As(err, &said):
		return &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: "files.info does not answer"}
	}
	switch said.Err {
	case "missing_scope", "no_permission":
		return &channels.FetchError{Reason: channels.FetchNoScope, Detail: said.Err + ": the app needs the scope files:read"}
	case "file_not_found", "file_deleted":
		return &channels.FetchError{Reason: channels.FetchGone, Detail: said.Err}
	case "fatal_error", "internal_error", "request_timeout", "service_unavailable", "ratelimited":
		return &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: said.Err}
	}
	return &channels.FetchError{Reason: channels.FetchRefused, Detail: said.Err}
}
