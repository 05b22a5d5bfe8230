package testenv

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestServersDieWithTheProcess kills a process that runs servers, as an out of
// memory killer or a torture test would, and looks what is left.
func TestServersDieWithTheProcess(t *testing.T) {
	t.Parallel()
	check(t, present())
	cmd := exec.Command(os.Args[0], "-test.run=^TestHelper$")
	cmd.Env = append(os.Environ(), "FIRSTLINE_TEST_HELPER=1")
	stdin, err := cmd.StdinPipe() // kept open: the helper waits for its end
	ok(t, err)
	defer func() { _ = stdin.Close() }()
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	pids, dirs := readServers(t, out)
	ok(t, cmd.Process.Kill())
	_ = cmd.Wait()
	for _, pid := range pids {
		wait(t, fmt.Sprintf("server %d to end", pid), func() bool { return !alive(pid) })
	}
	sweep()
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s is still there", dir)
		}
	}
}

func readServers(t *testing.T, out io.Reader) (pids []int, dirs []string) {
	t.Helper()
	lines := bufio.NewScanner(out)
	for len(pids) < 2 && lines.Scan() {
		if fields := strings.Fields(lines.Text()); len(fields) == 3 && fields[0] == "server" {
			var pid int
			_, err := fmt.Sscan(fields[1], &pid)
			ok(t, err)
			pids, dirs = append(pids, pid), append(dirs, fields[2])
		}
	}
	if len(pids) < 2 {
		t.Fatal("the helper did not start its servers")
	}
	return pids, dirs
}

// TestHelper is the process that gets killed; on its own it does nothing.
func TestHelper(t *testing.T) {
	if os.Getenv("FIRSTLINE_TEST_HELPER") == "" {
		return
	}
	r, p := Redis(t), OwnPostgres(t)
	fmt.Println("server", r.process.pid(), r.dir)
	fmt.Println("server", p.process.pid(), p.dir)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// present reports what is missing before the test goes into a helper, where a skip
// would not be seen.
func present() error {
	if _, err := find("redis-server", "redis-server"); err != nil {
		return err
	}
	_, err := findPostgres("initdb")
	return err
}

func wait(t *testing.T, what string, ready func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !ready() {
		select {
		case <-deadline:
			t.Fatalf("waited for %s", what)
		case <-tick.C:
		}
	}
}

// recorder is a T that notes how it ended.
type recorder struct{ end string }

func (r *recorder) Helper()                   {}
func (r *recorder) Cleanup(func())            {}
func (r *recorder) TempDir() string           { return os.TempDir() }
func (r *recorder) Logf(string, ...any)       {}
func (r *recorder) Skipf(f string, a ...any)  { r.end = "skip: " + fmt.Sprintf(f, a...) }
func (r *recorder) Fatalf(f string, a ...any) { r.end = "fail: " + fmt.Sprintf(f, a...) }

// It sets variables of the process, so it does not run beside the others.
func TestMissingProgram(t *testing.T) {
	const reason = "redis-server is not on this machine: install with apt-get install redis-server"
	t.Setenv("PATH", "")
	for ci, want := range map[string]string{"": "skip: " + reason, "true": "fail: testenv: " + reason} {
		t.Setenv("CI", ci)
		r := &recorder{}
		_, err := StartRedis()
		if check(r, err); r.end != want {
			t.Errorf("with CI=%q: %q", ci, r.end)
		}
	}
}
