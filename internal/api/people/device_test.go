package people

import (
	"context"
	"errors"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/testenv/record"
)

const week = 7 * 24 * time.Hour

func TestRemembered(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		ctx := t.Context()
		d := secondDesk(t, dsn, FactorOffered)
		mei := d.make("mei", desk.RankAgent)
		d.make("hong", desk.RankAgent)
		a, _ := d.wears(d.in("mei"))
		next := func() string { d.clock.move(30 * time.Second); return a.code(d.clock.now()) }

		plain, err := d.with("mei", From{Code: next()})
		d.must(err)
		kept, err := d.with("mei", From{Code: next(), Remember: true})
		d.must(err)
		if plain.Kept || plain.Device != "" || !kept.Kept || kept.Device == "" || kept.DeviceUntil != kept.Expires {
			t.Fatalf("%+v, %+v", plain, kept)
		}
		d.clock.move(6 * 24 * time.Hour)
		if d.isIn(plain) || !d.isIn(kept) {
			t.Error("what is remembered lives on without use, and nothing else")
		}
		if e, err := d.Ends(ctx, kept.Token); err != nil || e.Idle != 0 || e.Age <= 0 || e.Age > 24*time.Hour {
			t.Errorf("%+v, %v", e, err)
		}

		// The same browser needs no code, whether it asks to be kept or not; another person's sign-in there does.
		again, err := d.with("mei", From{Device: kept.Device})
		d.must(err)
		if again.Kept || again.Device != "" {
			t.Errorf("%+v", again)
		}
		list, err := d.Devices(ctx, mei)
		if err != nil || len(list) != 1 || list[0].UsedAt <= list[0].CreatedAt {
			t.Errorf("%+v, %v", list, err)
		}
		if _, err := d.with("mei", From{Device: "invented"}); !errors.Is(err, ErrCode) {
			t.Error(err)
		}
		hers := d.in("hong")
		d.wears(hers)
		if _, err := d.with("hong", From{Device: kept.Device}); !errors.Is(err, ErrCode) {
			t.Errorf("one person's browser is known as another's: %v", err)
		}

		// It is not known for longer by being used.
		d.clock.move(24 * time.Hour)
		if d.isIn(kept) {
			t.Error("it lives longer than it is remembered")
		}
		if _, err := d.with("mei", From{Device: kept.Device, Remember: true}); !errors.Is(err, ErrCode) {
			t.Errorf("after a week: %v", err)
		}
		if list, err := d.Devices(ctx, mei); err != nil || len(list) != 0 {
			t.Errorf("%v, %v", list, err)
		}
	})
}

func TestForgotten(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for name, c := range map[string]struct {
		act   func(d *desk1, who Caller)
		ends  bool // the sign-in that was kept
		known bool
	}{
		"forgotten": {func(d *desk1, who Caller) {
			list, err := d.Devices(ctx, who.Agent.ID)
			d.must(err)
			d.must(d.Forget(ctx, who.Agent.ID, list[0].ID))
			if err := d.Forget(ctx, who.Agent.ID, list[0].ID); code(err) != "not_found" {
				d.t.Error(err)
			}
		}, true, false},
		"another's":         {func(d *desk1, who Caller) { _ = d.Forget(ctx, "somebody", who.Device) }, false, true},
		"signed out":        {func(d *desk1, who Caller) { d.must(d.SignOut(ctx, who)) }, true, true},
		"own password":      {func(d *desk1, who Caller) { d.must(d.ChangePassword(ctx, who, good, "another good one")) }, false, false},
		"password by admin": {func(d *desk1, who Caller) { d.change(who.Agent.ID, Change{Password: new("another good one")}) }, true, false},
		"rank":              {func(d *desk1, who Caller) { d.change(who.Agent.ID, Change{Rank: new(desk.RankLead)}) }, true, false},
		"reset":             {func(d *desk1, who Caller) { d.must(d.ResetFactorOf(ctx, "mei")) }, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := secondDesk(t, "", FactorOffered)
			d.make("mei", desk.RankAgent)
			a, _ := d.wears(d.in("mei"))
			kept, err := d.with("mei", From{Code: a.code(d.clock.now()), Remember: true})
			d.must(err)
			c.act(d, d.who(kept))
			if d.isIn(kept) == c.ends {
				t.Errorf("the sign-in ends: %v", !d.isIn(kept))
			}
			if row, err := d.device(ctx, string(kept.Agent), kept.Device); err != nil || (row != nil) != c.known {
				t.Errorf("known: %v, %v", row != nil, err)
			}
			if !c.ends && !c.known { // it goes on like any other
				d.clock.move(time.Hour)
				if d.isIn(kept) {
					t.Error("what nothing keeps any more lives on without use")
				}
			}
		})
	}
}

// TestRememberedWithoutFactor: who has none is kept all the same, anew with each password; where it is not offered nobody is.
func TestRememberedWithoutFactor(t *testing.T) {
	t.Parallel()
	d := secondDesk(t, "", FactorOff)
	mei := d.make("mei", desk.RankAgent)
	first, err := d.with("mei", From{Remember: true})
	d.must(err)
	d.clock.move(week - time.Minute)
	if !d.isIn(first) {
		t.Error("not kept")
	}
	second, err := d.with("mei", From{Remember: true, Device: first.Device, Former: first.Token})
	d.must(err)
	d.clock.move(week - time.Minute)
	if !d.isIn(second) || d.isIn(first) {
		t.Error("not kept anew")
	}
	if list, err := d.Devices(t.Context(), mei); err != nil || len(list) != 1 {
		t.Errorf("one browser is %d devices: %v", len(list), err)
	}
	never := newDesk(t, "")
	never.make("mei", desk.RankAgent)
	if in, err := never.with("mei", From{Remember: true}); err != nil || in.Kept || in.Device != "" {
		t.Errorf("%+v, %v", in, err)
	}
}

// TestSignInGoesOn: who signs in again in the same browser keeps the sign-in, so that its sockets stay, under a new token.
func TestSignInGoesOn(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	d.make("mei", desk.RankAgent)
	d.make("hong", desk.RankAgent)
	first := d.in("mei")
	was := d.who(first).SignIn
	d.clock.move(30 * time.Minute)
	second, err := d.with("mei", From{Former: first.Token})
	d.must(err)
	if now := d.who(second).SignIn; now != was || d.isIn(first) {
		t.Errorf("the sign-in %s is %s now; the old token works: %v", was, now, d.isIn(first))
	}
	third, err := d.with("hong", From{Former: second.Token})
	d.must(err)
	if d.who(third).SignIn == was || d.isIn(second) {
		t.Error("one person goes on with another's sign-in")
	}
}
