package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// onBoth runs one test on both records: the same suite, or it is not the same contract.
func onBoth(t *testing.T, run func(t *testing.T, open func() *store.Store)) {
	t.Helper()
	record.Each(t, func(t *testing.T, dsn string) {
		run(t, func() *store.Store { return record.Open(t, dsn) })
	})
}

func raw(channel, event, key string) desk.Raw {
	return desk.Raw{Channel: desk.ChannelID(channel), EventID: event, Key: key, Received: 1, Body: []byte(`{"n":"` + event + `"}`)}
}

func TestAcceptKeepsEachEventOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		const events, copies = 200, 5
		var wg sync.WaitGroup
		var mu sync.Mutex
		fresh := map[string]int{}
		for i := range events * copies {
			wg.Add(1)
			go func() {
				defer wg.Done()
				ev := strconv.Itoa(i % events)
				id, err := s.Accept(t.Context(), raw("tg", ev, "chat"+ev))
				if err != nil {
					t.Error(err)
					return
				}
				if id != 0 {
					mu.Lock()
					fresh[ev]++
					mu.Unlock()
				}
			}()
		}
		wg.Wait()
		for ev, n := range fresh {
			if n != 1 {
				t.Errorf("event %s was new %d times", ev, n)
			}
		}
		if len(fresh) != events {
			t.Errorf("%d events were new, want %d", len(fresh), events)
		}
		n, err := s.CountPending(t.Context())
		if err != nil || n != events {
			t.Errorf("%d rows are pending (%v), want %d", n, err, events)
		}
	})
}

func TestPendingComesInOrder(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for i := range 20 {
			if _, err := s.Accept(t.Context(), raw("tg", fmt.Sprint(i), "one")); err != nil {
				t.Fatal(err)
			}
		}
		part := desk.Address{Channel: "tg", Key: "one"}.Partition()
		rows, err := s.Pending(t.Context(), []int{part}, 100)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.EventID)
		}
		var want []string
		for i := range 20 {
			want = append(want, fmt.Sprint(i))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("pending (-want +got):\n%s", d)
		}
		if rows, err := s.Pending(t.Context(), []int{(part + 1) % desk.Partitions}, 100); err != nil || len(rows) != 0 {
			t.Errorf("another partition has %d rows (%v)", len(rows), err)
		}
	})
}

// aPart is a part that opens or continues the session "s1" at tg/one.
func aPart(was int64) *store.Part {
	v := was + 1
	at := desk.Address{Channel: "tg", Key: "one"}
	return &store.Part{Was: was,
		Session:  store.Session{ID: "s1", Address: at, Ordinal: 1, Part: at.Partition(), Version: v, Phase: "queued", Group: "service", State: []byte("{}"), Head: []byte{1}, Urgency: 5},
		Events:   []store.Event{{Version: v, At: 1, Kind: "customer_wrote", Who: "customer", Body: []byte("{}"), Hash: []byte{1}}},
		Messages: []store.Message{{Seq: v, Version: v, Role: desk.RoleCustomer, Kind: desk.KindText, Text: "hello", External: fmt.Sprint("m", v)}},
	}
}

func TestCommitIsCompareAndSet(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		if err := s.Commit(t.Context(), aPart(0)); err != nil {
			t.Fatal(err)
		}
		if err := s.Commit(t.Context(), aPart(0)); !errors.Is(err, store.ErrStale) {
			t.Errorf("opening twice: %v, want ErrStale", err)
		}
		// Many writers on one version: exactly one wins, the others write nothing.
		var wg sync.WaitGroup
		won := make(chan struct{}, 32)
		for range 32 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				switch err := s.Commit(t.Context(), aPart(1)); {
				case err == nil:
					won <- struct{}{}
				case !errors.Is(err, store.ErrStale):
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if len(won) != 1 {
			t.Errorf("%d of 32 writers won", len(won))
		}
		ev, err := s.EventsOf(t.Context(), "s1")
		if err != nil || len(ev) != 2 {
			t.Errorf("%d events (%v), want 2", len(ev), err)
		}
		ms, err := s.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: "s1"})
		if err != nil || len(ms) != 2 {
			t.Errorf("%d messages (%v), want 2", len(ms), err)
		}
	})
}

func TestFencedCommitWritesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		take := func(holder string, now int64) int64 {
			var token int64
			err := s.Write(t.Context(), func(q *dbq.Queries) error {
				var err error
				token, err = q.TakeLease(t.Context(), dbq.TakeLeaseParams{Name: "p", Holder: holder, Until: now + 10, Now: now})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		old := take("a", 100)
		p := aPart(0)
		p.Fence = &store.Fence{Name: "p", Token: old}
		if err := s.Commit(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		young := take("b", 200)
		if young <= old {
			t.Fatalf("tokens must grow: %d after %d", young, old)
		}
		p = aPart(1)
		p.Fence = &store.Fence{Name: "p", Token: old}
		if err := s.Commit(t.Context(), p); !errors.Is(err, store.ErrFenced) {
			t.Errorf("a zombie's commit: %v, want ErrFenced", err)
		}
		p.Fence.Token = young
		if err := s.Commit(t.Context(), p); err != nil {
			t.Errorf("the new owner's commit: %v", err)
		}
	})
}

func TestOccupyNeverGoesBeyondCapacity(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		err := s.Write(t.Context(), func(q *dbq.Queries) error {
			return q.CreateAgent(t.Context(), dbq.CreateAgentParams{ID: "a1", Login: "a", Name: "A", Password: "-", Rank: "agent", Speciality: "allround",
				MemberOf: "[]", Status: "online", Capacity: 3, CreatedAt: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		full := make(chan struct{}, 64)
		for i := range 16 {
			at := desk.Address{Channel: "tg", Key: fmt.Sprint("k", i)}
			open := aPart(0)
			open.Session.ID, open.Session.Address, open.Session.Part = desk.SessionID(fmt.Sprint("s", i)), at, at.Partition()
			if err := s.Commit(t.Context(), open); err != nil {
				t.Fatal(err)
			}
			wg.Add(1)
			go func() {
				defer wg.Done()
				p := aPart(1)
				p.Session.ID, p.Session.Address, p.Session.Part, p.Session.Holder = open.Session.ID, at, at.Partition(), "a1"
				p.Occupy = &store.Place{Agent: "a1", Epoch: 1, At: 7}
				if err := s.Commit(t.Context(), p); errors.Is(err, store.ErrNoPlace) {
					full <- struct{}{}
				} else if err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if len(full) != 13 {
			t.Errorf("%d of 16 were refused, want 13", len(full))
		}
		row, err := s.AgentByID(t.Context(), "a1")
		if err != nil || row.Load != 3 {
			t.Errorf("load is %d (%v), want 3", row.Load, err)
		}
		p := aPart(1)
		p.Session.ID, p.Occupy = "s99", &store.Place{Agent: "a1", Epoch: 9, Force: true}
		if err := s.Commit(t.Context(), p); err == nil {
			t.Error("a place was taken for a session that is not there")
		}
		if row, _ := s.AgentByID(t.Context(), "a1"); row.Load != 3 {
			t.Errorf("a lost commit left the load at %d", row.Load)
		}
	})
}

func TestClaimOnceInOrderAndOnlyUnderTheFence(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		if err := s.Write(t.Context(), func(q *dbq.Queries) error {
			_, err := q.TakeLease(t.Context(), dbq.TakeLeaseParams{Name: "p", Holder: "a", Until: 10, Now: 1})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		p := aPart(0)
		p.Outbox = []store.Out{{Seq: 1, State: desk.DeliveryQueued, DueAt: 1}, {Seq: 2, State: desk.DeliveryQueued, DueAt: 1}}
		if err := s.Commit(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		for i, want := range []struct {
			seq   int64
			token int64
			got   bool
		}{{1, 7, false}, {2, 1, false}, {1, 1, true}, {1, 1, false}, {2, 1, true}} { // 2 not before 1
			got, err := s.Claim(t.Context(), []store.Out{{Session: "s1", Seq: want.seq}}, []store.Fence{{Name: "p", Token: want.token}})
			if err != nil || got[0] != want.got {
				t.Errorf("claim %d under token %d: %v (%v), want %v", i, want.token, got, err, want.got)
			}
		}
	})
}

func TestEvidenceCannotBeChanged(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		if err := s.Commit(t.Context(), aPart(0)); err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{"UPDATE event SET who = 'x'", "DELETE FROM event"} {
			err := s.Exec(t.Context(), q)
			if err == nil {
				t.Errorf("%s was carried out", q)
			}
		}
	})
}

func TestABadPartHarmsNobodyElse(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		if err := s.Commit(t.Context(), aPart(0)); err != nil {
			t.Fatal(err)
		}
		bad := aPart(1)
		bad.Messages[0].External = "m1" // the network brought this message before
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				at := desk.Address{Channel: "tg", Key: fmt.Sprint("other", i)}
				p := aPart(0)
				p.Session.ID, p.Session.Address, p.Session.Part = desk.SessionID(fmt.Sprint("o", i)), at, at.Partition()
				if err := s.Commit(t.Context(), p); err != nil {
					t.Error(err)
				}
			}()
		}
		if err := s.Commit(t.Context(), bad); !errors.Is(err, store.ErrExists) || !store.IsBad(err) {
			t.Errorf("a part with a message that stands already: %v, want ErrExists", err)
		}
		wg.Wait()
	})
}

// TestFiles: a part brings the files of its messages and says what became of older ones; what was handed in goes out once.
func TestFiles(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		came := desk.File{Kind: desk.KindPhoto, Name: "破损.jpg", Type: "image/jpeg", Size: 7, Width: 3, Height: 4, Ref: "AgAC", State: desk.FileWanted}
		voice := desk.File{Kind: desk.KindVoice, Seconds: 9, Ref: "AwAC", State: desk.FileWanted}
		p := aPart(0)
		p.Messages[0].Kind = desk.KindPhoto
		p.Files = []store.File{{Seq: 1, Channel: "tg", DueAt: 5, File: came}, {Seq: 1, N: 1, Channel: "tg", DueAt: 6, File: voice}}
		if err := s.Commit(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if err := s.Commit(t.Context(), p); !errors.Is(err, store.ErrStale) {
			t.Errorf("again: %v, want ErrStale", err)
		}
		wants, err := s.FilesWanted(t.Context(), dbq.FilesWantedParams{DueAt: 5, Limit: 10})
		if err != nil || len(wants) != 1 || wants[0].Ref != "AgAC" || wants[0].ConvKey != "one" {
			t.Errorf("wanted by now: %+v (%v)", wants, err)
		}
		came.State, came.Blob, came.Digest, came.Ref = desk.FileStored, "b1", "9f86", "AgAC"
		p = aPart(1)
		p.Filed = []store.File{{Seq: 1, File: came}}
		p.Files = []store.File{{Seq: 2, File: desk.File{Kind: desk.KindDocument, Ref: "u1", State: desk.FileStored, Blob: "b2"}}}
		if err := s.Commit(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		ms := []store.Message{{Seq: 1, Kind: desk.KindPhoto}, {Seq: 2, Kind: desk.KindText}}
		if err := store.AddFiles(t.Context(), s, "s1", ms); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]desk.File{came, voice}, ms[0].Files); d != "" || ms[1].Files != nil {
			t.Errorf("files (-want +got):\n%s and of a text %v", d, ms[1].Files)
		}
		asCustomer := func() error {
			_, err := s.CustomerFile(t.Context(), dbq.CustomerFileParams{Channel: "tg", ConvKey: "one", Ordinal: 1, Seq: 2})
			return err
		}
		if err := asCustomer(); err != nil {
			t.Errorf("the customer's look at a file: %v", err)
		}
		p = aPart(2)
		p.Messages[0] = store.Message{Seq: 3, Version: 3, Role: desk.RoleAgent, Kind: desk.KindDelete, Purpose: "recalled", ReplyRef: "2"}
		if err := s.Commit(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if err := asCustomer(); !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("what was taken back is still given out: %v", err)
		}
		p = aPart(3)
		p.Files = []store.File{{Seq: 4, File: desk.File{Kind: desk.KindDocument, Ref: "u1", State: desk.FileStored, Blob: "b2"}}}
		if err := s.Commit(t.Context(), p); !errors.Is(err, store.ErrExists) {
			t.Errorf("an upload twice: %v, want ErrExists", err)
		}
	})
}
