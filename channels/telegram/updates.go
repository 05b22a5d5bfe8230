package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/go-telegram/bot"
)

const (
	pollSeconds = 20               // how long Telegram holds the answer back; the client gives up after 25 s without one
	pollMargin  = 20 * time.Second // for the rest, the answer's body too: a line that dies in the middle of it would be waited for without end
	pollMost    = 32 << 20         // bytes of one answer: 100 updates of some KiB each, with much to spare
)

// answer is what getUpdates says.
type answer struct {
	OK          bool              `json:"ok"`
	Result      []json.RawMessage `json:"result"`
	Code        int               `json:"error_code"`
	Description string            `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"` // seconds
	} `json:"parameters"`
}

// updates calls getUpdates: it confirms what is in front of the offset and gives what follows, as it came. The library
// does not export the method; its errors are used.
func (p *Poller) updates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, pollSeconds*time.Second+pollMargin)
	defer cancel()
	body, err := json.Marshal(map[string]any{"offset": offset, "limit": 100, "timeout": pollSeconds, "allowed_updates": kinds()})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.cfg.APIURL+"/bot"+p.cfg.Token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("telegram: the API's address cannot be used") // the cause would show the token
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := p.cfg.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("telegram: getUpdates: %w", withoutURL(err))
	}
	defer func() { _ = res.Body.Close() }()
	var a answer
	if err := json.NewDecoder(io.LimitReader(res.Body, pollMost)).Decode(&a); err != nil {
		return nil, fmt.Errorf("telegram: the answer to getUpdates (status %d) cannot be read: %w", res.StatusCode, err)
	}
	if !a.OK {
		return nil, a.refusal()
	}
	return a.Result, nil
}

// refusal is Telegram's no, in words that say what to do.
func (a answer) refusal() error {
	switch a.Code {
	case http.StatusTooManyRequests:
		return &bot.TooManyRequestsError{Message: a.Description, RetryAfter: a.Parameters.RetryAfter}
	case http.StatusConflict:
		return fmt.Errorf("telegram: %w: another program polls this bot or has set a webhook on it; stop it, or make a bot of its own for this desk (%s)",
			bot.ErrorConflict, a.Description)
	case http.StatusUnauthorized, http.StatusNotFound:
		return invalidToken(a.Description)
	}
	return fmt.Errorf("telegram: getUpdates: %d %s", a.Code, a.Description)
}

func invalidToken(said string) error {
	return fmt.Errorf("telegram: %w: the token is not valid any more (%s)", bot.ErrorUnauthorized, said)
}

// withoutURL is the cause of a failed call: its address has the token in it.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
