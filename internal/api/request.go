package api

import (
	"context"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"firstline/internal/api/people"
)

// asked is what the routes need to know of a request besides its body.
type asked struct {
	from  people.From
	token string // of the cookie; may be anybody's invention
	trip  string // of the cookie of somebody on the way to a provider; the same
}

type (
	askedKey  struct{}
	callerKey struct{}
)

func withRequest(ctx context.Context, v asked) context.Context {
	return context.WithValue(ctx, askedKey{}, v)
}

func requestOf(ctx context.Context) asked { v, _ := ctx.Value(askedKey{}).(asked); return v }

func withCaller(ctx huma.Context, c people.Caller) huma.Context {
	return huma.WithContext(ctx, context.WithValue(ctx.Context(), callerKey{}, c))
}

// callerOf is who was let in; the guard of the route has put him there.
func callerOf(ctx context.Context) people.Caller {
	c, _ := ctx.Value(callerKey{}).(people.Caller)
	return c
}

// asked reads what is needed of a request.
func (a *API) asked(r *http.Request) asked {
	token, device := a.cookie.read(r)
	return asked{token: token, trip: carried(r, a.cookie.trip()), from: people.From{Source: source(r, a.o.TrustedProxies), UserAgent: r.UserAgent(), Former: token, Device: device}}
}

// source is the client's address: that of the connection, unless a trusted proxy passes another one on. What stands to
// the left of the first address that no trusted proxy has is invention (S-AU3). IPv6 counts by /64.
func source(r *http.Request, trusted []netip.Prefix) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	at := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && isTrusted(at, trusted); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		at = next.Unmap()
	}
	if at.Is6() {
		if p, err := at.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return at.String()
}

func isTrusted(at netip.Addr, trusted []netip.Prefix) bool {
	for _, p := range trusted {
		if p.Contains(at) {
			return true
		}
	}
	return false
}

// survive answers a panic with 500 instead of cutting the connection; others never notice (S-ER1).
func (a *API) survive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			a.log.Error("a request panicked", zap.String("method", r.Method), zap.Any("panic", v), zap.ByteString("stack", debug.Stack()))
			refuse(w, problemOf(nil))
		}()
		next.ServeHTTP(w, r)
	})
}
