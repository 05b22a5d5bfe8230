package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/scripts"
	"firstline/sessions"
)

// at is the moment of everything in here.
const at = desk.Millis(1_795_300_000_000)

func rules(tb testing.TB) sessions.Rules {
	tb.Helper()
	return sessions.Rules{Version: "1", FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: 24 * time.Hour, DefaultGroup: "service",
		Zone: time.UTC, Organisation: "客服中心", Pack: scripts.Default("zh-CN")}
}

func wrote(n int64) sessions.CustomerWrote {
	return sessions.CustomerWrote{At: at + desk.Millis(n), ExternalID: fmt.Sprint(n), Kind: desk.KindText, Language: "zh-hans", Title: "Customer",
		Words: sessions.Words{Text: "付款后一直转圈, 请帮我查一下订单"}}
}

func opened(tb testing.TB, r sessions.Rules) sessions.State {
	tb.Helper()
	e := wrote(1)
	e.Opening = &sessions.Opening{Session: "0199a5b0-0000-7000-8000-000000000000", Address: desk.Address{Channel: "tg", Key: "1"}, Ordinal: 1, Rules: r.Version}
	s, _, err := sessions.Apply(r, sessions.State{}, e)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// BenchmarkApply is the core alone: one more message of a waiting customer.
func BenchmarkApply(b *testing.B) {
	r := rules(b)
	s := opened(b, r)
	b.ReportAllocs()
	for n := int64(2); b.Loop(); n++ {
		if _, _, err := sessions.Apply(r, s, wrote(n)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDraft is what the router does with an event besides: digest, encode, link, state as JSON.
func BenchmarkDraft(b *testing.B) {
	r := rules(b)
	s := opened(b, r)
	head := make([]byte, 32)
	b.ReportAllocs()
	for n := int64(2); b.Loop(); n++ {
		e := wrote(n)
		next, _, err := sessions.Apply(r, s, e)
		if err != nil {
			b.Fatal(err)
		}
		body, err := sessions.Encode(e, map[int64]string{next.Seq: sessions.Digest("0123456789ab", e.Text)})
		if err != nil {
			b.Fatal(err)
		}
		head = sessions.Link(head, next.ID, next.Version, e.When(), sessions.Kind(e), e.Who(), body)
		if _, err := json.Marshal(next); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCommitSQLite and BenchmarkCommitPostgres land the part of one customer's message in one of 5,000 sessions,
// from 64 lanes.
func BenchmarkCommitSQLite(b *testing.B) {
	benchmarkCommit(b, testenv.SQLite(b))
}

func BenchmarkCommitPostgres(b *testing.B) { benchmarkCommit(b, testenv.Postgres(b)) }

const lanes, perLane = 64, 80

func benchmarkCommit(b *testing.B, dsn string) {
	st, err := store.Open(b.Context(), dsn, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	fence := store.Fence{Name: "partition/00", Token: 1}
	if err := st.Exec(b.Context(), "INSERT INTO lease (name, holder, fence, until) VALUES ('partition/00', 'bench', 1, 0)"); err != nil {
		b.Fatal(err)
	}
	versions := make([][perLane]int64, lanes)
	each := func(do func(lane, n int)) {
		done := make(chan struct{})
		for lane := range lanes {
			go func() {
				for n := range perLane {
					do(lane, n)
				}
				done <- struct{}{}
			}()
		}
		for range lanes {
			<-done
		}
	}
	one := func(lane, n int) {
		versions[lane][n]++
		if err := st.Commit(context.Background(), part(&fence, lane*perLane+n, versions[lane][n])); err != nil {
			b.Error(err)
		}
	}
	each(one)
	var total atomic.Int64
	b.ResetTimer()
	for total.Load() < int64(b.N) {
		each(func(lane, n int) {
			if total.Add(1) <= int64(b.N) {
				one(lane, n)
			}
		})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

// part is a session at a version: new at the first, touched later.
func part(f *store.Fence, session int, version int64) *store.Part {
	id := desk.SessionID(fmt.Sprintf("0199a5b0-0000-7000-8000-%012d", session))
	state := json.RawMessage(`{"filler":"` + string(make480()) + `"}`)
	return &store.Part{Fence: f, Was: version - 1, SameKeys: true,
		Session: store.Session{ID: id, Address: desk.Address{Channel: "tg", Key: fmt.Sprint(session)}, Ordinal: 1, Version: version, Phase: "queued", Group: "service",
			Title: "Customer", OpenedAt: at, QueuedAt: at, Urgency: int64(at), PreviewRole: desk.RoleCustomer, PreviewText: "付款后一直转圈", PreviewAt: at, State: state, Head: make([]byte, 32)},
		Events: []store.Event{{Version: version, At: at, Kind: "customer_wrote", Who: "customer", Body: []byte(`{"digest":"0123456789012345678901234567890123456789012"}`), Hash: make([]byte, 32)}},
		Messages: []store.Message{{Seq: version, Version: version, Role: desk.RoleCustomer, Kind: desk.KindText, Text: "付款后一直转圈, 请帮我查一下订单", Salt: "0123456789ab",
			External: fmt.Sprint(session, "/", version), At: at, SentAt: at}}}
}

// make480 fills a state to the size that it has on a desk.
func make480() []byte {
	b := make([]byte, 460)
	for i := range b {
		b[i] = 'a' + byte(i%26)
	}
	return b
}
