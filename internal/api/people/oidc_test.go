package people

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

const issuer = "https://sso.example.org"

func known(subject, account string) Known {
	return Known{Issuer: issuer, Subject: subject, Name: "Name of " + account, Account: account}
}

// comes is somebody whom a provider sends; code is why the door stays shut.
func (d *desk1) comes(who Known, u Unknown) (in SignedIn, why string) {
	d.t.Helper()
	in, err := d.SignInWith(context.Background(), who, u, From{Source: "192.0.2.9"})
	if err != nil && code(err) == "" {
		d.t.Fatal(err)
	}
	return in, code(err)
}

// TestFirstAccountThenSubject: the account leads to a person once; from then on the subject does, whoever is given the account.
func TestFirstAccountThenSubject(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn)
		mei := d.make("mei@example.org", desk.RankAgent, "order")
		if _, why := d.comes(known("s1", "nobody@example.org"), Unknown{}); why != "sso_unknown" {
			t.Errorf("a stranger: %q", why)
		}
		doubt := known("s1", "mei@example.org")
		doubt.Doubt = desk.Fail(desk.Forbidden, "sso_unverified", "x")
		if _, why := d.comes(doubt, Unknown{Create: true, Group: "order"}); why != "sso_unverified" {
			t.Errorf("an account that is not believed: %q", why)
		}
		in, why := d.comes(known("s1", "Mei@Example.org"), Unknown{})
		if why != "" || in.Agent != mei || !d.isIn(in) {
			t.Errorf("the first time: %+v %q", in, why)
		}
		if _, why := d.comes(known("s2", "mei@example.org"), Unknown{Create: true, Group: "order"}); why != "sso_other" {
			t.Errorf("the account in other hands: %q", why)
		}
		doubt.Account = "mei.new@example.org"
		if in, why := d.comes(doubt, Unknown{}); why != "" || in.Agent != mei {
			t.Errorf("under another name, which nobody verified: %+v %q", in, why)
		}
		other := known("s1", "mei@example.org")
		other.Issuer = "https://evil.example"
		d.clock.move(time.Second)
		if in, why := d.comes(other, Unknown{}); why != "" || in.Agent != mei {
			t.Errorf("another provider is linked by the account, too: %+v %q", in, why)
		}
		if links, err := d.Identities(t.Context(), desk.RankAdmin, mei); err != nil || len(links) != 2 || links[0].Account != "Mei@Example.org" || links[0].Subject != "s1" {
			t.Errorf("%+v %v", links, err)
		}
	})
}

// TestDisabledStaysOut: neither the subject nor the account of somebody who was switched off opens a door, and what was open is closed.
func TestDisabledStaysOut(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn)
		mei, li := d.make("mei", desk.RankAgent), d.make("li", desk.RankAgent)
		in, _ := d.comes(known("s1", "mei"), Unknown{})
		off := true
		for _, id := range []desk.AgentID{mei, li} {
			d.change(id, Change{Disabled: &off})
		}
		if d.isIn(in) {
			t.Error("the sign-in lives on")
		}
		for _, who := range []Known{known("s1", "mei"), known("s9", "li")} {
			if _, why := d.comes(who, Unknown{Create: true, Group: "order"}); why != "sso_disabled" {
				t.Errorf("%s: %q", who.Account, why)
			}
		}
		if links, err := d.Identities(t.Context(), desk.RankAdmin, li); err != nil || len(links) != 0 {
			t.Errorf("a link was made: %v %v", links, err)
		}
	})
}

// TestNewcomers: where that is wanted, a person is made once, who has no password.
func TestNewcomers(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn)
		u := Unknown{Create: true, Group: "order"}
		var all sync.WaitGroup
		ids := make([]desk.AgentID, 4)
		for i := range ids {
			all.Go(func() {
				in, err := d.SignInWith(context.Background(), known("s1", "Wang@Example.org"), u, From{Source: "192.0.2.9"})
				if err != nil {
					t.Error(err)
				}
				ids[i] = in.Agent
			})
		}
		all.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("made twice: %v", ids)
			}
		}
		row, err := d.store.AgentByID(t.Context(), string(ids[0]))
		if err != nil || row.Login != "wang@example.org" || row.Name != "Name of Wang@Example.org" || row.Rank != "agent" || !strings.Contains(row.MemberOf, "order") {
			t.Errorf("%+v %v", row, err)
		}
		for _, password := range []string{"", good} {
			if _, err := d.SignIn(t.Context(), "wang@example.org", password, From{}); !errors.Is(err, ErrWrong) {
				t.Errorf("the password %q: %v", password, err)
			}
		}
		if _, why := d.comes(known("s2", "a b"), u); why != "sso_unfit" {
			t.Errorf("an account with a blank: %q", why)
		}
		if _, why := d.comes(known("s3", "new@example.org"), Unknown{Create: true, Group: "gone"}); why != "sso_unfit" {
			t.Errorf("a group that is gone: %q", why)
		}
		hidden := known("s4", "zhao@example.org")
		hidden.Name = "\u202Eevil"
		if in, _ := d.comes(hidden, u); in.Agent == "" {
			t.Error("a name that cannot be used keeps somebody out")
		} else if row, _ := d.store.AgentByID(t.Context(), string(in.Agent)); row.Name != "zhao@example.org" {
			t.Errorf("the name is %q", row.Name)
		}
	})
}

// TestUnlink: who manages a person unties that person; the sign-ins end, the next one is linked anew, and the history has it all.
func TestUnlink(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn)
		mei, boss := d.make("mei", desk.RankAgent), d.make("boss", desk.RankAdmin)
		in, _ := d.comes(known("s1", "mei"), Unknown{})
		links, err := d.Identities(t.Context(), desk.RankManager, mei)
		if err != nil || len(links) != 1 {
			t.Fatal(links, err)
		}
		by := func(rank desk.Rank) Caller { return Caller{SignIn: "x", Agent: desk.Agent{ID: boss, Rank: rank}} }
		for want, c := range map[string]struct {
			by    desk.Rank
			agent desk.AgentID
			id    string
		}{
			"not_allowed": {desk.RankManager, boss, links[0].ID}, "not_found": {desk.RankAdmin, boss, links[0].ID},
		} {
			if err := d.Unlink(t.Context(), by(c.by), c.agent, c.id); code(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		if _, err := d.Identities(t.Context(), desk.RankManager, boss); code(err) != "not_allowed" {
			t.Error(err)
		}
		d.must(d.Unlink(t.Context(), by(desk.RankManager), mei, links[0].ID))
		if d.isIn(in) {
			t.Error("the sign-in lives on")
		}
		if in, why := d.comes(known("s2", "mei"), Unknown{}); why != "" || in.Agent != mei {
			t.Errorf("the next one: %+v %q", in, why)
		}
		own, err := d.Who(t.Context(), d.in("boss").Token)
		d.must(err)
		_, why := d.comes(known("s3", "boss"), Unknown{})
		links, err = d.Identities(t.Context(), desk.RankAdmin, boss)
		if err != nil || len(links) != 1 {
			t.Fatal(links, err, why)
		}
		d.must(d.Unlink(t.Context(), own, boss, links[0].ID))
		if rows, err := d.SignIns(t.Context(), boss); err != nil || len(rows) != 1 || rows[0].ID != own.SignIn {
			t.Errorf("of my sign-ins %v are left, %v", rows, err)
		}
		d.tells(mei, []string{"", issuer, "", issuer})
	})
}

// tells holds what a person's history says of providers, from its beginning.
func (d *desk1) tells(id desk.AgentID, want []string) {
	d.t.Helper()
	for i, issuer := range want {
		row, err := d.store.SettingVersion(d.t.Context(), dbq.SettingVersionParams{Kind: string(settings.KindPeople), Name: string(id), N: int64(i + 1)})
		d.must(err)
		if says := strings.Contains(row.Body, "signs_in_with"); says != (issuer != "") || !strings.Contains(row.Body, issuer) {
			d.t.Errorf("version %d: %s", i+1, row.Body)
		}
	}
	later := "Renamed"
	d.change(id, Change{Name: &later})
	row, err := d.store.SettingVersion(d.t.Context(), dbq.SettingVersionParams{Kind: string(settings.KindPeople), Name: string(id), N: int64(len(want) + 1)})
	d.must(err)
	if strings.Contains(row.Body, "signs_in_with") != (want[len(want)-1] != "") {
		d.t.Errorf("another change lost the link: %s", row.Body)
	}
}

// TestTripsEndOnce: a state that comes back twice was stolen, or is a page that was loaded again.
func TestTripsEndOnce(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		d := newDesk(t, dsn)
		until := d.clock.now().Add(10 * time.Minute)
		var all sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for range 8 {
			all.Go(func() {
				first, err := d.EndTrip(context.Background(), "state", until)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if first {
					won++
				}
			})
		}
		all.Wait()
		if won != 1 {
			t.Errorf("%d of 8 were the first", won)
		}
		d.clock.move(11 * time.Minute)
		if first, err := d.EndTrip(t.Context(), "another", until.Add(time.Hour)); !first || err != nil {
			t.Error(first, err)
		}
		var left int
		if err := d.store.DB.QueryRow("SELECT count(*) FROM sign_in_state").Scan(&left); err != nil || left != 1 {
			t.Errorf("%d states are kept, %v", left, err)
		}
	})
}

// TestAdminsOnly: where single sign-on is demanded, a password lets administrators in and nobody else, and tells nobody who they are.
func TestAdminsOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t, testenv.SQLite(t), func(o *Options) { o.AdminsOnly = true })
	d.make("boss", desk.RankAdmin)
	d.make("chen", desk.RankManager)
	if !d.isIn(d.in("boss")) {
		t.Error("the administrator is locked out")
	}
	if _, err := d.SignIn(t.Context(), "chen", good, From{}); code(err) != "sso_only" {
		t.Errorf("a manager: %v", err)
	}
	for _, login := range []string{"boss", "chen", "nobody"} {
		if _, err := d.SignIn(t.Context(), login, "wrong", From{}); !errors.Is(err, ErrWrong) {
			t.Errorf("%s with a wrong password: %v", login, err)
		}
	}
}

// TestFailedTripsCount: they fill the same measure as wrong passwords of the same place.
func TestFailedTripsCount(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "")
	from := From{Source: "192.0.2.77"}
	for range sourceBurst {
		d.must(d.MayTry(from))
		d.Failed(t.Context(), from)
	}
	d.Failed(t.Context(), from)
	if !locked(d.MayTry(from)) {
		t.Error("nothing is locked")
	}
	if _, err := d.SignIn(t.Context(), "boss", good, from); !locked(err) {
		t.Errorf("passwords of the same source: %v", err)
	}
	d.must(d.MayTry(From{Source: "192.0.2.78"}))
}
