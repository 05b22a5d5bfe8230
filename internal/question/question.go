// Package question asks a system of the department's own: one signed POST of JSON, one answer of JSON, within a time and a size. It
// believes nothing of the answer but that it is JSON by its own word, follows no redirect, and says why there is none in a code. It refuses
// to know what is asked, to ask twice, and which addresses may be called.
package question

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"time"
)

// Failure is why there is no answer. The browser has words for each.
type Failure string

// The failures; the zero value is none.
const (
	Timeout     Failure = "timeout"     // no whole answer in time
	Unreachable Failure = "unreachable" // no connection, or an address that is not called
	Refused     Failure = "refused"     // another status than 200; a redirect is one
	BadAnswer   Failure = "bad_answer"  // no JSON, or not that of the page about it
	TooBig      Failure = "too_big"
)

// System is who is asked. All fields are needed.
type System struct {
	URL  string
	HTTP *http.Client                                   // decides which addresses are called, and follows no redirect
	Sign func(h http.Header, at time.Time, body []byte) // puts the signature onto a call
	Now  func() time.Time                               // the clock
	Most int64                                          // bytes of an answer
}

// Ask posts the body and gives the answer. It takes as long as ctx lets it.
func (s System) Ask(ctx context.Context, body []byte) ([]byte, Failure) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(body))
	if err != nil {
		return nil, Unreachable
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	s.Sign(req.Header, s.Now(), body)
	res, err := s.HTTP.Do(req)
	if err != nil {
		return nil, failureOf(err, Unreachable)
	}
	defer func() { _ = res.Body.Close() }()
	if kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); res.StatusCode != http.StatusOK {
		return nil, Refused
	} else if err != nil || kind != "application/json" {
		return nil, BadAnswer
	}
	got, err := io.ReadAll(io.LimitReader(res.Body, s.Most+1))
	switch {
	case err != nil:
		return nil, failureOf(err, Unreachable)
	case int64(len(got)) > s.Most:
		return nil, TooBig
	}
	return got, ""
}

func failureOf(err error, or Failure) Failure {
	var slow net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout() {
		return Timeout
	}
	return or
}
