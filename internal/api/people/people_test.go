package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/sessions/memstore"
)

// clock is a time that tests set.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ms.Store(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC).UnixMilli())
	return c
}
func (c *clock) now() time.Time        { return time.UnixMilli(c.ms.Load()) }
func (c *clock) move(by time.Duration) { c.ms.Add(by.Milliseconds()) }

type desk1 struct {
	*Service
	t     *testing.T
	clock *clock
	store *store.Store
}

func newDesk(t *testing.T, dsn string, change ...func(*Options)) *desk1 {
	t.Helper()
	if dsn == "" {
		dsn = testenv.SQLite(t)
	}
	st := record.Open(t, dsn)
	c := newClock()
	o := Options{Store: st, Now: c.now, Groups: func() []desk.GroupID { return []desk.GroupID{"order", "complaint"} }}
	for _, f := range change {
		f(&o)
	}
	return &desk1{New(o), t, c, st}
}

const good = "correct horse battery"

func (d *desk1) make(login string, rank desk.Rank, groups ...desk.GroupID) desk.AgentID {
	d.t.Helper()
	id, err := d.Create(context.Background(), Newcomer{Login: login, Name: "Name " + login, Password: good, Rank: rank, Groups: groups})
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

func (d *desk1) in(login string) SignedIn {
	d.t.Helper()
	in, err := d.SignIn(context.Background(), login, good, From{Source: "192.0.2.1", UserAgent: "test"})
	if err != nil {
		d.t.Fatal(err)
	}
	return in
}

func (d *desk1) isIn(in SignedIn) bool {
	d.t.Helper()
	_, err := d.Who(context.Background(), in.Token)
	if err != nil && !errors.Is(err, ErrSignedOut) {
		d.t.Fatal(err)
	}
	return err == nil
}

func code(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	a, b := encode(good, current()), encode(good, current())
	if a == b {
		t.Error("two hashes of one password are the same: there is no salt")
	}
	if !matches(a, good) || matches(a, good+" ") || matches(a, "") {
		t.Error("the hash matches the wrong words")
	}
	weaker := encode(good, cost{memory: 64, time: 1, threads: 1})
	if !matches(weaker, good) {
		t.Error("a hash with other parameters is not understood")
	}
	for _, broken := range []string{"", "x", "$argon2id$v=19$m=1,t=0,p=0$AAAA$AAAA", strings.Replace(a, "argon2id", "argon2i", 1), a[:len(a)-8], "$argon2id$v=19$m=4000000000,t=2,p=1$Y2M2dzRqZk1uVEJxOXhZWg$" + strings.Split(a, "$")[5]} {
		if matches(broken, good) {
			t.Errorf("%q matches", broken)
		}
	}
	if _, _, _, ok := decode(nobody); !ok {
		t.Error("the hash of nobody cannot be read, so that unknown accounts answer faster")
	}
}

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	for password, want := range map[string]bool{
		good: true, "短口令": false, "口令口令口令口令": false, "这个口令是够长的了": true, "1234567": false, "12345678": false, "Password1": false, "aaaaaaaaaaaa": false,
		"abcdefghijkl": false, "zhang.min": false, "Zhang Min 2": false, strings.Repeat("x1", 200): false, "\xff\xfe456789": false, "QWERTYUIOP": false,
	} {
		err := d.judge(password, "zhang.min", "zhang min 2")
		if (err == nil) != want && password != "口令口令口令口令" {
			t.Errorf("%q: %v", password, err)
		}
		if err != nil && code(err) != "weak_password" {
			t.Errorf("%q: code %q", password, code(err))
		}
	}
}

func TestCreateChecksEverything(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	d.make("Zhang.Min ", desk.RankAgent)
	many, few := 101, -1
	for want, n := range map[string]Newcomer{
		"login_taken":   {Login: " zhang.MIN", Name: "n", Password: good},
		"login":         {Login: "a b", Name: "n", Password: good},
		"name":          {Login: "a", Name: "\u202Eevil", Password: good},
		"rank":          {Login: "a", Name: "n", Password: good, Rank: "emperor"},
		"speciality":    {Login: "a", Name: "n", Password: good, Speciality: "sleep"},
		"groups":        {Login: "a", Name: "n", Password: good, Groups: []desk.GroupID{"nowhere"}},
		"capacity":      {Login: "a", Name: "n", Password: good, Capacity: &many},
		"weak_password": {Login: "a", Name: "n", Password: "12345678"},
	} {
		if _, err := d.Create(context.Background(), n); code(err) != want {
			t.Errorf("want %s: %v", want, err)
		}
	}
	if _, err := d.Create(context.Background(), Newcomer{Login: "a", Name: "n", Password: good, Capacity: &few}); code(err) != "capacity" {
		t.Error(err)
	}
	if _, err := d.Create(context.Background(), Newcomer{Login: "a", Name: "n", Password: good, Groups: []desk.GroupID{"order", "order"}}); code(err) != "groups" {
		t.Error(err)
	}
}

func TestSignInLivesAndDies(t *testing.T) {
	t.Parallel()
	for name, kill := range map[string]func(*desk1, Caller){
		"idle": func(d *desk1, _ Caller) { d.clock.move(time.Hour) },
		"used too late": func(d *desk1, c Caller) {
			d.clock.move(time.Hour)
			d.touch(c)
		},
		"absolute": func(d *desk1, c Caller) {
			for range 48 {
				d.clock.move(30 * time.Minute)
				d.touch(c)
			}
		},
		"signed out": func(d *desk1, c Caller) { d.must(d.SignOut(context.Background(), c)) },
		"revoked":    func(d *desk1, c Caller) { d.must(d.Revoke(context.Background(), c.Agent.ID, c.SignIn)) },
		"disabled":   func(d *desk1, c Caller) { d.change(c.Agent.ID, Change{Disabled: new(true)}) },
		"rank":       func(d *desk1, c Caller) { d.change(c.Agent.ID, Change{Rank: new(desk.RankLead)}) },
		"password":   func(d *desk1, c Caller) { d.change(c.Agent.ID, Change{Password: new("another good one")}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "")
			d.make("mei", desk.RankAgent, "order")
			in := d.in("mei")
			who, err := d.Who(context.Background(), in.Token)
			if err != nil {
				t.Fatal(err)
			}
			if who.Login != "mei" || who.Agent.Rank != desk.RankAgent || !slices.Equal(who.Agent.Groups, []desk.GroupID{"order"}) {
				t.Errorf("who = %+v", who)
			}
			d.clock.move(59 * time.Minute)
			if !d.isIn(in) {
				t.Fatal("ended too early")
			}
			kill(d, who)
			if d.isIn(in) {
				t.Error("the token still works")
			}
		})
	}
}

// touch is what an open inbox does.
func (d *desk1) touch(c Caller) {
	d.must(d.store.Write(context.Background(), func(q *dbq.Queries) error {
		return q.SeenSignIn(context.Background(), dbq.SeenSignInParams{ID: c.SignIn, SeenAt: int64(d.Service.now()), AliveSince: int64(d.Service.now().Add(-d.Service.o.SignInIdle))})
	}))
}

func (d *desk1) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk1) change(id desk.AgentID, c Change) {
	d.t.Helper()
	d.must(d.Change(context.Background(), access.NewViewer("boss", "", desk.RankAdmin, nil), id, c))
}

func TestNewTokenAtEachSignIn(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	d.make("mei", desk.RankAgent)
	first := d.in("mei")
	second, err := d.SignIn(context.Background(), "mei", good, From{Former: first.Token})
	d.must(err)
	if first.Token == second.Token || d.isIn(first) || !d.isIn(second) {
		t.Error("the browser's former sign-in goes on")
	}
	rows, err := d.SignIns(context.Background(), second.Agent)
	d.must(err)
	if len(rows) != 1 {
		t.Errorf("%d sign-ins", len(rows))
	}
	var raw string
	d.must(d.store.DB.QueryRow("SELECT token_hash FROM sign_in").Scan(&raw))
	if strings.Contains(raw, second.Token) || raw != digest(second.Token) {
		t.Error("the record holds the token itself")
	}
}

func TestGuessingIsThrottled(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	t.Run("one account from everywhere", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t, "")
		d.make("mei", desk.RankAgent)
		judged := 0
		for i := range 10_000 {
			_, err := d.SignIn(ctx, "mei", fmt.Sprint("guess ", i), From{Source: fmt.Sprintf("10.0.%d.%d", i/250, i%250)})
			if errors.Is(err, ErrWrong) {
				judged++
			} else if !locked(err) {
				t.Fatal(err)
			}
		}
		if judged > 20 {
			t.Errorf("%d guesses were judged", judged)
		}
		if _, err := d.SignIn(ctx, "mei", good, From{Source: "192.0.2.9"}); !locked(err) {
			t.Errorf("the right password during the lock: %v", err)
		}
		d.clock.move(2 * time.Minute)
		d.in("mei")
	})
	t.Run("many accounts from one source", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t, "")
		judged := 0
		for i := range 1000 {
			if _, err := d.SignIn(ctx, fmt.Sprint("nobody", i), "guess", From{Source: "10.0.0.1"}); errors.Is(err, ErrWrong) {
				judged++
			}
		}
		if judged > sourceBurst+1 {
			t.Errorf("%d guesses were judged", judged)
		}
	})
	t.Run("all at once", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t, "")
		d.make("mei", desk.RankAgent)
		var judged atomic.Int64
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() {
				if _, err := d.SignIn(ctx, "mei", "guess", From{Source: "10.0.0.1"}); errors.Is(err, ErrWrong) {
					judged.Add(1)
				}
			})
		}
		wg.Wait()
		if n := judged.Load(); n > 20 {
			t.Errorf("%d guesses were judged", n)
		}
	})
	t.Run("the live store is away", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t, "", func(o *Options) { o.Live = broken{memstore.New(memstore.Options{})} })
		judged := 0
		for range 100 {
			if _, err := d.SignIn(ctx, "mei", "guess", From{Source: "10.0.0.1"}); errors.Is(err, ErrWrong) {
				judged++
			}
		}
		if judged > 20 {
			t.Errorf("%d guesses were judged: the limit fell open", judged)
		}
	})
	t.Run("a shift begins", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t, "")
		d.make("mei", desk.RankAgent)
		for range 50 {
			d.in("mei")
		}
	})
}

func locked(err error) bool {
	var l *LockedError
	return errors.As(err, &l) && l.RetryAfter > 0
}

// broken is a live store that does not answer.
type broken struct{ *memstore.Store }

func (broken) Take(context.Context, string, int, int, time.Duration) (time.Duration, error) {
	return 0, errors.New("away")
}

func (broken) Publish(context.Context, string, []byte) error { return errors.New("away") }

func TestUnknownAccountsTakeAsLong(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	d := newDesk(t, "", func(o *Options) { o.Hashes = 1 })
	d.make("mei", desk.RankAgent)
	took := map[string][]time.Duration{}
	for i := range 41 {
		for _, login := range []string{"mei", "nobody"} { // in turn, so that a busy machine is as bad for both
			d.clock.move(time.Hour)
			begin := time.Now()
			_, err := d.SignIn(context.Background(), login, "guess", From{Source: fmt.Sprint("10.0.0.", i)})
			took[login] = append(took[login], time.Since(begin))
			if !errors.Is(err, ErrWrong) {
				t.Fatal(err)
			}
		}
	}
	median := func(all []time.Duration) time.Duration { slices.Sort(all); return all[len(all)/2] }
	known, unknown := median(took["mei"]), median(took["nobody"])
	t.Logf("known %s, unknown %s", known, unknown)
	if unknown < known/2 || known < unknown/2 {
		t.Errorf("the time tells whether an account exists: %s and %s", known, unknown)
	}
}

func TestWhoMayChangeWhom(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	agent, manager, admin := d.make("agent", desk.RankAgent), d.make("manager", desk.RankManager), d.make("admin", desk.RankAdmin)
	rank := func(r desk.Rank) Change { return Change{Rank: &r} }
	by := func(id desk.AgentID, r desk.Rank) access.Viewer { return access.NewViewer(id, "", r, nil) }
	for _, c := range []struct {
		name string
		by   access.Viewer
		id   desk.AgentID
		c    Change
		want string
	}{
		{"agent himself", by(agent, desk.RankAgent), agent, Change{Name: new("x")}, "not_allowed"},
		{"supervisor", by("s", desk.RankSupervisor), agent, Change{Name: new("x")}, "not_allowed"},
		{"manager makes a manager", by(manager, desk.RankManager), agent, rank(desk.RankManager), "not_allowed"},
		{"manager disables an admin", by(manager, desk.RankManager), admin, Change{Disabled: new(true)}, "not_allowed"},
		{"admin steps down", by(admin, desk.RankAdmin), admin, rank(desk.RankAgent), "not_yourself"},
		{"admin disables himself", by(admin, desk.RankAdmin), admin, Change{Disabled: new(true)}, "not_yourself"},
		{"nobody", by(admin, desk.RankAdmin), "who", Change{}, "not_found"},
		{"bad group", by(admin, desk.RankAdmin), agent, Change{Groups: &[]desk.GroupID{"x"}}, "groups"},
		{"weak password", by(admin, desk.RankAdmin), agent, Change{Password: new("12345678")}, "weak_password"},
		{"admin renames himself", by(admin, desk.RankAdmin), admin, Change{Name: new("Boss")}, ""},
		{"manager moves an agent", by(manager, desk.RankManager), agent, Change{Groups: &[]desk.GroupID{"order"}, Capacity: new(0)}, ""},
	} {
		if err := d.Change(context.Background(), c.by, c.id, c.c); code(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestDeputies: a deputy is a colleague who serves customers (FCR-02); one who does not serve any more stands in the way of no
// other change.
func TestDeputies(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	anna, ben, boss := d.make("anna", desk.RankAgent), d.make("ben", desk.RankAgent), access.NewViewer(d.make("boss", desk.RankAdmin), "", desk.RankAdmin, nil)
	inspector := desk.RankInspector
	for _, c := range []struct {
		name string
		id   desk.AgentID
		c    Change
		want string
	}{
		{"oneself", anna, Change{Deputy: &anna}, "deputy"},
		{"nobody there is", anna, Change{Deputy: new(desk.AgentID("who"))}, "deputy"},
		{"a colleague", anna, Change{Deputy: &ben}, ""},
		{"who serves nobody from now on", ben, Change{Rank: &inspector}, ""},
		{"given again", anna, Change{Deputy: &ben}, "deputy"},
		{"another change of who has that deputy", anna, Change{Disabled: new(true)}, ""},
		{"taken away", anna, Change{Deputy: new(desk.AgentID(""))}, ""},
	} {
		if err := d.Change(t.Context(), boss, c.id, c.c); code(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestOwnPassword(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := newDesk(t, "")
	d.make("mei", desk.RankAgent)
	here, there := d.in("mei"), d.in("mei")
	who, err := d.Who(ctx, here.Token)
	d.must(err)
	if err := d.ChangePassword(ctx, who, "not this", "another good one"); code(err) != "wrong_password" {
		t.Error(err)
	}
	if err := d.ChangePassword(ctx, who, good, "12345678"); code(err) != "weak_password" {
		t.Error(err)
	}
	d.must(d.ChangePassword(ctx, who, good, "another good one"))
	if !d.isIn(here) || d.isIn(there) {
		t.Error("the other sign-in should have ended, and only it")
	}
	if _, err := d.SignIn(ctx, "mei", good, From{}); !errors.Is(err, ErrWrong) {
		t.Error(err)
	}
}

func TestSetup(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]func(*testing.T) string{
		"sqlite":   func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return testenv.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, dsn(t))
			ctx := context.Background()
			link := func() string {
				path, needed, err := d.SetupLink(ctx)
				if err != nil || !needed {
					t.Fatal(needed, err)
				}
				return strings.TrimPrefix(path, "/setup#token=")
			}
			stale := link()
			d.clock.move(24 * time.Hour)
			first, second := link(), link()
			boss := Newcomer{Login: "boss", Name: "Boss", Password: good}
			for _, token := range []string{"", "guess", stale} {
				if _, err := d.Setup(ctx, token, boss, From{Source: "a"}); code(err) != "setup_token" {
					t.Errorf("token %q: %v", token, err)
				}
			}
			if _, err := d.Setup(ctx, first, Newcomer{Login: "boss", Name: "Boss", Password: "1"}, From{}); code(err) != "weak_password" {
				t.Errorf("a refused password must not use the link up: %v", err)
			}
			var wg sync.WaitGroup
			var made atomic.Int64
			for i, token := range []string{first, second, first, second} {
				wg.Go(func() {
					in, err := d.Setup(ctx, token, Newcomer{Login: fmt.Sprint("boss", i), Name: "Boss", Password: good}, From{Source: "b"})
					if err == nil && d.isIn(in) {
						made.Add(1)
					}
				})
			}
			wg.Wait()
			if n := made.Load(); n != 1 {
				t.Errorf("%d first admins", n)
			}
			if _, needed, err := d.SetupLink(ctx); needed || err != nil {
				t.Errorf("a link is offered although somebody is there: %v", err)
			}
			if _, err := d.Setup(ctx, second, boss, From{Source: "c"}); code(err) != "setup_token" {
				t.Errorf("the second link still works: %v", err)
			}
		})
	}
}
