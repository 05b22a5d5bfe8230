package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Fetcher = (*Adapter)(nil)
	_ channels.Fetcher = (*Poller)(nil)
)

// MaxFetch is the largest file that Telegram hands out to bots, in bytes (Bot API, getFile).
const MaxFetch = 20 << 20

// Fetch implements channels.Fetcher with getFile and a download. The address of a file has the bot's token in it: it
// stands in no error.
func (a *account) Fetch(ctx context.Context, f desk.File) (channels.Content, error) {
	if f.Size > MaxFetch {
		return channels.Content{}, tooBig()
	}
	found, err := a.client.GetFile(ctx, &bot.GetFileParams{FileID: f.Ref})
	if err != nil {
		return channels.Content{}, unfetched(err)
	}
	if strings.HasPrefix(found.FilePath, "/") {
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchRefused, Detail: "the Bot API server runs with --local and names a path of its own machine: run it without"}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.client.FileDownloadLink(found), nil)
	if err != nil {
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchRefused, Detail: "the address of the file cannot be used"} // the cause would show the token
	}
	res, err := a.cfg.Client.Do(req)
	if err != nil {
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: withoutURL(err).Error()}
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close()
		return channels.Content{}, notHanded(res)
	}
	return channels.Content{Body: res.Body, Size: max(res.ContentLength, 0)}, nil
}

func tooBig() *channels.FetchError {
	return &channels.FetchError{Reason: channels.FetchTooBig, Detail: "Telegram hands out files of 20 MB at most to bots"}
}

// unfetched judges what getFile answered.
func unfetched(err error) *channels.FetchError {
	fe := &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: err.Error()}
	var throttled *bot.TooManyRequestsError
	words := strings.ToLower(err.Error())
	switch {
	case errors.As(err, &throttled):
		fe.RetryAfter = time.Duration(throttled.RetryAfter) * time.Second
	case errors.Is(err, bot.ErrorBadRequest) && strings.Contains(words, "too big"):
		return tooBig()
	case errors.Is(err, bot.ErrorBadRequest) && strings.Contains(words, "temporarily"):
	case errors.Is(err, bot.ErrorBadRequest):
		fe.Reason, fe.Retry = channels.FetchGone, false
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound), errors.Is(err, bot.ErrorForbidden):
		fe.Reason = channels.FetchRefused // an admin may renew the token
	}
	return fe
}

// notHanded judges the answer to a download. A file that is not there any more has another address by the next getFile.
func notHanded(res *http.Response) *channels.FetchError {
	return &channels.FetchError{Reason: channels.FetchUnreachable, Retry: true, Detail: fmt.Sprintf("the download was answered with status %d", res.StatusCode)}
}
