package webhook

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"
)

// TestAllows names addresses that must not be called, in the forms in which they come by, and the ones beside them.
func TestAllows(t *testing.T) {
	t.Parallel()
	const no, private, yes = 0, 1, 2
	for text, want := range map[string]int{
		"93.184.216.34": yes, "2606:2800:220:1::": yes, "172.15.255.255": yes, "172.32.0.0": yes, "100.63.255.255": yes, "100.128.0.0": yes,
		"127.0.0.1": private, "127.255.255.254": private, "::1": private, "10.0.0.1": private, "172.16.0.1": private, "172.31.255.255": private,
		"192.168.1.1": private, "fc00::1": private, "fdff::1": private, "100.64.0.1": private,
		"::ffff:127.0.0.1": private, "::ffff:10.0.0.1": private, "64:ff9b::a00:1": private, "2002:a00:1::": private, "64:ff9b::5db8:d822": yes,
		"169.254.169.254": no, "::ffff:169.254.169.254": no, "64:ff9b::a9fe:a9fe": no, "2002:a9fe:a9fe::": no, "fe80::1": no, "fe80::1%eth0": no,
		"0.0.0.0": no, "0.1.2.3": no, "::": no, "224.0.0.1": no, "255.255.255.255": no, "240.0.0.1": no, "ff02::1": no, "192.0.0.1": no, "192.0.2.1": no,
		"198.18.0.1": no, "203.0.113.9": no, "2001::1": no, "2001:db8::1": no, "fec0::1": no, "100::1": no, "::7f00:1": no,
		"fd00:ec2::254": no, "fd00:ec2::253": private, "100.100.100.200": no, "100.100.100.199": private, "::ffff:100.100.100.200": no, "64:ff9b::6464:64c8": no,
	} {
		ip := netip.MustParseAddr(text)
		if got := newGuard(false).allows(ip); got != (want == yes) {
			t.Errorf("%s without allow_private: %v", text, got)
		}
		if got := newGuard(true).allows(ip); got != (want != no) {
			t.Errorf("%s with allow_private: %v", text, got)
		}
	}
}

// TestNameThatChanges: a name that is a public address first and one inside afterwards is looked up once, and what was
// checked is what is called.
func TestNameThatChanges(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	asked := 0
	g := newGuard(false)
	g.lookup = func(context.Context, string, string) ([]netip.Addr, error) {
		asked++
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	if c, err := g.dial(t.Context(), "tcp", net.JoinHostPort("rebound.test", port)); !errors.Is(err, errInside) || asked != 1 {
		t.Errorf("%v, %v after %d look-ups", c, err, asked)
	}
	// Among several addresses only those that are allowed are tried: here the one of the listener.
	g = newGuard(true)
	g.lookup = func(context.Context, string, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("169.254.169.254"), netip.MustParseAddr("::ffff:127.0.0.1")}, nil
	}
	c, err := g.dial(t.Context(), "tcp", net.JoinHostPort("some.test", port))
	if err != nil {
		t.Fatal(err)
	}
	_ = c.Close()
}
