package webhook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"time"

	"firstline/channels"
)

// errInside is a name that leads to addresses which are not allowed: a private network, this machine, or none that a
// receiver can have.
var errInside = errors.New("the receiver's address is not a public one: allow_private lets private networks be reached")

// guard decides which addresses are called. The name is looked up once and the address that was checked is the one that
// is dialled, so that a name cannot lead somewhere else in between.
type guard struct {
	private bool // addresses of private networks and of this machine too
	connect func(ctx context.Context, network, address string) (net.Conn, error)
	lookup  func(ctx context.Context, network, host string) ([]netip.Addr, error)
}

func newGuard(private bool) guard {
	dialer := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	return guard{private: private, connect: dialer.DialContext, lookup: net.DefaultResolver.LookupNetIP}
}

// dial connects to the first allowed address that answers.
func (g guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	all, err := g.lookup(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	err = fmt.Errorf("%s: %w", host, errInside)
	for _, ip := range all {
		if !g.allows(ip) {
			continue
		}
		c, failed := g.connect(ctx, network, net.JoinHostPort(ip.Unmap().String(), port))
		if failed == nil {
			return c, nil
		}
		err = failed
	}
	return nil, err
}

func (g guard) allows(ip netip.Addr) bool {
	where := channels.Near(ip)
	return where == channels.Outside || where == channels.Inside && g.private
}

// hostPort is where a web address leads.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
