package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"firstline/config"
	"firstline/internal/api"
)

func newServe() *cobra.Command {
	var s source
	var demo bool
	c := &cobra.Command{Use: "serve", Short: "Run the desk", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		return serve(c.Context(), s, demo, c.OutOrStdout())
	}}
	s.flags(c, true)
	c.Flags().BoolVar(&demo, "demo", false, "add a sample department, stand-ins for the networks and simulated customers")
	return c
}

// stopTimeout is how long a stopping node may finish what it has begun: a send takes up to 30 s.
const stopTimeout = 40 * time.Second

func serve(ctx context.Context, s source, demo bool, out io.Writer) error {
	src := s.source()
	var stage *stage
	if demo {
		var err error
		if stage, err = openStage(&src); err != nil {
			return err
		}
		defer stage.close()
	}
	cfg, err := config.Load(src)
	if err != nil {
		return err
	}
	log, err := newLog(cfg)
	if err != nil {
		return err
	}
	// The port first: a second start by mistake must not touch the record of the one that runs.
	ln, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	p, err := assemble(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer p.close()
	return p.run(ctx, ln, stage, out)
}

// run serves until ctx ends: first it carries on what was left, then it opens the door; at the end the door is closed
// first.
func (p *parts) run(ctx context.Context, ln net.Listener, stage *stage, out io.Writer) error {
	routing, stopRouting := context.WithCancel(context.WithoutCancel(ctx))
	defer stopRouting()
	accounts, err := stage.people(ctx, p)
	if err != nil {
		return err
	}
	if err := stage.library(ctx, p); err != nil {
		return err
	}
	if err := stage.past(ctx, p); err != nil {
		return err
	}
	if err := p.router.Start(ctx); err != nil {
		return err
	}
	door := p.door(accounts)
	if err := p.welcome(ctx, ln, door, accounts, out); err != nil {
		return err
	}
	g, gctx := errgroup.WithContext(ctx)
	sealing, stopSealing := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSealing()
	g.Go(func() error {
		defer stopSealing() // the router's last commits belong into the last seal
		return p.router.Run(routing)
	})
	g.Go(func() error { return p.sealer.Run(sealing) })
	g.Go(func() error { return door.hub.Run(routing) })
	g.Go(func() error { return door.typing.Run(routing) })
	g.Go(func() error { return door.drafts.Run(gctx) })
	g.Go(func() error { return p.settings.Run(routing) })
	g.Go(func() error { return listen(door.server, ln) })
	g.Go(func() error { return p.quality.Run(gctx) })
	g.Go(func() error { return p.cases.Run(gctx) })
	g.Go(func() error { return p.search.Run(gctx) })
	g.Go(func() error { return door.erasures.Run(gctx) })
	g.Go(func() error { return p.admin(gctx) })
	g.Go(func() error { return spareCollections(gctx) })
	g.Go(func() error { return p.connect(gctx) })
	g.Go(func() error { return p.router.Fetch(gctx) })
	g.Go(func() error { return p.watch.Run(gctx) })
	g.Go(func() error { return p.media.Run(gctx, p.router) })
	g.Go(func() error { return stage.play(gctx, p, ln.Addr().String()) })
	g.Go(func() error {
		<-gctx.Done()
		return p.shutDown(door, stopRouting)
	})
	return g.Wait()
}

func listen(srv *http.Server, ln net.Listener) error {
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// shutDown closes the door, lets what is inside finish, and then stops routing.
func (p *parts) shutDown(door *door, stopRouting func()) error {
	p.log.Info("stopping")
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	door.drain(ctx, p)
	err := door.server.Shutdown(ctx)
	stopRouting()
	if errors.Is(err, context.DeadlineExceeded) {
		return door.server.Close()
	}
	return err
}

// welcome prints where to go. It is the only thing that goes to standard output; the log goes to standard error.
func (p *parts) welcome(ctx context.Context, ln net.Listener, door *door, accounts []api.DemoAccount, out io.Writer) error {
	base := p.cfg.PublicURL
	if base == "" || accounts != nil {
		base = "http://" + reachable(ln.Addr().String())
	}
	fmt.Fprintf(out, "Firstline %s\n  inbox     %s/\n", version(), base)
	for _, ch := range p.cfg.Channels {
		if ch.Type == "webchat" {
			fmt.Fprintf(out, "  web chat  %s/chat/%s\n", base, ch.ID)
		}
	}
	if accounts != nil {
		return introduce(accounts, out)
	}
	link, needed, err := door.people.SetupLink(ctx)
	if err != nil {
		return err
	}
	if needed {
		fmt.Fprintf(out, "  set up    %s%s   (once, for the first administrator)\n", base, link)
	}
	return nil
}

// reachable turns an address that listens everywhere into one that a browser on this machine can open.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
