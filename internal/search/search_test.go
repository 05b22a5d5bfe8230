package search_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/search"
	"firstline/internal/search/token"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

type rig struct {
	t     testing.TB
	store *store.Store
	texts *store.Texts
	index *search.Index
}

func open(t testing.TB, dsn string) *rig {
	t.Helper()
	st := record.Open(t, dsn)
	texts, err := st.Texts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = texts.Close() })
	return &rig{t: t, store: st, texts: texts, index: search.New(search.Options{Record: st, Texts: texts, Rest: -1})}
}

// says puts a session with its messages into the record; each message is one version.
func (r *rig) says(id string, texts ...string) {
	r.t.Helper()
	exec := func(query string, args ...any) {
		r.t.Helper()
		if err := r.store.Exec(r.t.Context(), query, args...); err != nil {
			r.t.Fatal(err)
		}
	}
	exec(`INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head)
VALUES ($1, 'web', $1, 1, 0, 0, 'closed', 'service', '', '', '', 0, 0, 0, 0, 0, '', '', 0, '{}', $2) ON CONFLICT DO NOTHING`, id, []byte{})
	n, err := r.store.MessageCount(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	for i, text := range texts {
		seq := n + int64(i) + 1
		exec(`INSERT INTO message (session, seq, version, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, at, sent_at, delivery, delivery_reason, receipt)
VALUES ($1, $2, $2, 'customer', '', '', 'text', $3, '', '', '', '', '', $4, 0, '', '', '')`, id, seq, text, 1_700_000_000_000+seq)
		exec(`UPDATE session SET version = $2 WHERE id = $1`, id, seq)
	}
}

// found asks the index alone.
func (r *rig) found(question string) string {
	r.t.Helper()
	m := store.TextMatch{Limit: 100}
	for _, p := range token.Asked(question, 8) {
		m.All = append(m.All, store.TextPhrase(p))
	}
	places, err := r.texts.Match(r.t.Context(), m)
	if err != nil {
		r.t.Fatalf("%q: %v", question, err)
	}
	var out []string
	for _, p := range places {
		out = append(out, fmt.Sprint(p.Session, "/", p.Seq))
	}
	return strings.Join(out, " ")
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestFindsWhatWasWritten: what the tokens promise, in the real indexes.
// Shows RTE-06.
func TestFindsWhatWasWritten(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		r.says("a", "我要退款了", "請問可以退貨嗎？", "Please REFUND order SF12345", "退了再付款", `it's {"quoted": 'x'} OR NOT * ^ - \ ok`, "iPhone15退货")
		r.must(r.index.CatchUp(t.Context()))
		for question, want := range map[string]string{
			"退款": "a/1", "退": "a/6 a/4 a/2 a/1", "了": "a/4 a/1", "退货": "a/6 a/2", "退貨": "a/6 a/2", "请问 嗎": "a/2", "refu": "a/3", "fund": "",
			"sf123": "a/3", "ＳＦ１２３": "a/3", "iphone15退货": "a/6", "款 退": "a/4 a/1", "or not": "a/5", "quoted x": "a/5", "'quoted": "a/5", `"ok`: "a/5", "不存在": "",
		} {
			if got := r.found(question); got != want {
				t.Errorf("%q finds %q, want %q", question, got, want)
			}
		}
	})
}

// TestFollows: what is told of is read from where it stopped; the same again changes nothing.
func TestFollows(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		r.says("a", "第一句")
		r.index.Note("a", 1)
		r.must(r.index.Follow(t.Context()))
		r.says("a", "第二句")
		if got := r.found("二句"); got != "" {
			t.Errorf("found before it was told of: %q", got)
		}
		r.index.Note("a", 2)
		r.index.Note("a", 1)
		r.must(r.index.Follow(t.Context()))
		r.index.Note("a", 2)
		r.must(r.index.Follow(t.Context()))
		r.must(r.index.CatchUp(t.Context()))
		if got := r.found("句"); got != "a/2 a/1" {
			t.Errorf("found %q", got)
		}
		if n, err := r.texts.Count(t.Context()); err != nil || n != 2 {
			t.Errorf("%d messages in the index: %v", n, err)
		}
		if r.index.Behind() {
			t.Error("still behind")
		}
	})
}

// TestCatchesUp: what was written while nothing ran, and what a process that died had told of, is found after a restart.
func TestCatchesUp(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		for i := range 1200 { // more than two pages of sessions
			if i%100 == 0 {
				r.says(fmt.Sprintf("s%04d", i), "老话", "新话")
			} else {
				r.says(fmt.Sprintf("s%04d", i))
			}
		}
		r.index.Note("s0100", 2) // and then it dies
		again := search.New(search.Options{Record: r.store, Texts: r.texts})
		if !again.Behind() {
			t.Error("a new index says that it has caught up")
		}
		r.must(again.CatchUp(t.Context()))
		if got := len(strings.Fields(r.found("新话"))); got != 12 {
			t.Errorf("%d of 12 found", got)
		}
	})
}

// TestErasedTextsLeave: whoever erases a text need not know of the index.
func TestErasedTextsLeave(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		r.says("a", "我的号码是13812345678", "退款", "改之前")
		r.must(r.index.CatchUp(t.Context()))
		r.must(r.store.Exec(t.Context(), "UPDATE message SET text = '' WHERE session = 'a' AND seq = 1"))
		r.must(r.store.Exec(t.Context(), "UPDATE message SET text = '改过了' WHERE session = 'a' AND seq = 3"))
		r.must(r.store.Exec(t.Context(), "UPDATE message SET delivery = 'sent' WHERE session = 'a' AND seq = 2")) // changes no text
		if rows, err := r.store.TextsChanged(t.Context(), 10); err != nil || len(rows) != 2 {
			t.Errorf("changed: %v %v", rows, err)
		}
		r.must(r.index.Follow(t.Context()))
		got := map[string]string{"13812345678": r.found("13812345678"), "号码": r.found("号码"), "之前": r.found("之前"), "改过": r.found("改过"), "退款": r.found("退款")}
		if diff := cmp.Diff(map[string]string{"13812345678": "", "号码": "", "之前": "", "改过": "a/3", "退款": "a/2"}, got); diff != "" {
			t.Error(diff)
		}
		if rows, err := r.store.TextsChanged(t.Context(), 10); err != nil || len(rows) != 0 {
			t.Errorf("still to be done: %v %v", rows, err)
		}
		r.must(r.store.Exec(t.Context(), "DELETE FROM message WHERE session = 'a' AND seq = 2"))
		r.must(r.index.Follow(t.Context()))
		if n, err := r.texts.Count(t.Context()); err != nil || n != 1 {
			t.Errorf("%d messages in the index: %v", n, err)
		}
	})
}

// named puts a file with a name at a message.
func (r *rig) named(session string, seq int, names ...string) {
	r.t.Helper()
	r.must(r.store.Exec(r.t.Context(), "UPDATE message SET kind = 'document' WHERE session = $1 AND seq = $2", session, seq))
	for n, name := range names {
		r.must(r.store.Exec(r.t.Context(), `INSERT INTO file (session, seq, n, channel, kind, name, type, size, width, height, seconds, ref, state, reason, blob, thumb, digest, attempt, due_at)
VALUES ($1, $2, $3, 'web', 'document', $4, '', 0, 0, 0, 0, '', 'wanted', '', '', '', '', 0, 0)`, session, seq, n, name))
	}
}

// TestNamesOfFiles: a message is found by the names of its files as by its text, until they are changed or erased.
// Shows RTE-06.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		r.says("a", "", "请看附件", "別的")
		r.named("a", 1, "購買合同（最终版）.PDF")
		r.named("a", 2, "IMG_2041.jpg", "发票 88213.xlsx")
		r.must(r.index.CatchUp(t.Context()))
		for question, want := range map[string]string{"合同": "a/1", "购买": "a/1", "pdf": "a/1", ".pdf": "a/1", "2041": "a/2", "img_2041.jpg": "a/2", "发票 xls": "a/2", "附件 88213": "a/2", "附件 合同": "", "同（最": "a/1", "41": ""} {
			if got := r.found(question); got != want {
				t.Errorf("%q finds %q, want %q", question, got, want)
			}
		}
		r.must(r.store.Exec(t.Context(), "UPDATE file SET name = '' WHERE session = 'a' AND seq = 1"))
		r.must(r.store.Exec(t.Context(), "UPDATE file SET name = '收据.xlsx' WHERE session = 'a' AND seq = 2 AND n = 1"))
		r.must(r.store.Exec(t.Context(), "DELETE FROM file WHERE session = 'a' AND seq = 2 AND n = 0"))
		r.must(r.index.Follow(t.Context()))
		for question, want := range map[string]string{"合同": "", "发票": "", "2041": "", "收据": "a/2", "附件": "a/2"} {
			if got := r.found(question); got != want {
				t.Errorf("afterwards %q finds %q, want %q", question, got, want)
			}
		}
	})
}

// TestNamesFromBefore: messages that were indexed without the names of their files, as before the upgrade that left word of
// them all, are found by them when the index has caught up, and not before does it say that it has.
func TestNamesFromBefore(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		const more = 450 // than two commits of the index
		r.says("a", strings.Split(strings.Repeat("附件,", more-1)+"附件", ",")...)
		r.must(r.index.CatchUp(t.Context()))
		for seq := range more {
			r.named("a", seq+1, "合同.pdf")
		}
		r.must(r.store.Exec(t.Context(), "INSERT INTO text_changed (session, seq) SELECT DISTINCT session, seq FROM file")) // migration 0043
		again := search.New(search.Options{Record: r.store, Texts: r.texts, Rest: -1})
		r.must(again.Follow(t.Context()))
		if !again.Behind() || r.found("合同") == "" {
			t.Error("it says that it has caught up, or has not begun")
		}
		r.must(again.CatchUp(t.Context()))
		rows, err := r.store.TextsChanged(t.Context(), 1)
		if again.Behind() || err != nil || len(rows) > 0 {
			t.Errorf("behind: %v; left: %v, %v", again.Behind(), rows, err)
		}
	})
}

// TestRange: bounds and cursors go by the time of the messages.
func TestRange(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		r := open(t, dsn)
		r.says("a", "话", "话", "话", "话")
		r.says("b", "话") // in the same millisecond as a/1
		r.must(r.index.CatchUp(t.Context()))
		m := store.TextMatch{All: []store.TextPhrase{{Tokens: []string{"话"}}}, From: 1_700_000_000_002, Until: 1_700_000_000_004, Limit: 10}
		places, err := r.texts.Match(t.Context(), m)
		if err != nil || len(places) != 2 || places[0].Seq != 3 || places[1].Seq != 2 {
			t.Errorf("%v %v", places, err)
		}
		m.From, m.Until, m.Limit = 0, 0, 2
		all := map[string]bool{}
		for range 4 {
			places, err := r.texts.Match(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range places {
				all[fmt.Sprint(p.Session, p.Seq)], m.Below = true, p.ID
			}
		}
		if len(all) != 5 {
			t.Errorf("pages gave %v", all)
		}
	})
}

// TestRun: the loop carries on what it is told of until it is stopped.
func TestRun(t *testing.T) {
	t.Parallel()
	r := open(t, testenv.SQLite(t))
	index := search.New(search.Options{Record: r.store, Texts: r.texts, Every: time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- index.Run(ctx) }()
	r.says("a", "刚刚写的")
	index.Note("a", 1)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(10 * time.Second); r.found("刚刚") == ""; <-tick.C {
		if time.Now().After(end) {
			t.Fatal("never indexed")
		}
	}
	stop()
	r.must(<-done)
}

// BenchmarkSearch measures 100,000 messages: how long it takes to index them and to ask.
func BenchmarkSearch(b *testing.B) {
	for name, dsn := range map[string]func() string{"sqlite": func() string { return testenv.SQLite(b) }, "postgres": func() string { return testenv.Postgres(b) }} {
		b.Run(name, func(b *testing.B) { benchmark(b, open(b, dsn())) })
	}
}

func benchmark(b *testing.B, r *rig) {
	const messages, perSession = 100_000, 20
	lines := []string{"您好，请问我的订单 %d 什么时候发货？", "已经为您查到了，目前正在处理中", "付款后一直转圈，怎么办", "收到的杯子是碎的，我要换货", "Is shipping to Hong Kong free, order %d?", "好的，我已经记录并催办，预计今天内给您答复"}
	n := 0
	for s := range messages / perSession {
		id := fmt.Sprintf("%08d", s)
		var values []string
		for i := range perSession {
			text := lines[(s+i)%len(lines)]
			if strings.Contains(text, "%d") {
				text = fmt.Sprintf(text, n)
			}
			if n%1000 == 7 {
				text = "我要退款了，请尽快"
			}
			values = append(values, fmt.Sprintf("('%s',%d,%d,'customer','','','text','%s','','','','','',%d,0,'','','')", id, i+1, i+1, text, 1_700_000_000_000+int64(n)*1000))
			n++
		}
		r.must(r.store.Exec(b.Context(), `INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head)
VALUES ($1, 'web', $1, 1, 0, $2, 'closed', 'service', '', '', '', 0, 0, 0, 0, 0, '', '', 0, '{}', $3)`, id, perSession, []byte{}))
		r.must(r.store.Exec(b.Context(), "INSERT INTO message (session, seq, version, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, at, sent_at, delivery, delivery_reason, receipt) VALUES "+strings.Join(values, ",")))
	}
	began := time.Now()
	r.must(r.index.CatchUp(b.Context()))
	b.Logf("%d messages indexed in %.1f s (%.0f a second, without a rest)", n, time.Since(began).Seconds(), float64(n)/time.Since(began).Seconds())
	r.says("lag", "最后一句话")
	began = time.Now()
	r.index.Note("lag", 1)
	r.must(r.index.Follow(b.Context()))
	b.Logf("one message more: %.1f ms behind its commit, and up to 500 ms until it is gathered", float64(time.Since(began).Microseconds())/1000)
	for _, q := range []string{"退款", "退", "处理中", "订单", "的", "order 54321", "hong kong", "不存在的词"} {
		b.Run(q, func(b *testing.B) {
			found := 0
			for b.Loop() {
				found = len(strings.Fields(r.found(q)))
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/query")
			b.ReportMetric(float64(found), "found")
		})
	}
}

var _ search.Record = (*store.Store)(nil)
