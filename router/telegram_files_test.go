package router_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
)

// shelf is where the bytes of a test's files lie.
type shelf map[string][]byte

type book struct{ *bytes.Reader }

func (book) Close() error { return nil }

// Open implements router.Reader.
func (s shelf) Open(blob string) (io.ReadSeekCloser, error) {
	return book{bytes.NewReader(s[blob])}, nil
}

// upload puts a file onto the shelf, as if the agent had handed it in.
func (n *node) upload(t *testing.T, s shelf, who router.Actor, id string, kind desk.Kind, data []byte) {
	t.Helper()
	s[id] = data
	err := n.store.Write(t.Context(), func(q *dbq.Queries) error {
		return q.AddUpload(t.Context(), dbq.AddUploadParams{ID: id, Owner: router.AgentOwner(who.ID), Kind: string(kind), Name: id, Type: "image/png", Size: int64(len(data)), Blob: id, Digest: "-", At: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFilesByTelegram: a customer's photo stands in the session with what is known of it, to be fetched; the agent's picture
// reaches the customer byte for byte, with its text below, or behind it where that is too long; the same command again
// sends nothing again.
func TestFilesByTelegram(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		b := newBench(t, dsn, faketelegram.Options{Limits: faketelegram.Unlimited()})
		files := shelf{}
		b.files = files
		n := b.start("a")
		anna := n.agent(t, "张敏", 4, `["service"]`)
		b.tg.User(7001, "李女士", "zh-hans").Send(nil, faketelegram.Content{Kind: "photo", Text: "包装破了", Data: []byte("photo")})
		var s sessions.State
		quiet := func() bool {
			row, ok := n.sessionAt(t, "7001")
			s = stateIf(t, ok, row.State)
			return s.Holder != nil && len(s.InFlight) == 0
		}
		until(t, "somebody to have it", quiet)
		in, err := n.store.FilesOf(t.Context(), dbq.FilesOfParams{Session: string(s.ID), First: 1, Last: 1})
		if err != nil || len(in) != 1 || in[0].Kind != "photo" || in[0].State != "wanted" || in[0].Width != 800 || in[0].Ref == "" {
			t.Fatalf("the photo is %+v, %v", in, err)
		}

		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
			t.Fatal(err)
		}
		n.upload(t, files, anna, "one.png", desk.KindPhoto, picture.Bytes())
		n.upload(t, files, anna, "two.png", desk.KindPhoto, picture.Bytes())
		long := strings.Repeat("请这样打包。", 300)
		for range 2 {
			if _, err := n.Answer(t.Context(), anna, s.ID, router.Answer{ClientID: "c1", Text: "请看图。", Upload: "one.png"}); err != nil {
				t.Fatal(err)
			}
			if _, err := n.Answer(t.Context(), anna, s.ID, router.Answer{ClientID: "c2", Text: long, Upload: "two.png"}); err != nil {
				t.Fatal(err)
			}
		}
		until(t, "all of it to arrive", quiet)
		if !s.Answered || len(s.Trouble) > 0 {
			t.Errorf("answered: %t, in trouble: %+v", s.Answered, s.Trouble)
		}
		sum := sha256.Sum256(picture.Bytes())
		var got []string
		for _, m := range b.tg.Sends() {
			if m.File != nil && m.File.Digest != hex.EncodeToString(sum[:]) {
				t.Errorf("%+v is not what was handed in", m.File)
			}
			got = append(got, fmt.Sprintf("%s %t %s", m.Method, m.File != nil, m.Text))
		}
		want := []string{"sendPhoto true 请看图。", "sendPhoto true ", "sendMessage false " + long}
		if d := cmp.Diff(want, got[1:]); d != "" { // the first is the greeting
			t.Errorf("sent (-want +got):\n%s", d)
		}
	})
}

// TestRatingByButton: the closing that asks for a rating has buttons; the one that is pressed is the rating (SAT-01), once
// for each press, and the buttons go. A press that comes too late begins nothing.
func TestRatingByButton(t *testing.T) {
	t.Parallel()
	b := newBench(t, testenv.SQLite(t), faketelegram.Options{Limits: faketelegram.Unlimited()})
	b.rules.Rating = true
	n := b.start("a")
	anna := n.agent(t, "张敏", 4, `["service"]`)
	li := b.tg.User(7001, "李女士", "zh-hans")
	li.Say(nil, "在吗")
	var s sessions.State
	quiet := func() bool {
		row, ok := n.sessionAt(t, "7001")
		s = stateIf(t, ok, row.State)
		return s.Holder != nil && len(s.InFlight) == 0
	}
	until(t, "somebody to have it", quiet)
	if _, err := n.Reply(t.Context(), anna, s.ID, "c1", "在的。", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the answer to arrive", func() bool { return quiet() && s.Answered })
	if _, err := n.Close(t.Context(), anna, s.ID, router.Close{ClientID: "c2", Outcome: "solved"}); err != nil {
		t.Fatal(err)
	}
	state := func() sessions.State {
		row, ok := n.sessionAt(t, "7001")
		return stateIf(t, ok, row.State)
	}
	until(t, "the close", func() bool { return state().Phase == sessions.Closed })
	closing := b.tg.Sends()[len(b.tg.Sends())-1]
	b.tg.Bot().Inject("callback_query", map[string]any{"id": "76", "from": map[string]any{"id": 7001, "first_name": "Li"}, "data": "1",
		"message": map[string]any{"message_id": closing.MessageID - 1, "chat": map[string]any{"id": 7001, "type": "private"}}}, 7001)
	until(t, "the press below another message to be read", func() bool {
		return slices.ContainsFunc(b.tg.Sends(), func(m faketelegram.Send) bool { return m.QueryID == "76" })
	})
	if s := state(); s.Rating.Score != 0 {
		t.Errorf("a press below another message rated the session: %+v", s.Rating)
	}
	if _, _, err := li.Tap(nil, closing.MessageID, "4"); err != nil {
		t.Fatalf("%v below %q", err, closing.Text)
	}
	until(t, "the rating", func() bool { return state().Rating.Score == 4 })
	until(t, "the buttons to go", func() bool {
		return slices.ContainsFunc(b.tg.Sends(), func(m faketelegram.Send) bool { return m.Method == "editMessageReplyMarkup" && m.Done })
	})
	b.tg.Bot().Inject("callback_query", map[string]any{"id": "77", "from": map[string]any{"id": 7002, "first_name": "Eve"}, "data": "5",
		"message": map[string]any{"message_id": 1, "chat": map[string]any{"id": 7002, "type": "private"}}}, 7002)
	until(t, "the late press to be read", func() bool {
		return slices.ContainsFunc(b.tg.Sends(), func(m faketelegram.Send) bool { return m.QueryID == "77" })
	})
	if _, ok := n.sessionAt(t, "7002"); ok {
		t.Error("a press began a session")
	}
}
