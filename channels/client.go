package channels

import (
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"
)

// NewClient is what an adapter calls its network with: enough connections for all senders. A call is bounded by its
// context; the network has 25 s for the first byte of its answer. A redirect is an answer like any other: a message and its
// token go nowhere else.
func NewClient() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		MaxIdleConns:          512,
		MaxIdleConnsPerHost:   512,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 25 * time.Second,
		ForceAttemptHTTP2:     true,
	}}
}

// NeverLeft says that the connection was never made, so that nothing can have arrived: the one failure of the line that
// is Unreachable and not Ambiguous.
func NeverLeft(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	return errors.As(err, &dns) || (errors.As(err, &op) && op.Op == "dial")
}

// mostPause is the longest pause that a network is believed to want.
const mostPause = time.Hour

// RetryAfter is the pause that an answer asks for in its Retry-After, in seconds or as a date; an hour at most, 0 = it does not
// say.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	d, value := time.Duration(0), h.Get("Retry-After")
	if n, err := strconv.ParseInt(value, 10, 32); err == nil {
		d = time.Duration(n) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), mostPause)
}
