package webchat

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// usage is what a process of sockets holds. Heap and stacks are counted after a collection; RSS is the kernel's count.
type usage struct{ Heap, Stacks, RSS uint64 }

// serveForMemory is another process: only the server's side of the sockets may count.
func serveForMemory() {
	debug.SetGCPercent(100)
	cfg := testConfig()
	cfg.Limits = Limits{Handshakes: Rate{-1, 0}, Visitors: Rate{-1, 0}, Source: Rate{-1, 0}}
	a, err := New(cfg)
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	a.Mount(mux, emptyHost{})
	mux.HandleFunc("/usage", func(w http.ResponseWriter, _ *http.Request) {
		for range 4 { // each collection halves stacks that are mostly empty
			runtime.GC()
		}
		debug.FreeOSMemory()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		_ = json.NewEncoder(w).Encode(usage{m.HeapAlloc, m.StackInuse, rss()})
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Addr())
	_ = http.Serve(l, mux)
}

func rss() uint64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseUint(strings.Fields(rest)[0], 10, 64)
			return kb << 10
		}
	}
	return 0
}

// An idle socket costs at most 12 KiB, whether its visitor has written or not. FIRSTLINE_SOCKETS sets how many are
// opened; the figure hardly depends on it.
func TestIdleSocketMemory(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("FIRSTLINE_SOCKETS"))
	if err != nil {
		n = 500
	}
	addr := startForMemory(t)
	before := ask(t, addr)
	all := openMany(t, addr, n)
	silent := ask(t, addr)
	each(t, all, func(c *websocket.Conn) error {
		if err := c.WriteJSON(map[string]any{"op": "say", "client_id": "m-1", "text": "在吗"}); err != nil {
			return err
		}
		_, _, err := c.ReadMessage()
		return err
	})
	spoken := ask(t, addr)
	for name, u := range map[string]usage{"silent": silent, "spoken": spoken} {
		heap, stacks, res := per(u.Heap, before.Heap, n), per(u.Stacks, before.Stacks, n), per(u.RSS, before.RSS, n)
		t.Logf("%d sockets, %s: heap %d + stacks %d = %d bytes each; resident %d", n, name, heap, stacks, heap+stacks, res)
		if heap+stacks > 12<<10 && !raceEnabled() {
			t.Errorf("%s: %d bytes a socket", name, heap+stacks)
		}
	}
}

func per(after, before uint64, n int) int { return (int(after) - int(before)) / n }

// raceEnabled: the race detector's shadow is not ours to answer for.
func raceEnabled() bool {
	info, _ := debug.ReadBuildInfo()
	for _, s := range info.Settings {
		if s.Key == "-race" {
			return s.Value == "true"
		}
	}
	return false
}

func startForMemory(t *testing.T) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "FIRSTLINE_SERVE_FOR_MEMORY=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func ask(t *testing.T, addr string) (u usage) {
	t.Helper()
	c := http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := c.Get("http://" + addr + "/usage")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&u); err != nil {
		t.Fatal(err)
	}
	return u
}

// openMany opens sockets, each of another visitor, up to the first empty page.
func openMany(t *testing.T, addr string, n int) []*websocket.Conn {
	t.Helper()
	d := websocket.Dialer{ReadBufferSize: 512, WriteBufferSize: 512, WriteBufferPool: &sync.Pool{}, HandshakeTimeout: time.Minute}
	keys := tokens{key: testKey(), channel: "web"}
	all := make([]*websocket.Conn, n)
	for i := range all {
		c, _, err := d.Dial("ws://"+addr+"/chat/web/ws", http.Header{"Origin": {"http://" + addr}})
		if err != nil {
			t.Fatalf("socket %d: %v", i, err)
		}
		t.Cleanup(func() { _ = c.Close() })
		_, token := keys.mint()
		if err := c.WriteJSON(map[string]any{"op": "hello", "token": token}); err != nil {
			t.Fatalf("socket %d: %v", i, err)
		}
		all[i] = c
	}
	each(t, all, func(c *websocket.Conn) error {
		for range 2 { // welcome and an empty page
			if _, _, err := c.ReadMessage(); err != nil {
				return err
			}
		}
		return nil
	})
	return all
}

func each(t *testing.T, all []*websocket.Conn, f func(*websocket.Conn) error) {
	t.Helper()
	for i, c := range all {
		if err := f(c); err != nil {
			t.Fatalf("socket %d: %v", i, err)
		}
	}
}
