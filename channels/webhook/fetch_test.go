package webhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"firstline/channels"
	"firstline/internal/desk"
)

// public is where the outside of these tests is: connections there lead to the test's server, all others nowhere.
const public = "93.184.216.34"

// outside is a world of names and addresses. It notes every connection to an address that is not the public one.
type outside struct {
	at    string // the test's server
	names map[string][]string
	asked map[string]int

	mu     sync.Mutex
	inside []string
}

// lookup answers as the C library does: literals, the forms that inet_aton takes, and names, one of which changes its mind.
func (o *outside) lookup(_ context.Context, _, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	if ip, ok := aton(host); ok {
		return []netip.Addr{ip}, nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	all := o.names[strings.ToLower(strings.TrimSuffix(host, "."))]
	if len(all) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host}
	}
	n := o.asked[host]
	o.asked[host]++
	if strings.HasPrefix(host, "rebinds") { // another address at every question
		return []netip.Addr{netip.MustParseAddr(all[n%len(all)])}, nil
	}
	var out []netip.Addr
	for _, a := range all {
		out = append(out, netip.MustParseAddr(a))
	}
	return out, nil
}

func (o *outside) connect(ctx context.Context, network, address string) (net.Conn, error) {
	if host, _, err := net.SplitHostPort(address); err == nil && host == public {
		return (&net.Dialer{}).DialContext(ctx, network, o.at)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.inside = append(o.inside, address)
	return nil, errors.New("connected inside")
}

// reached says where connections went that must not be, since the last question.
func (o *outside) reached() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	was := o.inside
	o.inside = nil
	return was
}

// aton reads an IPv4 address as inet_aton does: one to four numbers, decimal, octal or hexadecimal.
func aton(s string) (netip.Addr, bool) {
	parts := strings.Split(s, ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	v := uint64(0)
	for i, p := range parts {
		if p == "" || strings.Contains(p, "_") {
			return netip.Addr{}, false
		}
		n, err := strconv.ParseUint(p, 0, 32)
		if err != nil {
			return netip.Addr{}, false
		}
		if rest := uint(8 * (4 - len(parts) + 1)); i == len(parts)-1 {
			v = v<<rest | n
		} else {
			v = v<<8 | n
		}
	}
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}), true
}

// hosts are ways to write, or to hide, an address that nobody outside has a reason to name.
func hosts() []string {
	return []string{
		"127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1", "0177.1",
		"0", "0.0.0.0", "0x0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "0xa.1", "012.0.0.1", "167772161", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1", "3232235521",
		"0xc0.0xa8.0.1", "0300.0250.0.1", "100.64.0.1", "100.127.255.254", "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "0xa9.254.43518", "169.254.43518", "169.254.170.2",
		"100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]",
		"[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::10.0.0.1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2002:c0a8:1::]", "[2001::1]", "[2001:db8::1]",
		"[fe80::1]", "[fe80::a9fe:a9fe]", "[fc00::1]", "[fd00:ec2::254]", "[fdff::1]", "[fec0::1]", "[ff02::1]", "[ff0e::1]", "[100::1]",
		"localhost", "LOCALHOST", "localhost.", "loopback.test", "metadata.google.internal", "metadata", "instance-data", "kubernetes.default.svc", "db.internal", "sixes.test", "mapped.test", "all-inside.test",
	}
}

func newOutside(t *testing.T, serve http.HandlerFunc) *outside {
	t.Helper()
	srv := httptest.NewServer(serve)
	t.Cleanup(srv.Close)
	return &outside{at: srv.Listener.Addr().String(), asked: map[string]int{}, names: map[string][]string{
		"localhost": {"127.0.0.1", "::1"}, "loopback.test": {"127.0.0.53"}, "metadata.google.internal": {"169.254.169.254"}, "metadata": {"169.254.169.254"}, "instance-data": {"169.254.169.254"},
		"kubernetes.default.svc": {"10.96.0.1"}, "db.internal": {"192.168.7.7"}, "sixes.test": {"fd12::1"}, "mapped.test": {"::ffff:127.0.0.1"}, "all-inside.test": {"10.0.0.1", "127.0.0.1", "fe80::1"},
		"public.test": {public}, "rebinds.test": {public, "127.0.0.1"}, "rebinds-at-once.test": {"127.0.0.1", public},
	}}
}

// clients are the guarded one, and as a control one that goes wherever a name leads.
func (o *outside) clients() (guarded *Adapter, control *http.Client) {
	g := newGuard(false)
	g.lookup, g.connect = o.lookup, o.connect
	guarded = &Adapter{guard: g, files: fileClient(g)}
	unsafe := guard{private: true, lookup: o.lookup, connect: o.connect}
	return guarded, &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		all, err := unsafe.lookup(ctx, "ip", host)
		if err != nil {
			return nil, err
		}
		return unsafe.connect(ctx, network, net.JoinHostPort(all[0].Unmap().String(), port))
	}}}
}

// tries fetches an address with the guarded client, and says what came of it.
func tries(t *testing.T, a *Adapter, address string) (body string, err error) {
	t.Helper()
	c, err := a.Fetch(t.Context(), desk.File{Ref: address})
	if err != nil {
		return "", err
	}
	defer c.Body.Close()
	b, err := io.ReadAll(c.Body)
	return string(b), err
}

// TestNoWayInside: no way to write an address makes the desk connect inside, by itself or after a redirect; each one works
// without the guard (S-SS1).
func TestNoWayInside(t *testing.T) {
	t.Parallel()
	o := newOutside(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	a, control := o.clients()
	vectors := 0
	for _, host := range hosts() {
		for _, port := range []string{"", ":443", ":6379"} {
			direct := "https://" + host + port + "/latest/meta-data/"
			if _, err := tries(t, a, direct); err == nil || retries(err) {
				t.Errorf("%s: %v", direct, err)
			}
			if got := o.reached(); len(got) > 0 {
				t.Errorf("%s connected to %q", direct, got)
			}
			vectors++
		}
		for _, address := range []string{"http://" + host + "/", "http://public.test/?to=" + url.QueryEscape("http://"+host+"/")} {
			res, err := control.Get(address)
			if err == nil {
				_ = res.Body.Close()
			}
			if got := o.reached(); len(got) == 0 {
				t.Errorf("the control does not get to %s: %v", address, err)
			}
			if a.follows(t, address); len(o.reached()) > 0 {
				t.Errorf("%s leads inside", address)
			}
			vectors++
		}
	}
	if vectors < 300 {
		t.Errorf("%d vectors", vectors)
	}
	t.Logf("%d vectors", vectors)
}

// follows fetches over plain http with the guard's connections: the test's server has no certificate, and its redirects are
// to be followed.
func (a *Adapter) follows(t *testing.T, address string) {
	t.Helper()
	c := newClient(a.guard)
	c.CheckRedirect = nil
	if res, err := c.Get(address); err == nil {
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			t.Errorf("%s answered", address)
		}
	}
}

func retries(err error) bool {
	var fe *channels.FetchError
	return errors.As(err, &fe) && fe.Retry
}

// TestNamesThatRebind: what was checked is what is called, however often a name changes.
func TestNamesThatRebind(t *testing.T) {
	t.Parallel()
	o := newOutside(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "public") })
	a, _ := o.clients()
	g := a.guard
	for range 10 {
		for _, host := range []string{"rebinds.test", "rebinds-at-once.test"} {
			if c, err := g.dial(t.Context(), "tcp", host+":80"); err == nil {
				_ = c.Close()
			}
		}
	}
	if got := o.reached(); len(got) > 0 {
		t.Errorf("connected to %q", got)
	}
	if o.asked["rebinds.test"] != 10 {
		t.Errorf("asked %d times for ten connections", o.asked["rebinds.test"])
	}
}

// TestAddressesThatAreNone: what is no web address, or has a password in it, is not called.
func TestAddressesThatAreNone(t *testing.T) {
	t.Parallel()
	o := newOutside(t, func(http.ResponseWriter, *http.Request) {})
	a, _ := o.clients()
	for _, address := range []string{"", "x", "//public.test/", "http://public.test/", "file:///etc/passwd", "gopher://public.test/", "ftp://public.test/", "data:text/html,x", "unix:///run/x.sock",
		"https://", "https:///x", "https://user:pass@public.test/", "https://user@public.test/", "javascript:1", "https://public.test:x/", "https://%zz/", "dict://public.test:11211/"} {
		var fe *channels.FetchError
		if _, err := tries(t, a, address); !errors.As(err, &fe) || fe.Retry || fe.Reason != "refused" {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// TestFetch: a file comes, over at most three redirects; what its server says otherwise decides whether it is asked again.
func TestFetch(t *testing.T) {
	t.Parallel()
	var base string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		switch r.URL.Path {
		case "/file":
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "bytes")
		case "/hop":
			next := fmt.Sprintf("%s/hop?n=%d", base, n-1)
			if n == 1 {
				next = base + "/file"
			}
			http.Redirect(w, r, next, http.StatusFound)
		default:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(n)
		}
	}))
	t.Cleanup(srv.Close)
	base = srv.URL
	a, err := New(Config{ID: "shop", URL: base, Secret: strings.Repeat("s", 32), AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/file", "/hop?n=1", "/hop?n=3"} {
		if body, err := tries(t, a, base+path); err != nil || body != "bytes" {
			t.Errorf("%s: %q %v", path, body, err)
		}
	}
	for path, want := range map[string]string{"/hop?n=4": "refused false 0s", "/x?n=404": "gone false 0s", "/x?n=410": "gone false 0s", "/x?n=403": "refused false 0s",
		"/x?n=429": "unreachable true 7s", "/x?n=503": "unreachable true 7s", "/x?n=500": "unreachable true 7s", "/x?n=204": "refused false 0s"} {
		var fe *channels.FetchError
		if _, err := tries(t, a, base+path+"&key=secret"); !errors.As(err, &fe) || fmt.Sprint(fe.Reason, " ", fe.Retry, " ", fe.RetryAfter) != want || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	srv.Close()
	if _, err := tries(t, a, base+"/file?key=secret"); !retries(err) || strings.Contains(err.Error(), "secret") {
		t.Errorf("nobody listens: %v", err)
	}
}

// TestNamedFiles: what a body says of files.
func TestNamedFiles(t *testing.T) {
	t.Parallel()
	a, err := New(Config{ID: "shop", URL: "https://shop.example/in", Secret: strings.Repeat("s", 32)})
	if err != nil {
		t.Fatal(err)
	}
	many := strings.Repeat(`{"url":"https://x.example/a"},`, 12)
	for body, want := range map[string]string{
		`{"id":"1","conversation":"c","files":[{"url":"https://x.example/a?k=1","name":"../b.png","type":"image/png"},{"url":"bad url"}]}`: `photo "" photo ../b.png image/png https://x.example/a?k=1; document   `,
		`{"id":"1","conversation":"c","kind":"voice","text":"t","files":[{"url":"https://x.example/v","type":"audio/ogg"}]}`:               `voice "t" voice  audio/ogg https://x.example/v`,
		`{"id":"1","conversation":"c","kind":"photo","note":"n"}`:                                                                          `photo ""`,
		`{"id":"1","conversation":"c","files":[` + strings.TrimSuffix(many, ",") + `]}`:                                                    `document ""` + strings.Repeat(" document   https://x.example/a;", 10),
	} {
		got, err := a.Parse(desk.Raw{Channel: "shop", Key: "c", Body: []byte(body)})
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: %+v %v", body, got, err)
		}
		said := fmt.Sprintf("%s %q", got[0].Kind, got[0].Text)
		for _, f := range got[0].Files {
			said += fmt.Sprintf(" %s %s %s %s;", f.Kind, f.Name, f.Type, f.Ref)
		}
		if strings.TrimSuffix(said, ";") != strings.TrimSuffix(want, ";") {
			t.Errorf("%.60s:\n%s\nwant\n%s", body, said, want)
		}
	}
}
