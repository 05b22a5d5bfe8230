package channels

import (
	"net/netip"
	"slices"
)

// Nearness is where an address of the Internet lies, for somebody who is told by others what to call.
type Nearness int

// The nearnesses. The zero value is the careful one.
const (
	Nowhere Nearness = iota // no receiver can be there, or only what must never be called: link-local, reserved, a cloud's own
	Inside                  // a private network or this machine: called where somebody has allowed it
	Outside                 // a public address
)

// Near judges an address, also one that hides in another: mapped (::ffff:…), NAT64, 6to4.
func Near(ip netip.Addr) Nearness {
	ip = embedded(ip.Unmap())
	if slices.ContainsFunc(special(), func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return Nowhere
	}
	if ip.IsLoopback() || ip.IsPrivate() || carrier().Contains(ip) {
		return Inside
	}
	if ip.IsGlobalUnicast() && (ip.Is4() || netip.MustParsePrefix("2000::/3").Contains(ip)) {
		return Outside
	}
	return Nowhere
}

// embedded is the IPv4 address that an IPv6 one stands for: NAT64 (RFC 6052) and 6to4 (RFC 3056).
func embedded(ip netip.Addr) netip.Addr {
	b := ip.As16()
	switch {
	case ip.Is6() && netip.MustParsePrefix("64:ff9b::/96").Contains(ip):
		return netip.AddrFrom4([4]byte(b[12:16]))
	case ip.Is6() && netip.MustParsePrefix("2002::/16").Contains(ip):
		return netip.AddrFrom4([4]byte(b[2:6]))
	}
	return ip
}

// carrier is the network between a provider and its customers (RFC 6598): private, for our purposes.
func carrier() netip.Prefix { return netip.MustParsePrefix("100.64.0.0/10") }

// special are the networks of the registries (RFC 6890) that no receiver can be in, beside those that netip knows, and
// the two addresses inside private networks at which clouds (Amazon's, Alibaba's) give a machine its credentials.
func special() []netip.Prefix {
	var all []netip.Prefix
	for _, p := range []string{"0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "3fff::/20", "fd00:ec2::254/128", "100.100.100.200/32"} {
		all = append(all, netip.MustParsePrefix(p))
	}
	return all
}
