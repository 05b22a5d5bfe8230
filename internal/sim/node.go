package sim

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/hooks"
	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/scripts"
	"firstline/sessions"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

// node is one life of one Firstline: from its start until it stops or dies.
type node struct {
	w      *World
	name   string
	disk   *disk
	router *router.Router
	store  *store.Store
	live   live.Store
	own    *memstore.Store // a live store that ends with the node; nil when it is shared
	door   http.Handler
	cancel context.CancelFunc
	done   chan struct{} // Run has returned
	quit   chan struct{} // it was asked to stop in order
	gone   chan struct{} // it is dead

	mu   sync.Mutex
	dead bool
	spot string // where it dies, "" = anywhere
	fuse int    // at the how-manyth wait there; 0 = not
}

// spots are the places at which a node can die: before each step of the record, at each call of the live store (the
// commit before it stands), and around each call that leaves or enters.
func spots() []string {
	return []string{"record.accept", "record.commit", "record.claim", "record.write", "live.get", "live.put", "live.enqueue", "live.dequeue", "live.head",
		"live.seen", "live.publish", "live.epoch", "api.request", "api.answer", "hook.request", "hook.answer", "command.request", "command.answer"}
}

// wait is passed at every instant at which the node depends on something outside: the record, the live store, the
// network. A node with a burning fuse dies at one of them. True: it is dead, and nothing it does may have an effect.
func (n *node) wait(where string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.dead || n.fuse == 0 || (n.spot != "" && n.spot != where) {
		return n.dead
	}
	if n.fuse--; n.fuse > 0 {
		return false
	}
	n.w.trace.add("%s DIES at %s", n.name, where)
	n.dead = true
	close(n.gone)
	return true
}

func (n *node) isDead() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.dead
}

// kill makes the node die where it stands.
func (n *node) kill() {
	n.light("", 1)
	n.wait("rest")
}

func (n *node) light(spot string, fuse int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.spot, n.fuse = spot, fuse
}

// boot starts a node. After an error nothing of it is left.
func (w *World) boot(name string, d *disk) (*node, error) {
	n := &node{w: w, name: name, disk: d, done: make(chan struct{}), quit: make(chan struct{}), gone: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	n.cancel = cancel
	var err error
	if n.store, err = store.Open(ctx, w.dsn, store.Options{Fail: n.step}); err != nil {
		cancel()
		return nil, err
	}
	n.store.Queries = dbq.New(reads{n, n.store.DB})
	if err = n.assemble(ctx); err == nil {
		err = n.router.Start(ctx)
	}
	if err != nil {
		n.kill()
	}
	if n.router == nil {
		cancel()
		_ = n.store.Close()
		return nil, err
	}
	go func() { defer close(n.done); _ = n.router.Run(ctx) }()
	if err != nil {
		n.bury()
		return nil, err
	}
	return n, nil
}

func (n *node) assemble(ctx context.Context) error {
	w := n.w
	ad, err := newAdapter(n)
	if err != nil {
		return err
	}
	book, err := rulebook.Open(ctx, n.store, w.now(), w.rules(), rulebook.Source{Pack: scripts.Source("zh-CN")})
	if err != nil {
		return err
	}
	base := w.shared
	if base == nil {
		n.own = memstore.New(memstore.Options{})
		base = n.own
	}
	n.live = shaky{base, n}
	n.router = router.New(router.Options{Store: n.store, Live: n.live, Channels: map[desk.ChannelID]channels.Adapter{channel: ad}, Rules: book,
		Groups: groups, Node: n.name, Log: w.log.With(zap.String("node", n.name)), Metrics: router.NewMetrics(prometheus.NewRegistry()), Now: w.now})
	mux := http.NewServeMux()
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: map[desk.ChannelID]channels.Webhook{channel: ad}, Accepter: n,
		MaxBody: 1 << 20, Log: zap.NewNop()}))
	n.door = mux
	return nil
}

// Accept implements hooks.Accepter: the router's, with the places where a mutation makes the caller of it lie.
func (n *node) Accept(ctx context.Context, raw desk.Raw) error {
	if n.w.mut.on(Forget, raw.Order) {
		return nil
	}
	if n.w.mut.on(Swap, raw.Order) {
		n.w.after(3*time.Second, func() { _ = n.router.Accept(context.WithoutCancel(ctx), raw) })
		return nil
	}
	return n.router.Accept(ctx, raw)
}

// bury ends what is left of a node: goroutines and file handles, which a real death would have taken along. A dead
// node can neither write nor speak any more; one that stops in order still gives its leases up here.
func (n *node) bury() {
	n.cancel()
	<-n.done
	_ = n.store.Close()
	if n.own != nil {
		_ = n.own.Close()
	}
}

func (w *World) rules() sessions.Rules {
	return sessions.Rules{FirstReply: target, NextReply: target, ReopenWindow: w.plan.Reopen, DefaultGroup: "service", Zone: time.UTC,
		Warnings: []time.Duration{30 * time.Second, 10 * time.Second}, Silence: patience, Hops: hops, Apology: true, Change: true, Reopen: sessions.ReopenHandlers,
		Organisation: "样例公司", Pack: scripts.Default("zh-CN")}
}
