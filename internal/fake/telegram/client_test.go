package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// library is the client library of the desk, pointed at the stand-in.
func library(t *testing.T, url string, opts ...bot.Option) *bot.Bot {
	t.Helper()
	b, err := bot.New(DefaultToken, append(opts, bot.WithServerURL(url), bot.WithHTTPClient(5*time.Second, client(t)))...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLibrarySends(t *testing.T) {
	t.Parallel()
	s, url := listen(t, Options{Limits: Unlimited()})
	b := library(t, url)
	ctx := t.Context()
	me, err := b.GetMe(ctx)
	if err != nil || me.ID != s.Bot().ID() || !me.IsBot || me.Username != "stand_in_bot" {
		t.Fatalf("getMe: %+v, %v", me, err)
	}
	_, asked := s.User(7, "Ann Lee", "en").Say(nil, "where is my order?")
	sent, err := b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: 7, Text: "On its way", ReplyParameters: &models.ReplyParameters{MessageID: int(asked)},
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Thanks", CallbackData: "ok"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if sent.Text != "On its way" || sent.Chat.ID != 7 || sent.ReplyToMessage.ID != int(asked) || sent.ID <= int(asked) ||
		sent.ReplyMarkup.InlineKeyboard[0][0].CallbackData != "ok" {
		t.Errorf("sent: %+v", sent)
	}
	edited, err := b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: 7, MessageID: sent.ID, Text: "Delivered"})
	if err != nil || edited.Text != "Delivered" || edited.EditDate == 0 || edited.ReplyMarkup != nil {
		t.Errorf("edited: %+v, %v", edited, err)
	}
	if _, err := b.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: 7, Action: models.ChatActionTyping}); err != nil {
		t.Error(err)
	}
	if _, err := b.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: 7, MessageID: sent.ID}); err != nil {
		t.Error(err)
	}
	full, err := b.GetChat(ctx, &bot.GetChatParams{ChatID: 7})
	if err != nil || full.FirstName != "Ann" || full.LastName != "Lee" || full.Type != models.ChatTypePrivate {
		t.Errorf("getChat: %+v, %v", full, err)
	}
	var methods []string
	for _, line := range s.Sends() {
		methods = append(methods, line.Method)
	}
	if got := strings.Join(methods, " "); got != "sendMessage editMessageText sendChatAction deleteMessage" {
		t.Errorf("ledger: %s", got)
	}
}

func TestLibraryErrors(t *testing.T) {
	t.Parallel()
	s, url := listen(t, Options{Limits: Limits{PerChatBurst: 1, PerChat: 0.05}})
	b := library(t, url)
	send := func(chat int64) error {
		_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: chat, Text: "hi"})
		return err
	}
	s.User(7, "Ann", "").Private()
	if err := send(7); err != nil {
		t.Fatal(err)
	}
	var flood *bot.TooManyRequestsError
	if err := send(7); !errors.As(err, &flood) || flood.RetryAfter != 20 {
		t.Errorf("flood: %v", err)
	}
	s.Bot().Group(-3, "Old").Migrate(s.User(7, "Ann", ""), -1003)
	var moved *bot.MigrateError
	if err := send(-3); !errors.As(err, &moved) || moved.MigrateToChatID != -1003 {
		t.Errorf("migrated: %v", err)
	}
	s.User(8, "Bob", "").Block(true)
	if err := send(8); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("blocked: %v", err)
	}
	if err := send(99); !errors.Is(err, bot.ErrorBadRequest) {
		t.Errorf("unknown chat: %v", err)
	}
	_, err := bot.New("5:wrong", bot.WithServerURL(url), bot.WithHTTPClient(time.Second, client(t)))
	if !errors.Is(err, bot.ErrorUnauthorized) {
		t.Errorf("wrong token: %v", err)
	}
}

func TestLibraryPolls(t *testing.T) {
	t.Parallel()
	s, url := listen(t, Options{Limits: Unlimited()})
	got := make(chan *models.Update)
	b := library(t, url, bot.WithDefaultHandler(func(_ context.Context, _ *bot.Bot, u *models.Update) { got <- u }),
		bot.WithNotAsyncHandlers())
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { b.Start(ctx); close(stopped) }()
	defer func() { cancel(); <-stopped }()

	ann, group := s.User(7, "Ann", "en"), s.Bot().Supergroup(-1001, "Team", true)
	first, message := ann.Say(nil, "/start now")
	if u := receive(t, got); u.ID != first || u.Message.Text != "/start now" || u.Message.From.LanguageCode != "en" ||
		u.Message.Entities[0].Type != models.MessageEntityTypeBotCommand || u.Message.Entities[0].Length != 6 {
		t.Errorf("message: %+v", u.Message)
	}
	if _, err := ann.Edit(nil, message, "/stop"); err != nil {
		t.Fatal(err)
	}
	if u := receive(t, got); u.ID != first+1 || u.EditedMessage.Text != "/stop" || u.EditedMessage.EditDate == 0 {
		t.Errorf("edit: %+v", u)
	}
	ann.Send(group, Content{Text: "in a topic", Thread: 5})
	if u := receive(t, got); u.Message.Chat.Type != models.ChatTypeSupergroup || u.Message.MessageThreadID != 5 || !u.Message.IsTopicMessage {
		t.Errorf("group: %+v", u.Message)
	}
	ann.Send(nil, Content{Kind: "sticker", Emoji: "👍"})
	if u := receive(t, got); u.Message.Sticker.Emoji != "👍" || u.Message.Sticker.FileID == "" {
		t.Errorf("sticker: %+v", u.Message)
	}
	ann.Send(nil, Content{Kind: "location", Latitude: 48.2, Longitude: 16.4})
	if u := receive(t, got); u.Message.Location.Latitude != 48.2 {
		t.Errorf("location: %+v", u.Message)
	}
	ann.Block(true)
	if u := receive(t, got); u.MyChatMember.NewChatMember.Type != models.ChatMemberTypeBanned || u.MyChatMember.From.ID != 7 {
		t.Errorf("block: %+v", u.MyChatMember)
	}
	if update, _ := ann.Say(nil, "nobody hears me"); update != 0 {
		t.Error("said to a blocked bot")
	}
	// The next getUpdates confirms the last of them.
	await(t, s, func() bool { return s.Counts().States[Confirmed] == 6 })
}

func TestLibraryWebhook(t *testing.T) {
	t.Parallel()
	s, url := listen(t, Options{Limits: Unlimited()})
	got := make(chan *models.Update, 1)
	header := make(chan http.Header, 1)
	b := library(t, url, bot.WithWebhookSecretToken("s3cret-T0ken_"), bot.WithNotAsyncHandlers(),
		bot.WithDefaultHandler(func(_ context.Context, _ *bot.Bot, u *models.Update) { got <- u }))
	handler := b.WebhookHandler()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header <- r.Header
		handler(w, r)
	}))
	t.Cleanup(web.Close)
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { b.StartWebhook(ctx); close(stopped) }()
	defer func() { cancel(); <-stopped }()

	if _, err := b.SetWebhook(ctx, &bot.SetWebhookParams{URL: web.URL + "/tg", SecretToken: "s3cret-T0ken_", MaxConnections: 7}); err != nil {
		t.Fatal(err)
	}
	id, message := s.User(7, "Ann", "en").Say(nil, "hello")
	h, u := receive(t, header), receive(t, got)
	if h.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret-T0ken_" || h.Get("Content-Type") != "application/json" || h.Get("User-Agent") != "" {
		t.Errorf("headers: %v", h)
	}
	if u.ID != id || u.Message.ID != int(message) || u.Message.Text != "hello" {
		t.Errorf("update: %+v", u)
	}
	await(t, s, func() bool { return s.Counts().States[Delivered] == 1 })
	info, err := b.GetWebhookInfo(ctx)
	if err != nil || info.URL != web.URL+"/tg" || info.MaxConnections != 7 || info.PendingUpdateCount != 0 || info.IPAddress != "127.0.0.1" {
		t.Errorf("info: %+v, %v", info, err)
	}
	if _, err := b.DeleteWebhook(ctx, &bot.DeleteWebhookParams{}); err != nil {
		t.Error(err)
	}
}

func TestLibraryDownloads(t *testing.T) {
	t.Parallel()
	s, url := listen(t, Options{})
	b := library(t, url)
	s.User(7, "Ann", "").Send(nil, Content{Kind: "voice", Data: []byte("sound")})
	updates := mustOK[[]models.Update](t, call(t, s, "getUpdates", nil))
	f, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: updates[0].Message.Voice.FileID})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.FileDownloadLink(f), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client(t).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if data, err := io.ReadAll(resp.Body); err != nil || string(data) != "sound" || f.FileSize != 5 {
		t.Errorf("%q, %v, %+v", data, err, f)
	}
}
