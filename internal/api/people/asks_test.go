package people

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
)

const better = "another horse, another battery"

// TestPasswordLasts: a password that is too old opens nothing but its own renewal, which needs the code as well, and ends what it had opened.
func TestPasswordLasts(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := secondDesk(t, dsn, FactorOffered, func(o *Options) {
			o.PasswordLasts, o.SignInIdle, o.SignInMax = 90*24*time.Hour, 300*24*time.Hour, 400*24*time.Hour
		})
		mei := d.make("mei", desk.RankAgent)
		before := d.in("mei")
		a, codes := d.wears(before)
		d.clock.move(89 * 24 * time.Hour)
		_, err := d.with("mei", From{Code: codes[0], NewPassword: better})
		d.must(err)
		_, err = d.with("mei", From{Code: codes[1]}) // what came along unasked has changed nothing
		d.must(err)
		d.clock.move(24 * time.Hour)
		now := a.code(d.clock.now())
		for name, c := range map[string]struct {
			from From
			want error
			code string
		}{
			"nothing":          {From{}, ErrCode, ""},
			"a wrong code":     {From{Code: "000000", NewPassword: better}, ErrWrongCode, ""},
			"a used code":      {From{Code: codes[0]}, ErrWrongCode, ""},
			"no new password":  {From{Code: now}, ErrExpired, ""},
			"a weak one":       {From{Code: now, NewPassword: "short"}, nil, "weak_password"},
			"the one there is": {From{Code: now, NewPassword: good}, nil, "same_password"},
		} {
			if _, err := d.with("mei", c.from); c.want != nil && !errors.Is(err, c.want) || code(err) != c.code && c.want == nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !d.isIn(before) {
			t.Error("what was open is shut before there is a new password")
		}
		in, err := d.with("mei", From{Code: now, NewPassword: better}) // the code was not used up by what was refused
		d.must(err)
		if d.isIn(before) || !d.isIn(in) {
			t.Error("what the old password has opened is open, or the new one opens nothing")
		}
		if _, err := d.with("mei", From{Code: codes[2]}); !errors.Is(err, ErrWrong) {
			t.Errorf("the old password: %v", err)
		}
		d.clock.move(time.Minute)
		_, err = d.SignIn(t.Context(), "mei", better, From{Code: a.code(d.clock.now())})
		d.must(err)
		row, err := d.store.SettingVersion(t.Context(), dbq.SettingVersionParams{Kind: string(settings.KindPeople), Name: string(mei), N: 3}) // after the account and the factor
		if err != nil || row.Who != string(mei) {
			t.Errorf("the history: %+v %v", row, err)
		}
	})
}

// TestPasswordThatAnAdminSets begins its time anew.
func TestPasswordThatAnAdminSets(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "", func(o *Options) { o.PasswordLasts = 24 * time.Hour })
	boss := d.make("boss", desk.RankAdmin)
	mei := d.make("mei", desk.RankAgent)
	who := d.who(d.in("boss")).Viewer()
	d.clock.move(25 * time.Hour)
	if _, err := d.with("mei", From{}); !errors.Is(err, ErrExpired) {
		t.Fatal(err)
	}
	next := good
	d.must(d.Change(t.Context(), who, mei, Change{Password: &next}))
	d.in("mei")
	if _, err := d.with("boss", From{}); !errors.Is(err, ErrExpired) {
		t.Errorf("%s: %v", boss, err)
	}
}

// TestOnePlace: who is signed in elsewhere is asked, and only whoever takes over ends that; a browser does not ask about itself.
func TestOnePlace(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn, func(o *Options) { o.OnePlace = true })
		d.make("mei", desk.RankAgent)
		d.make("bo", desk.RankAgent)
		first, bo := d.in("mei"), d.in("bo")
		seen := d.clock.now()
		d.clock.move(10 * time.Second)
		var elsewhere *ElsewhereError
		if _, err := d.with("mei", From{}); !errors.As(err, &elsewhere) || elsewhere.UserAgent != "test" || elsewhere.Source != "192.0.2.1" || elsewhere.Seen.Time().Unix() != seen.Unix() {
			t.Fatalf("%v: %+v", err, elsewhere)
		}
		if _, err := d.SignIn(t.Context(), "mei", "wrong", From{TakeOver: true}); !errors.Is(err, ErrWrong) || !d.isIn(first) {
			t.Fatalf("a wrong password takes over: %v", err)
		}
		again, err := d.with("mei", From{Former: first.Token})
		d.must(err)
		second, err := d.with("mei", From{TakeOver: true})
		d.must(err)
		if d.isIn(first) || d.isIn(again) || !d.isIn(second) || !d.isIn(bo) {
			t.Error("the wrong ones were ended")
		}
		d.clock.move(time.Hour) // it ended for want of use: nobody is there who would have to be asked
		third := d.in("mei")
		if in, why := d.comes(known("s1", "mei"), Unknown{}); why != "" || !d.isIn(in) || d.isIn(third) {
			t.Errorf("by way of a provider: %q", why)
		}
	})
}

// TestOnePlaceAtOnce: of many that come in the same moment, to two nodes, one is in.
func TestOnePlaceAtOnce(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn, func(o *Options) { o.OnePlace = true })
		mei := d.make("mei", desk.RankAgent)
		nodes := []*Service{d.Service, New(Options{Store: d.store, Now: d.clock.now, OnePlace: true})}
		var in atomic.Int64
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				var elsewhere *ElsewhereError
				if _, err := nodes[i%2].SignIn(t.Context(), "mei", good, From{}); err == nil {
					in.Add(1)
				} else if !errors.As(err, &elsewhere) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if rows, err := d.SignIns(t.Context(), mei); err != nil || len(rows) != 1 || in.Load() != 1 {
			t.Errorf("%d of 6 were let in, %d are: %v", in.Load(), len(rows), err)
		}
		for i := range 6 {
			all.Go(func() {
				if _, err := nodes[i%2].SignIn(t.Context(), "mei", good, From{TakeOver: true}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if rows, err := d.SignIns(t.Context(), mei); err != nil || len(rows) != 1 {
			t.Errorf("after six who took over %d are in: %v", len(rows), err)
		}
	})
}
