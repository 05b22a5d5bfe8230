package router_test

import (
	"io"
	"testing"

	"firstline/channels"
	"firstline/channels/slack"
	"firstline/internal/desk"
	fakeslack "firstline/internal/fake/slack"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// TestFilesBySlack: a customer's file in a thread of a channel stands in the session and can be fetched; the agent's reaches
// that thread byte for byte.
func TestFilesBySlack(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		files := shelf{}
		b.files = files
		s := b.slack()
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		until(t, "the sockets", func() bool { open, _ := s.Sockets(); return open == 2 })
		li, help := s.Person("U0001", "李女士", "zh-CN"), s.Channel("help", true)
		root, err := li.Shares(help, fakeslack.Mention(fakeslack.BotUser)+" 包装破了", fakeslack.File{Name: "a.png", Mimetype: "image/png", Bytes: []byte("PNG of a box")})
		if err != nil {
			t.Fatal(err)
		}
		var at sessions.State
		quiet := func() bool {
			row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "sl", ConvKey: fakeslack.TeamID + "/" + help + "/" + root})
			at = stateIf(t, err == nil, row.State)
			return at.Holder != nil && len(at.InFlight) == 0
		}
		until(t, "somebody to have it", quiet)

		n.upload(t, files, anna, "plan.png", desk.KindPhoto, []byte("PNG of a plan"))
		if _, err := n.Answer(t.Context(), anna, at.ID, router.Answer{ClientID: "c1", Text: "请看图。", Upload: "plan.png"}); err != nil {
			t.Fatal(err)
		}
		until(t, "the file to arrive", func() bool { return quiet() && at.Answered })
		calls := s.Calls()
		last := calls[len(calls)-1]
		if kept, ok := s.File(last.Files[0]); !ok || string(kept.Bytes) != "PNG of a plan" || last.Thread != root || last.Channel != help {
			t.Errorf("Slack has %+v (%v) by %+v", kept, ok, last)
		}

		row, err := n.store.FileAt(t.Context(), dbq.FileAtParams{Session: string(at.ID), Seq: 1})
		if err != nil || row.State != string(desk.FileWanted) || row.Name != "a.png" {
			t.Fatalf("the customer's file is %+v, %v", row, err)
		}
		ad := b.more("fetch")["sl"].(*slack.Socket)
		got, err := channels.Fetcher(ad).Fetch(t.Context(), desk.File{Ref: row.Ref, Type: row.Type, Name: row.Name})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = got.Body.Close() }()
		if body, err := io.ReadAll(got.Body); err != nil || string(body) != "PNG of a box" || got.Name != "a.png" {
			t.Errorf("fetched %q as %s, %v", body, got.Name, err)
		}
	})
}
