package people

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/api/people/factor"
	"firstline/internal/desk"
	"firstline/internal/testenv/record"
	"firstline/sessions/memstore"
)

// vault is a desk's.
func vault(t *testing.T, key string) *factor.Vault {
	t.Helper()
	v, err := factor.NewVault([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func secondDesk(t *testing.T, dsn string, policy Policy, change ...func(*Options)) *desk1 {
	return newDesk(t, dsn, append([]func(*Options){func(o *Options) {
		o.Factor, o.Vault, o.Remember = policy, vault(t, "a key of the tests that is long enough"), 7*24*time.Hour
	}}, change...)...)
}

// app is an authenticator, written after RFC 6238 and not with the library that judges it.
type app struct{ secret string }

func (a app) code(at time.Time) string {
	key, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(a.secret)
	m := hmac.New(sha1.New, key)
	_ = binary.Write(m, binary.BigEndian, uint64(at.Unix()/30))
	sum := m.Sum(nil)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[sum[19]&15:])&0x7fffffff%1_000_000)
}

// wears sets up a second factor, and moves on to the next code.
func (d *desk1) wears(in SignedIn) (app, []string) {
	d.t.Helper()
	who := d.who(in)
	k, err := d.BeginFactor(context.Background(), who, good)
	d.must(err)
	a := app{k.Secret}
	codes, err := d.ConfirmFactor(context.Background(), who, a.code(d.clock.now()))
	d.must(err)
	d.clock.move(30 * time.Second)
	return a, codes
}

func (d *desk1) who(in SignedIn) Caller {
	d.t.Helper()
	who, err := d.Who(context.Background(), in.Token)
	d.must(err)
	return who
}

func (d *desk1) with(login string, from From) (SignedIn, error) {
	from.Source = "192.0.2.7"
	return d.SignIn(context.Background(), login, good, from)
}

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := secondDesk(t, dsn, FactorOffered)
		d.make("mei", desk.RankAgent)
		in := d.in("mei")
		a, codes := d.wears(in)
		if _, err := d.with("mei", From{}); !errors.Is(err, ErrCode) {
			t.Fatalf("without a code: %v", err)
		}
		if _, err := d.SignIn(t.Context(), "mei", "wrong", From{Code: a.code(d.clock.now())}); !errors.Is(err, ErrWrong) {
			t.Fatalf("a wrong password with the right code: %v", err)
		}
		code := a.code(d.clock.now())
		second, err := d.with("mei", From{Code: code[:3] + " " + code[3:]})
		d.must(err)
		if d.who(second).Owes {
			t.Error("it owes what it has shown")
		}
		if _, err := d.with("mei", From{Code: code}); !errors.Is(err, ErrWrongCode) {
			t.Errorf("the same code again: %v", err)
		}
		d.clock.move(30 * time.Second)
		_, err = d.with("mei", From{Code: a.code(d.clock.now().Add(30 * time.Second))})
		d.must(err) // the phone is half a minute ahead
		if _, err := d.with("mei", From{Code: a.code(d.clock.now())}); !errors.Is(err, ErrWrongCode) {
			t.Errorf("an older code after a newer one: %v", err)
		}
		_, err = d.with("mei", From{Code: strings.ToUpper(codes[3])})
		d.must(err)
		if _, err := d.with("mei", From{Code: codes[3]}); !errors.Is(err, ErrWrongCode) {
			t.Errorf("a recovery code again: %v", err)
		}
		f, err := d.FactorOf(t.Context(), in.Agent, desk.RankAgent)
		if err != nil || f.Since == 0 || f.Recovery != 9 || f.Required || !f.Offered {
			t.Errorf("%+v, %v", f, err)
		}
	})
}

// TestCodeOnTwoNodes: one code that comes to two nodes at once lets in once; so does a recovery code.
func TestCodeOnTwoNodes(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := secondDesk(t, dsn, FactorOffered)
		other := New(Options{Store: d.store, Now: d.clock.now, Factor: FactorOffered, Vault: vault(t, "a key of the tests that is long enough")})
		d.make("mei", desk.RankAgent)
		a, codes := d.wears(d.in("mei"))
		for name, code := range map[string]string{"app": a.code(d.clock.now()), "recovery": codes[0]} {
			var in atomic.Int64
			var all sync.WaitGroup
			for i := range 6 {
				all.Go(func() {
					_, err := []*Service{d.Service, other}[i%2].SignIn(t.Context(), "mei", good, From{Code: code, Source: "192.0.2.1"})
					if err == nil {
						in.Add(1)
					} else if !errors.Is(err, ErrWrongCode) {
						t.Errorf("%s: %v", name, err)
					}
				})
			}
			all.Wait()
			if in.Load() != 1 {
				t.Errorf("%s: let in %d times", name, in.Load())
			}
		}
	})
}

// TestGuessedCodes: codes are throttled with passwords, at the sign-in and behind it, and by all nodes together.
func TestGuessedCodes(t *testing.T) {
	t.Parallel()
	live := memstore.New(memstore.Options{})
	d := secondDesk(t, "", FactorOffered, func(o *Options) { o.Live = live })
	other := New(Options{Store: d.store, Live: live, Now: d.clock.now, Factor: FactorOffered, Vault: vault(t, "a key of the tests that is long enough")})
	d.make("mei", desk.RankAgent)
	in := d.in("mei")
	a, _ := d.wears(in)
	judged := 0
	for i := range 1000 {
		// From everywhere, so that it is the account that is locked.
		_, err := []*Service{d.Service, other}[i%2].SignIn(t.Context(), "mei", good, From{Code: fmt.Sprintf("%06d", i), Source: fmt.Sprintf("10.0.%d.%d", i/250, i%250)})
		if errors.Is(err, ErrWrongCode) {
			judged++
		} else if !locked(err) {
			t.Fatal(err)
		}
	}
	if judged > 20 {
		t.Errorf("%d codes were judged", judged)
	}
	if _, err := d.with("mei", From{Code: a.code(d.clock.now())}); !locked(err) {
		t.Errorf("the right code during the lock: %v", err)
	}
	who := d.who(in)
	if err := d.DropFactor(t.Context(), who, good, a.code(d.clock.now())); !locked(err) {
		t.Errorf("switched off during the lock: %v", err)
	}
	d.clock.move(2 * time.Minute)
	for range 20 {
		if err := d.DropFactor(t.Context(), who, good, "000000"); err == nil {
			t.Fatal("switched off by a guess")
		}
	}
	if err := d.DropFactor(t.Context(), who, good, a.code(d.clock.now())); !locked(err) {
		t.Errorf("guesses behind the sign-in are not counted: %v", err)
	}
}

func TestRequired(t *testing.T) {
	t.Parallel()
	all := access.Ranks()
	for policy, want := range map[Policy][]desk.Rank{
		"": nil, FactorOff: nil, FactorOffered: nil, FactorEverybody: all,
		FactorSupervisors: {desk.RankSupervisor, desk.RankManager, desk.RankAdmin},
	} {
		s := New(Options{Vault: vault(t, "a key of the tests that is long enough"), Factor: policy})
		for _, rank := range all {
			if got := s.required(rank); got != slices.Contains(want, rank) {
				t.Errorf("%q of %s: %v", policy, rank, got)
			}
		}
	}
	if New(Options{Factor: FactorEverybody}).required(desk.RankAdmin) {
		t.Error("required of all where none can be set up")
	}
}

// TestOwes: who has to have one gets in for nothing else than to set it up, also the first admin.
func TestOwes(t *testing.T) {
	t.Parallel()
	d := secondDesk(t, "", FactorSupervisors)
	path, _, err := d.SetupLink(t.Context())
	d.must(err)
	first, err := d.Setup(t.Context(), strings.TrimPrefix(path, "/setup#token="), Newcomer{Login: "boss", Name: "Boss", Password: good}, From{})
	d.must(err)
	d.make("mei", desk.RankAgent)
	if in, err := d.with("mei", From{Remember: true}); err != nil || d.who(in).Owes {
		t.Errorf("an agent owes one: %v", err)
	}
	in, err := d.with("boss", From{Remember: true})
	d.must(err)
	if !d.who(in).Owes || !d.who(first).Owes || in.Kept || in.Device != "" {
		t.Errorf("%+v", in)
	}
	k, err := d.BeginFactor(t.Context(), d.who(in), "") // the password was just given
	d.must(err)
	_, err = d.ConfirmFactor(t.Context(), d.who(in), app{k.Secret}.code(d.clock.now()))
	d.must(err)
	if d.who(in).Owes || d.who(first).Owes {
		t.Error("owes what is set up")
	}
}

// TestFactorNeedsTheKey: without the key of the desk nothing is asked for; with another one it cannot be read, and says so.
func TestFactorNeedsTheKey(t *testing.T) {
	t.Parallel()
	d := secondDesk(t, "", FactorOffered)
	mei := d.make("mei", desk.RankAgent)
	a, _ := d.wears(d.in("mei"))
	another := func(f func(*Options)) *Service {
		o := Options{Store: d.store, Now: d.clock.now, Factor: FactorOffered}
		f(&o)
		return New(o)
	}
	_, err := another(func(o *Options) { o.Vault = vault(t, "another key of the tests, long enough") }).SignIn(t.Context(), "mei", good, From{Code: a.code(d.clock.now())})
	if code(err) != "second_factor_key" {
		t.Errorf("another key: %v", err)
	}
	_, err = another(func(*Options) {}).SignIn(t.Context(), "mei", good, From{})
	d.must(err)
	var raw string
	d.must(d.store.DB.QueryRow("SELECT secret || (SELECT min(digest) FROM recovery_code) FROM second_factor").Scan(&raw))
	if strings.Contains(raw, a.secret) {
		t.Error("the record holds the secret itself")
	}
	d.must(another(func(*Options) {}).ResetFactorOf(t.Context(), " MEI "))
	d.in("mei")
	if err := d.ResetFactorOf(t.Context(), "mei"); code(err) != "no_second_factor" {
		t.Error(err)
	}
	if h := d.factorsOf(mei); len(h) != 3 || h[0] != "" || h[1] == "" || h[1] == "off" || h[2] != "off" {
		t.Errorf("history %q", h)
	}
}

func TestOwnFactor(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		ctx := t.Context()
		d := secondDesk(t, dsn, FactorSupervisors)
		d.make("mei", desk.RankAgent)
		boss := d.make("boss", desk.RankAdmin)
		in := d.in("mei")
		who := d.who(in)
		if _, err := d.ConfirmFactor(ctx, who, "123456"); code(err) != "second_factor_not_begun" {
			t.Error(err)
		}
		if _, err := d.BeginFactor(ctx, who, "wrong"); code(err) != "wrong_password" {
			t.Error(err)
		}
		first, err := d.BeginFactor(ctx, who, good)
		d.must(err)
		if _, err := d.with("mei", From{}); err != nil {
			t.Errorf("what is only begun is asked for: %v", err)
		}
		k, err := d.BeginFactor(ctx, who, good)
		d.must(err)
		if _, err := d.ConfirmFactor(ctx, who, app{first.Secret}.code(d.clock.now())); !errors.Is(err, ErrWrongCode) {
			t.Errorf("a code of what was replaced: %v", err)
		}
		a := app{k.Secret}
		codes, err := d.ConfirmFactor(ctx, who, a.code(d.clock.now()))
		d.must(err)
		if _, err := d.with("mei", From{Code: a.code(d.clock.now())}); !errors.Is(err, ErrWrongCode) {
			t.Errorf("the code that confirmed it works again: %v", err)
		}
		if _, err := d.BeginFactor(ctx, who, good); code(err) != "second_factor_set" {
			t.Error(err)
		}
		d.clock.move(30 * time.Second)
		fresh, err := d.RenewCodes(ctx, who, good, a.code(d.clock.now()))
		d.must(err)
		if len(fresh) != 10 {
			t.Errorf("%d recovery codes", len(fresh))
		}
		if err := d.DropFactor(ctx, who, good, codes[0]); !errors.Is(err, ErrWrongCode) {
			t.Errorf("a former recovery code: %v", err)
		}
		if err := d.DropFactor(ctx, who, "wrong", fresh[0]); code(err) != "wrong_password" {
			t.Error(err)
		}
		d.must(d.DropFactor(ctx, who, good, fresh[0]))
		if err := d.DropFactor(ctx, who, good, fresh[1]); code(err) != "no_second_factor" {
			t.Error(err)
		}
		d.in("mei")

		// Who has to have one changes the phone: until then nothing else can be done.
		top := d.in("boss")
		b, _ := d.wears(top)
		d.must(d.DropFactor(ctx, d.who(top), good, b.code(d.clock.now())))
		if !d.who(top).Owes {
			t.Error("switched off what is required, and goes on")
		}
		d.wears(top)

		d.wears(in)
		admin := access.NewViewer(boss, "", desk.RankAdmin, nil)
		if err := d.ResetFactor(ctx, access.NewViewer("x", "", desk.RankManager, nil), boss); code(err) != "not_allowed" {
			t.Error(err)
		}
		if err := d.ResetFactor(ctx, admin, boss); code(err) != "not_yourself" {
			t.Error(err)
		}
		if err := d.ResetFactor(ctx, admin, "nobody"); code(err) != "not_found" {
			t.Error(err)
		}
		d.must(d.ResetFactor(ctx, admin, who.Agent.ID))
		if d.isIn(in) {
			t.Error("whoever has the phone is still in")
		}
		d.in("mei")
	})
}

// factorsOf is what the history says of a person's second factor, the first entry first.
func (d *desk1) factorsOf(id desk.AgentID) []string {
	d.t.Helper()
	rows, err := d.store.DB.Query("SELECT body FROM setting WHERE kind = 'people' AND name = $1 ORDER BY n", string(id))
	d.must(err)
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var body string
		d.must(rows.Scan(&body))
		_, after, _ := strings.Cut(body, "second_factor: ")
		value, _, _ := strings.Cut(after, "\n")
		out = append(out, strings.Trim(value, `"`))
	}
	d.must(rows.Err())
	return out
}
