package e2e

import (
	"crypto/rand"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"firstline/internal/fake/orders"
)

// TestCustomerPanel: what is known of a customer is said and changed beside the conversation, contacts are whole for who asks, and the
// shop's orders come, are late and fail without holding anything up. Shows CUS-01, CUS-02, CUS-03, CUS-08, CUS-11, SEC-01.
func TestCustomerPanel(t *testing.T) {
	t.Parallel()
	ready(t)
	shop := &orders.Shop{Secret: rand.Text() + rand.Text()}
	srv := httptest.NewServer(shop)
	t.Cleanup(srv.Close)
	d := newDesk(t, fmt.Sprintf("orders: {url: '%s', secret: %s, timeout: 2s, allow_private: true}\n", srv.URL, shop.Secret))
	staff(d)
	d.start()
	d.play("customer.mjs", "panel", scene{Shop: srv.URL})
	if n := shop.Forged.Load(); n > 0 {
		t.Errorf("%d questions were not signed", n)
	}
}

// TestCustomersPage: superiors find customers by what is known of them, answer what was missed, take the list of VIPs and all that is kept of
// one person away, and erase one for good. Shows CUS-03, CUS-08, CUS-09, SEC-01, SEC-02.
func TestCustomersPage(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("wangjingli", "王经理", "manager", "service")
	d.start()
	d.play("customers.mjs", "customers", scene{})
}

// TestOrdersPage runs what docs/orders.md shows, as it stands there: the example server answers the curl call, and nobody else.
func TestOrdersPage(t *testing.T) {
	t.Parallel()
	ready(t)
	at, secret := freeAddr(t), rand.Text()+rand.Text()
	_, port, _ := net.SplitHostPort(at)
	env := append(os.Environ(), "SECRET="+secret, "PORT="+port)
	out := &output{}
	server := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "docs", "examples", "orders-server.mjs"))
	server.Env, server.Stdout, server.Stderr = env, out, out
	ok(t, server.Start())
	t.Cleanup(func() { _ = server.Wait() }) // t.Context ended it
	printed(t, out, "listening")
	ask := func(env []string) (string, error) {
		call := exec.CommandContext(t.Context(), "bash", "-eu", "-o", "pipefail", "-c", shown(t, "orders.md"))
		call.Env = env
		said, err := call.CombinedOutput()
		return string(said), err
	}
	if said, err := ask(env); err != nil || !strings.Contains(said, `"number":"88213"`) || strings.Contains(said, "u1001") {
		t.Errorf("%v\n%s", err, said)
	}
	if said, err := ask(append(env, "SECRET=another")); err == nil || !strings.Contains(said, "401") {
		t.Errorf("without the secret: %s", said)
	}
}
