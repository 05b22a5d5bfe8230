package router_test

import (
	"errors"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// place says how experienced a person is, who takes the person's place and what the person chose to be.
func (n *node) place(t *testing.T, who router.Actor, groups string, level int64, deputy desk.AgentID, status desk.Status) {
	t.Helper()
	err := n.store.Write(t.Context(), func(q *dbq.Queries) error {
		row, err := q.AgentByID(t.Context(), string(who.ID))
		if err != nil {
			return err
		}
		if _, err = q.SetStatus(t.Context(), dbq.SetStatusParams{ID: row.ID, Status: string(status)}); err != nil {
			return err
		}
		_, err = q.ChangeAgent(t.Context(), dbq.ChangeAgentParams{ID: row.ID, Name: row.Name, Rank: row.Rank, Speciality: row.Speciality, MemberOf: groups,
			Capacity: row.Capacity, Level: level, Deputy: string(deputy), Epoch: row.Epoch + 1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	n.look(t)
}

// codeOf is that of a refusal; empty when nothing was refused.
func codeOf(err error) string {
	var refused *desk.Error
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

// holderOf is who has the session at the address, with the reason.
func (n *node) holderOf(t *testing.T, key string) sessions.Holder {
	t.Helper()
	row, ok := n.sessionAt(t, key)
	if s := stateIf(t, ok, row.State); s.Holder != nil {
		return *s.Holder
	}
	return sessions.Holder{}
}

// TestReceiver: the assigner, taking and passing on keep to the level of the group (ORG-10), and what is meant for somebody
// who is away goes to the deputy (FCR-02). A level that nobody of the group has is no dead end (FCR-08).
func TestReceiver(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		b.level = func(g desk.GroupID) int { return map[desk.GroupID]int{"service": 2}[g] }
		n := b.start("a")
		young, old := n.agent(t, "小林", 4, `["service"]`), n.agent(t, "张敏", 4, `["service"]`)
		away, lead := n.agent(t, "周莉", 4, `["order"]`), n.person(t, "李组长", desk.RankLead, 4, `[]`)
		n.place(t, away, `["order"]`, 5, young.ID, desk.StatusAway)
		n.place(t, old, `["service"]`, 2, "", desk.StatusOnline)
		u := b.tg.User(7001, "王女士", "zh-hans")
		u.Say(u.Private(), "你好")
		until(t, "the experienced one to have it", func() bool { return n.holderOf(t, "7001").Agent == old.ID })
		row, _ := n.sessionAt(t, "7001")
		id := desk.SessionID(row.ID)

		pass := router.Transfer{ClientID: "p1", ToAgent: young.ID, ToName: young.Name, Note: "请接手"}
		if _, err := n.Transfer(t.Context(), old, id, pass); codeOf(err) != "below_level" {
			t.Fatalf("passed on to somebody below the level: %v", err)
		}
		pass.ToAgent = away.ID
		n.place(t, lead, `[]`, 5, "", desk.StatusOnline)
		n.place(t, away, `["order"]`, 1, lead.ID, desk.StatusBusy) // at the desk: what is meant for her is not her deputy's
		if _, err := n.Transfer(t.Context(), old, id, pass); codeOf(err) != "below_level" {
			t.Fatalf("it would go to the deputy of somebody who is busy: %v", err)
		}
		n.place(t, lead, `[]`, 1, "", desk.StatusOnline)
		n.place(t, away, `["order"]`, 5, young.ID, desk.StatusAway)
		// the deputy is below the level too
		if _, err := n.Transfer(t.Context(), old, id, pass); codeOf(err) != "below_level" {
			t.Fatalf("passed on to a deputy below the level: %v", err)
		}
		lead.Any, pass.Although = true, true
		if _, err := n.Transfer(t.Context(), lead, id, pass); err != nil {
			t.Fatal(err)
		}
		if h := n.holderOf(t, "7001"); h.Agent != young.ID || h.Reason != "deputised" {
			t.Fatalf("it went to %+v", h)
		}
		if _, err := n.Return(t.Context(), young, id, "returned"); err != nil {
			t.Fatal(err)
		}
		until(t, "the experienced one to have it again", func() bool { return n.holderOf(t, "7001").Agent == old.ID })
		n.place(t, old, `["service"]`, 2, "", desk.StatusAway)
		until(t, "the experienced one to be away", func() bool {
			_, err := n.Return(t.Context(), old, id, "returned")
			return err != nil && n.holderOf(t, "7001").Agent == ""
		})
		if _, err := n.Take(t.Context(), young, id); codeOf(err) != "below_level" {
			t.Fatalf("taken below the level: %v", err)
		}
		if _, err := n.Take(t.Context(), lead, id); err != nil {
			t.Fatalf("a superior may: %v", err)
		}
		if _, err := n.Return(t.Context(), lead, id, "returned"); err != nil {
			t.Fatal(err)
		}
		n.place(t, old, `["order"]`, 2, "", desk.StatusOnline)
		until(t, "anybody to have it, where nobody of the group has the level", func() bool { return n.holderOf(t, "7001").Agent == young.ID })
	})
}

// TestDeputyIsTold: the customer hears the name and the group of the deputy who takes over, not of who is away (FCR-02,
// RTE-05); the next deputy is found where the first one has the session already.
func TestDeputyIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.rules.Handoff = true
	n := b.start("a")
	anna, ben := n.agent(t, "张敏", 4, `["service"]`), n.person(t, "小林", desk.RankAgent, 4, `["complaint"]`)
	away, lead := n.person(t, "周莉", desk.RankAgent, 4, `["order"]`), n.person(t, "李组长", desk.RankLead, 4, `[]`)
	n.place(t, anna, `["service"]`, 1, ben.ID, desk.StatusOnline)
	n.place(t, away, `["order"]`, 1, anna.ID, desk.StatusAway)
	u := b.tg.User(7001, "王女士", "zh-hans")
	u.Say(u.Private(), "你好")
	until(t, "somebody to have it", func() bool { return n.holderOf(t, "7001").Agent == anna.ID })
	row, _ := n.sessionAt(t, "7001")

	lead.Any = true // the session is anna's, and what is meant for who is away would be hers again
	pass := router.Transfer{ClientID: "p1", ToAgent: away.ID, ToName: away.Name, Note: "请接手"}
	if _, err := n.Transfer(t.Context(), lead, desk.SessionID(row.ID), pass); err != nil {
		t.Fatal(err)
	}
	if h := n.holderOf(t, "7001"); h.Agent != ben.ID {
		t.Fatalf("it went to %+v", h)
	}
	rows, err := n.store.MessagesSince(t.Context(), dbq.MessagesSinceParams{Session: row.ID})
	if err != nil {
		t.Fatal(err)
	}
	told := rows[len(rows)-1]
	if want := "抱歉让您久等，已为您转接投诉组，接下来由小林为您服务。"; told.Purpose != string(sessions.ForTransfer) || told.Text != want {
		t.Errorf("the customer heard %q (%s), want %q", told.Text, told.Purpose, want)
	}
}
