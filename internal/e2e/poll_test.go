package e2e

import (
	"net/http/httptest"
	"testing"

	"firstline/internal/fake/telegram"
)

// TestPoll kills the desk that polls Telegram behind its commit and before Telegram knows: the one that comes up is brought
// everything again, has each message once and in order, and goes on.
func TestPoll(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		tg := telegram.New(telegram.Options{})
		ok(t, tg.Start())
		srv := httptest.NewServer(tg)
		t.Cleanup(func() {
			srv.CloseClientConnections() // the desk's poll would keep it open
			srv.Close()
			ok(t, tg.Close())
		})
		d := newDesk(t, settings+"channels:\n  - {id: tg, type: telegram, mode: poll, token: '"+telegram.DefaultToken+"', api_url: '"+srv.URL+"', "+pace+"}\n")
		staff(d)
		held, release := tg.HoldConfirmations()
		li := tg.User(7001, "李女士", "zh-hans")
		for _, text := range []string{"第一句", "第二句", "第三句"} {
			li.Say(nil, text)
		}
		d.start()
		<-held
		d.kill()
		<-held // the call died with it
		release()
		if n := tg.Counts().States[telegram.Pending]; n != 3 {
			t.Fatalf("Telegram would bring %d messages again, want 3", n)
		}
		d.start()
		ok(t, tg.Await(t.Context(), func() bool { return tg.Counts().States[telegram.Confirmed] == 3 }))
		li.Say(nil, "第四句")
		d.play("telegram.mjs", "polled", scene{})
	})
}
