package e2e

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"firstline/internal/testenv"
)

// patience is how long anything may take on a machine that is busy with a whole test run.
const patience = 60 * time.Second

// password is the one of every account that a test makes.
const password = "e2e-password-1"

// desk is one Firstline that a test may kill and start again: the same folder, the same address.
type desk struct {
	t      *testing.T
	url    string
	dir    string
	config string
	args   []string
	binary string // a newer one, after an upgrade
	sights sights
	said   string // what the browser side has printed

	mu    sync.Mutex
	child *child
}

// bothSetups runs a test on the embedded set-up and on the one of production: what hangs on the record and its crashes. Acts that
// are about a screen are played on one of them; the tests of the packages below run on both.
func bothSetups(t *testing.T, run func(t *testing.T, settings string)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		run(t, "")
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		run(t, onPostgres(t))
	})
}

// onPostgres are the settings of a desk on PostgreSQL and Redis.
func onPostgres(t *testing.T) string {
	t.Helper()
	return fmt.Sprintf("database: %s\nredis: redis://%s\n", testenv.Postgres(t), testenv.Redis(t).Addr)
}

// newDesk writes the configuration of a desk with a web chat; settings is added to it. It does not start it.
func newDesk(t *testing.T, settings string) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir(), url: "http://" + freeAddr(t)}
	d.config = filepath.Join(d.dir, "firstline.yaml")
	text := fmt.Sprintf("listen: %s\npublic_url: %s\ndata_dir: %s\norganisation: 青禾商城\nlog: {level: warn}\n%s",
		strings.TrimPrefix(d.url, "http://"), d.url, filepath.Join(d.dir, "data"), settings)
	ok(t, os.WriteFile(d.config, []byte(text), 0o600))
	d.args = []string{"serve", "--config", d.config}
	t.Cleanup(d.kill)
	t.Cleanup(func() {
		if !t.Failed() {
			d.sights.whole(t)
		}
	})
	return d
}

// user makes an account as an administrator does, on the command line; flags are added to it.
func (d *desk) user(login, name, rank, groups string, flags ...string) {
	d.t.Helper()
	c := exec.Command(built.binary, append([]string{"user", "add", "--config", d.config, "--login", login, "--name", name, "--rank", rank, "--groups", groups}, flags...)...)
	c.Stdin = strings.NewReader(password + "\n")
	if out, err := c.CombinedOutput(); err != nil {
		d.t.Fatalf("user add: %v\n%s", err, out)
	}
}

// start starts the desk and waits until it is ready.
func (d *desk) start() {
	d.t.Helper()
	ok(d.t, d.tryStart())
}

func (d *desk) tryStart() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, err := startChild(cmp.Or(d.binary, built.binary), d.dir, d.args...)
	if err != nil {
		return err
	}
	d.child = c
	return c.until(func() bool {
		res, err := http.Get(d.url + "/readyz")
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

// printed waits until the desk has printed a text, and returns everything it printed and when it began to.
func (d *desk) printed(text string) (string, time.Time) {
	d.t.Helper()
	if err := d.child.until(func() bool { out, _ := d.child.out.read(); return strings.Contains(out, text) }); err != nil {
		out, _ := d.child.out.read()
		d.t.Fatalf("%v\nit printed %q, without %q", err, out, text)
	}
	return d.child.out.read()
}

// kill ends the desk as a power cut does.
func (d *desk) kill() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.child != nil {
		d.child.kill()
		d.child = nil
	}
}

// child is a running firstline; it dies with the test process.
type child struct {
	cmd  *exec.Cmd
	out  *output
	log  string
	done chan struct{}
}

func startChild(binary, dir string, args ...string) (*child, error) {
	c := &child{cmd: exec.Command(binary, args...), out: &output{}, log: filepath.Join(dir, "log"), done: make(chan struct{})}
	log, err := os.OpenFile(c.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	c.cmd.Dir, c.cmd.Stdout, c.cmd.Stderr = dir, c.out, log
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	started := make(chan error)
	go func() {
		// Pdeathsig fires when the thread that started the child ends, and Go ends threads as it likes.
		runtime.LockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			_ = c.cmd.Wait()
			close(c.done)
		}
	}()
	return c, <-started
}

func (c *child) kill() {
	_ = c.cmd.Process.Kill() // an error means that it has ended already
	<-c.done
}

func (c *child) until(ready func() bool) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !ready() {
		select {
		case <-c.done:
			return fmt.Errorf("firstline ended: %s\n%s", c.cmd.ProcessState, c.tail())
		case <-deadline:
			return fmt.Errorf("firstline did not come up\n%s", c.tail())
		case <-tick.C:
		}
	}
	return nil
}

// tail is the end of the log, for the message of a test that failed.
func (c *child) tail() string {
	data, _ := os.ReadFile(c.log)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return strings.Join(lines[max(0, len(lines)-20):], "\n")
}

// output collects what a child prints.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
	at time.Time // of the first byte
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.at.IsZero() {
		o.at = time.Now()
	}
	return o.b.Write(p)
}

func (o *output) read() (string, time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String(), o.at
}

// freeAddr finds a port below the range from which the kernel takes ports for outgoing connections, so that a desk that
// is started again finds its own port free.
func freeAddr(t *testing.T) string {
	t.Helper()
	for range 200 {
		addr := fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(12000))
		if l, err := net.Listen("tcp", addr); err == nil {
			ok(t, l.Close())
			return addr
		}
	}
	t.Fatal("no free port")
	return ""
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
