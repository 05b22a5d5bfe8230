package config

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	// The zone data travels in the binary: a scratch container has none, and a
	// working day must not depend on the host's packages.
	_ "time/tzdata"
)

// hostPort is an address to listen on. The host may be empty (all interfaces) and
// the port 0 (any free one, for tests).
func hostPort(p *string) value {
	const do = "write host:port, such as 127.0.0.1:8080"
	return value{field: p, kind: "host:port", set: func(s string) error {
		if s != "" && !validHostPort(s, 0) {
			return fault{quote(s) + " is not an address to listen on", do}
		}
		*p = s
		return nil
	}}
}

// validHostPort accepts name:port, 1.2.3.4:port and [v6]:port. The standard
// splitter lives in package net, which this package does not import.
func validHostPort(s string, leastPort int) bool {
	i := strings.LastIndexByte(s, ':')
	if i < 0 || len(s) > 300 {
		return false
	}
	host, port := s[:i], s[i+1:]
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || int(n) < leastPort {
		return false
	}
	if inner, ok := strings.CutPrefix(host, "["); ok {
		a, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
		return err == nil && a.Is6() && strings.HasSuffix(host, "]")
	}
	return strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") == ""
}

// webOrigin is scheme://host[:port] and nothing behind it.
func webOrigin(p *string) value {
	return value{field: p, kind: "URL", limit: "http or https, no path", set: func(s string) error {
		if s != "" {
			var err error
			if s, err = parseOrigin(s); err != nil {
				return err
			}
		}
		*p = s
		return nil
	}}
}

func parseOrigin(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", fault{quote(s) + " is not a web address", "write the scheme and the host, such as https://desk.example.com"}
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fault{quote(s) + " has more than a scheme and a host", "write " + u.Scheme + "://" + u.Host}
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

func origins(p *[]string) value {
	return value{field: p, kind: "list of URLs", limit: "http or https, no path", setList: func(items []string) error {
		out := make([]string, 0, len(items))
		for _, item := range items {
			if item == "*" {
				return fault{`"*" would let every site speak for a customer`, "list the sites that carry the widget"}
			}
			o, err := parseOrigin(item)
			if err != nil {
				return err
			}
			out = append(out, o)
		}
		*p = out
		return nil
	}}
}

// baseURL is where a network's API is; a path is allowed. It ends in tail, as the
// network's client wants it.
func baseURL(p *string, tail string) value {
	return value{field: p, kind: "URL", limit: "http or https", set: func(s string) error {
		u, err := url.Parse(s)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil || u.RawQuery != "" {
			return fault{quote(s) + " is not an API address", "write an http or https URL without user or query"}
		}
		*p = strings.TrimRight(s, "/") + tail
		return nil
	}}
}

// endpoint is an address that is called as it stands.
func endpoint(p *string) value {
	return value{field: p, kind: "URL", limit: "http or https", set: func(s string) error {
		u, err := url.Parse(s)
		switch {
		case s == "": // nobody is called: the check says where that is wrong
		case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Fragment != "":
			return fault{"is not an address to call", "write an http or https URL without a fragment"}
		case u.User != nil: // not quoted: there may be a password in it
			return fault{"names a user", "write the address alone: the signature says who calls"}
		}
		*p = s
		return nil
	}}
}

func prefixes(p *[]netip.Prefix) value {
	return value{field: p, kind: "list of networks", limit: "addresses or CIDR", setList: func(items []string) error {
		out := make([]netip.Prefix, 0, len(items))
		for _, item := range items {
			net, err := parsePrefix(item)
			if err != nil {
				return fault{quote(item) + " is not a network", "write an address or a CIDR network, such as 10.0.0.0/8"}
			}
			if net.Bits() == 0 {
				return fault{quote(item) + " would trust every sender", "list the proxies only"}
			}
			out = append(out, net)
		}
		*p = out
		return nil
	}}
}

func parsePrefix(s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.WithZone("").Prefix(a.BitLen())
	}
	p, err := netip.ParsePrefix(s)
	return p.Masked(), err
}

func zone(p **time.Location) value {
	return value{field: p, kind: "time zone", limit: "IANA name", set: func(s string) error {
		loc, err := time.LoadLocation(s)
		// "" and "Local" load, but what they mean depends on the machine.
		if err != nil || s == "" || s == "Local" {
			return fault{quote(s) + " is not a time zone", "write an IANA name, such as Asia/Shanghai"}
		}
		*p = loc
		return nil
	}}
}
