package rig

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"firstline/internal/fake/telegram"
)

// The two set-ups.
const (
	SQLite   = "sqlite"   // the embedded default: one file, live state in the process, one node
	Postgres = "postgres" // PostgreSQL and Redis, any number of nodes
)

// Options are what a world is made of.
type Options struct {
	Dir    string // for everything that is written; it exists
	Binary string
	Setup  string
	Nodes  int
	Seed   uint64

	Data    string // data_dir; empty = a folder in Dir
	DSN     string // a database of somebody else's server; empty = a server of our own
	Speedup float64
	Limits  telegram.Limits
	Hook    time.Duration // how long the network waits for an answer of the desk
	Pace    int           // the desk keeps to so many times the rate that Telegram names; 0 = it sends as fast as it can
	Poll    bool          // the desk asks the network, instead of being called

	Agents, Capacity int
	LeaseTTL         time.Duration
	Target           time.Duration // of the first and of every later reply
	Reopen           time.Duration // 0: a message after the close opens a new session
}

// Channel is the id of the one channel.
const Channel = "tg"

// Password is every simulated agent's; the accounts live as long as the folder.
const Password = "a long enough pass-phrase 7"

// Login is the sign-in name of agent n.
func Login(n int) string { return fmt.Sprintf("agent%02d", n) }

// config writes the configuration file of one node.
func (w *World) config(n *Node) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("listen: %s", strings.TrimPrefix(n.Base, "http://"))
	line("public_url: %s", w.Public)
	line("data_dir: %s", n.data)
	line("database: %q", w.database())
	line("media: {dir: %q}", filepath.Join(w.o.Data, "files")) // one folder for all nodes
	if w.Redis != nil {
		line("redis: %s", w.Redis.Addr)
	}
	line("time_zone: UTC\norganisation: 中原物业")
	line("log: {level: info, format: json}")
	line("session: {reopen_window: %s, capacity: %d}", w.o.Reopen, w.o.Capacity)
	line("targets: {first_reply: %s, next_reply: %s, warnings: %q, silence: 0s}", w.o.Target, w.o.Target, fmt.Sprintf("%s, %s", w.o.Target/2, w.o.Target/5))
	line("node: {id: %s, lease_ttl: %s}", n.Name, w.o.LeaseTTL)
	line("channels:\n  - id: %s\n    type: telegram\n    token: %q\n    api_url: %s", Channel, telegram.DefaultToken, w.api.URL)
	line("    per_chat: %d\n    per_bot: %d", w.o.Pace, 30*w.o.Pace)
	if w.o.Poll {
		line("    mode: poll")
	} else {
		line("    mode: webhook\n    webhook_secret: %s", w.Secret)
	}
	return os.WriteFile(n.config, []byte(b.String()), 0o600)
}
