package media

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/scripts"
	"firstline/sessions"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// records are the two records that every test of the job runs on.
func records(t *testing.T, run func(t *testing.T, b *bench)) {
	record.Each(t, func(t *testing.T, dsn string) {
		run(t, newBench(t, dsn))
	})
}

// bench is what the nodes of one test share: record, folder, network, clock.
type bench struct {
	t      *testing.T
	dsn    string
	folder string
	net    *network
	clock  *clock
	live   live.Store
}

func newBench(t *testing.T, dsn string) *bench {
	mem := memstore.New(memstore.Options{})
	t.Cleanup(func() { _ = mem.Close() })
	return &bench{t: t, dsn: dsn, folder: filepath.Join(t.TempDir(), "files"), live: mem, clock: &clock{at: time.Now()},
		net: &network{has: map[string]func(context.Context) (channels.Content, error){}, asked: map[string]int{}, calls: make(chan string, 1000)}}
}

// clock is one that the test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) move(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

// network is a channel whose messages are "text|ref|ref…", and that gives out files as it is told.
type network struct {
	mu    sync.Mutex
	has   map[string]func(context.Context) (channels.Content, error)
	asked map[string]int
	calls chan string // every ref that was asked for
}

func (n *network) Capabilities() channels.Capabilities {
	return channels.Capabilities{MaxFile: 1 << 20, AcceptOnCommit: true}
}

func (n *network) Send(context.Context, desk.Outbound) (desk.Receipt, error) {
	return desk.Receipt{}, nil
}
func (n *network) Health(context.Context) error { return nil }

func (n *network) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	parts := strings.Split(string(raw.Body), "|")
	in := desk.Inbound{Address: raw.Address(), ExternalID: raw.EventID, SenderName: "李女士", Kind: desk.KindText, Text: parts[0]}
	for _, ref := range parts[1:] {
		in.Kind = desk.KindDocument
		in.Files = append(in.Files, desk.File{Kind: desk.KindDocument, Name: "claimed.pdf", Type: "application/pdf", Size: 7, Ref: ref})
	}
	return []desk.Inbound{in}, nil
}

func (n *network) Fetch(ctx context.Context, f desk.File) (channels.Content, error) {
	n.mu.Lock()
	n.asked[f.Ref]++
	give := n.has[f.Ref]
	n.mu.Unlock()
	n.calls <- f.Ref
	if give == nil {
		return channels.Content{}, &channels.FetchError{Reason: channels.FetchGone, Detail: "no such file"}
	}
	return give(ctx)
}

// offers says what the network does when it is asked for a file.
func (n *network) offers(ref string, give func(context.Context) (channels.Content, error)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.has[ref] = give
}

func (n *network) times(ref string) int { n.mu.Lock(); defer n.mu.Unlock(); return n.asked[ref] }

// content is a file that comes at once.
func content(body string) func(context.Context) (channels.Content, error) {
	return func(context.Context) (channels.Content, error) {
		return channels.Content{Body: readCloser{strings.NewReader(body)}}, nil
	}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

// node is one running Firstline with its job.
type node struct {
	b      *bench
	store  *store.Store
	router *router.Router
	media  *Service
	stop   func() // of all of it
	rest   func() // of the job alone
}

// mostSize is the largest file of these tests.
const mostSize = 1 << 20

func (b *bench) start(name string) *node {
	b.t.Helper()
	n := b.assemble(name)
	ctx, cancel := context.WithCancel(context.Background())
	fetching, rest := context.WithCancel(ctx)
	if err := n.router.Start(ctx); err != nil {
		b.t.Fatal(err)
	}
	var routes, fetches sync.WaitGroup
	routes.Go(func() { _ = n.router.Run(ctx) })
	fetches.Go(func() { _ = n.media.Run(fetching, n.router) })
	n.rest = func() { rest(); fetches.Wait() }
	n.stop = sync.OnceFunc(func() {
		n.rest()
		cancel()
		routes.Wait()
		_ = n.store.Close()
	})
	b.t.Cleanup(n.stop)
	return n
}

// assemble makes a node that does not run.
func (b *bench) assemble(name string) *node {
	b.t.Helper()
	st, err := store.Open(b.t.Context(), b.dsn, store.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	dir, err := OpenDir(b.folder)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = dir.Close() })
	rules := sessions.Rules{FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: 24 * time.Hour, DefaultGroup: "service", Zone: time.UTC, Organisation: "样例公司", Pack: scripts.Default("zh-CN")}
	book, err := rulebook.Open(b.t.Context(), st, time.Now(), rules, rulebook.Source{Pack: scripts.Source("zh-CN")})
	if err != nil {
		b.t.Fatal(err)
	}
	log := zap.NewNop()
	if testing.Verbose() {
		log = zaptest.NewLogger(b.t, zaptest.Level(zap.InfoLevel))
	}
	all := map[desk.ChannelID]channels.Adapter{"net": b.net, "mute": mute{b.net}}
	n := &node{b: b, store: st}
	n.media = New(Options{Record: st, Shelf: NewShelf(dir, 0), Channels: all, MaxSize: mostSize, Fetchers: 3, Metrics: NewMetrics(prometheus.NewRegistry()), Log: log, Now: b.clock.now})
	n.router = router.New(router.Options{Store: st, Live: b.live, Channels: all, Rules: book, Groups: func() []desk.GroupID { return []desk.GroupID{"service"} }, Node: name, Log: log,
		Metrics: router.NewMetrics(prometheus.NewRegistry()), Alone: st.Dialect() == "sqlite", Files: n.media, Wants: n.media.Wake, Now: b.clock.now})
	return n
}

// mute is a channel that has files and cannot fetch any.
type mute struct{ channels.Adapter }

// writes has the customer write a message with the files, and gives its session once it is routed.
func (n *node) writes(channel desk.ChannelID, key string, refs ...string) string {
	n.b.t.Helper()
	text := uuid.NewString()
	raw := desk.Raw{Channel: channel, EventID: text, Key: key, Received: desk.At(n.b.clock.now()), Body: []byte(strings.Join(append([]string{text}, refs...), "|"))}
	if err := n.router.Accept(n.b.t.Context(), raw); err != nil {
		n.b.t.Fatal(err)
	}
	id := ""
	n.until("the message to be routed", func() bool {
		return n.store.DB.QueryRow("SELECT session FROM message WHERE text = $1", text).Scan(&id) == nil
	})
	return id
}

// files are a session's, in order.
func (n *node) files(session string) []desk.File {
	n.b.t.Helper()
	rows, err := n.store.FilesOf(n.b.t.Context(), dbq.FilesOfParams{Session: session, Last: 1 << 40})
	if err != nil {
		n.b.t.Fatal(err)
	}
	var out []desk.File
	for i := range rows {
		out = append(out, store.FileOf(&rows[i]).File)
	}
	return out
}

// settled waits until no file of the session is wanted any more.
func (n *node) settled(session string) []desk.File {
	n.b.t.Helper()
	var out []desk.File
	n.until("the files to be settled", func() bool {
		out = n.files(session)
		return !slices.ContainsFunc(out, func(f desk.File) bool { return f.State == desk.FileWanted })
	})
	return out
}

// attempted waits until a try that failed is written down, so that moving the clock is seen by the next one.
func (n *node) attempted(session, reason string) {
	n.b.t.Helper()
	n.until("the failure to be written down", func() bool { return n.files(session)[0].Reason == reason })
}

// asked waits until the network is asked for the file.
func (b *bench) asked(ref string) {
	b.t.Helper()
	select {
	case got := <-b.net.calls:
		if got != ref {
			b.t.Fatalf("the network is asked for %s, not %s", got, ref)
		}
	case <-time.After(20 * time.Second):
		b.t.Fatalf("waited 20 s for the network to be asked for %s", ref)
	}
}

// until waits for a condition on real processes: bounded, and it looks often.
func (n *node) until(what string, cond func() bool) {
	n.b.t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	end := time.After(20 * time.Second)
	for !cond() {
		select {
		case <-tick.C:
		case <-end:
			n.b.t.Fatalf("waited 20 s for: %s", what)
		}
	}
}

var errRefused = errors.New("connection refused")

func unreachable(context.Context) (channels.Content, error) {
	return channels.Content{}, fmt.Errorf("fetch: %w", errRefused)
}
