package evidence

import (
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/sessions"
)

// ok fails the test if a command was refused.
func ok(t *testing.T, _ router.Result, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func served(s sessions.State) bool { return s.Phase == sessions.Serving }
func quiet(s sessions.State) bool  { return len(s.InFlight) == 0 && len(s.Waits) == 0 }
func closed(s sessions.State) bool { return s.Phase == sessions.Closed }

// play fills a record with sessions of every sort, by the real router and a Telegram stand-in, and gives it back at
// rest.
func play(t *testing.T, dsn string) *store.Store {
	t.Helper()
	d := runDesk(t, dsn)
	zhang := d.agent(t, "张敏", `["service"]`)
	wang := d.agent(t, "王强", `["complaint"]`)
	for chat := int64(1); chat <= 8; chat++ {
		u := d.tg.User(chat, "李女士", "zh-hans")
		u.Say(u.Private(), "付款后一直转圈")
	}
	d.straight(t, zhang, 1)
	d.passedOn(t, zhang, wang, 2)
	d.troubled(t, zhang, 3)
	d.late(t, 4)
	d.comesBack(t, zhang, 5)
	d.straight(t, zhang, 6)
	d.again(t, zhang, 6)
	d.passedOn(t, zhang, wang, 7)
	d.when(t, 8, "greeted", func(s sessions.State) bool { return served(s) && len(s.InFlight) == 0 })
	d.stop()
	return d.st
}

// straight: answered, with the first message quoted, and closed.
func (d *desk1) straight(t *testing.T, who router.Actor, chat int64) {
	t.Helper()
	s := d.when(t, chat, "served", served)
	res, err := d.Answer(t.Context(), who, s.ID, router.Answer{ClientID: "r1", Text: "您好,请问订单号是多少?", Quotes: 1})
	ok(t, res, err)
	d.when(t, chat, "answered", quiet)
	res, err = d.Close(t.Context(), who, s.ID, router.Close{ClientID: "c1", Outcome: "solved", Category: "payment"})
	ok(t, res, err)
	d.when(t, chat, "closed", closed)
}

// again: opened once more by who closed it, and closed without another word.
func (d *desk1) again(t *testing.T, who router.Actor, chat int64) {
	t.Helper()
	s := d.when(t, chat, "closed", closed)
	res, err := d.Reopen(t.Context(), who, s.ID, "o1", "分类选错了")
	ok(t, res, err)
	res, err = d.Close(t.Context(), who, s.ID, router.Close{ClientID: "c2", Outcome: "solved", Category: "order"})
	ok(t, res, err)
	d.when(t, chat, "closed again", closed)
}

// passedOn: noted, transferred to the complaint specialists, closed without a closing script.
func (d *desk1) passedOn(t *testing.T, from, to router.Actor, chat int64) {
	t.Helper()
	s := d.when(t, chat, "served", served)
	res, err := d.Note(t.Context(), from, s.ID, "n1", "第二次来投诉")
	ok(t, res, err)
	res, err = d.Transfer(t.Context(), from, s.ID, router.Transfer{ClientID: "t1", ToGroup: "complaint", Note: "请接手"})
	ok(t, res, err)
	d.when(t, chat, "with the complaint specialists", func(s sessions.State) bool { return s.Holder != nil && s.Holder.Agent == to.ID && len(s.InFlight) == 0 })
	res, err = d.Close(t.Context(), to, s.ID, router.Close{ClientID: "c1", Outcome: "invalid", Skip: "invalid"})
	ok(t, res, err)
}

// troubled: the network refuses an answer, and a person settles it.
func (d *desk1) troubled(t *testing.T, who router.Actor, chat int64) {
	t.Helper()
	s := d.when(t, chat, "greeted", func(s sessions.State) bool { return served(s) && len(s.InFlight) == 0 })
	if err := d.tg.AddFault(faketelegram.Fault{Kind: faketelegram.FaultError, ChatID: chat, Code: 400, Description: "Bad Request: message is too long"}); err != nil {
		t.Fatal(err)
	}
	res, err := d.Reply(t.Context(), who, s.ID, "r1", "稍等", "")
	ok(t, res, err)
	d.when(t, chat, "in trouble", func(s sessions.State) bool { return len(s.Trouble) == 1 })
	again, err := d.Resolve(t.Context(), who, s.ID, res.Seq, "resend")
	ok(t, again, err)
	d.when(t, chat, "answered", quiet)
}

// late: nobody answers in time.
func (d *desk1) late(t *testing.T, chat int64) {
	t.Helper()
	d.when(t, chat, "late", func(s sessions.State) bool { return len(s.Waits) == 1 && s.Waits[0].Breached && len(s.InFlight) == 0 })
}

// comesBack: a photograph without words, a close, and the customer writes again.
func (d *desk1) comesBack(t *testing.T, who router.Actor, chat int64) {
	t.Helper()
	u := d.tg.User(chat, "李女士", "zh-hans")
	u.Send(u.Private(), faketelegram.Content{Kind: "photo"})
	d.when(t, chat, "two messages", func(s sessions.State) bool { return s.Asked > 1 })
	d.straight(t, who, chat)
	u.Say(u.Private(), "还是不行")
	s := d.when(t, chat, "served again", func(s sessions.State) bool { return s.Reopened == 1 && served(s) && len(s.InFlight) == 0 })
	res, err := d.Return(t.Context(), who, s.ID, "returned")
	ok(t, res, err)
	d.when(t, chat, "served once more", func(s sessions.State) bool { return served(s) && len(s.InFlight) == 0 })
}

// sealed seals all that a record has, in two seals, and gives the seal file.
func sealed(t *testing.T, st *store.Store, node string) string {
	t.Helper()
	dir := t.TempDir()
	s := NewSealer(Options{Store: st, Key: testKey, Node: node, Dir: dir})
	if err := s.Seal(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, h := range headsOf(t, st) {
		s.Note(h.Session, h.Version, h.Hash)
	}
	if err := s.Seal(t.Context()); err != nil {
		t.Fatal(err)
	}
	return File(dir, node)
}

func headsOf(t *testing.T, st *store.Store) (heads []Head) {
	t.Helper()
	rows, err := st.EvidenceSessions(t.Context(), dbq.EvidenceSessionsParams{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		heads = append(heads, Head{Session: desk.SessionID(r.ID), Version: r.Version, Hash: r.Head})
	}
	return heads
}
