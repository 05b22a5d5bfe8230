package config

import (
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestNothingGivenServesOneWebChat(t *testing.T) {
	t.Parallel()
	c, err := Load(Source{})
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Listen: "127.0.0.1:8080", DataDir: "./firstline-data", Locale: "zh-CN", Organisation: "客服中心", TimeZone: c.TimeZone,
		Database:       Database{SQLite, NewSecret("firstline-data/firstline.db")},
		TrustedProxies: []netip.Prefix{},
		Log:            Log{"info", "json"},
		Session:        Session{ReopenWindow: 24 * time.Hour, Capacity: 8, OwnTexts: 200, OfflineGrace: time.Minute},
		Targets:        Targets{time.Minute, time.Minute, []time.Duration{30 * time.Second, 10 * time.Second}, 0, 0, 0, time.Minute, 2, true},
		Accept:         Accept{1 << 20},
		Auth:           Auth{time.Hour, 24 * time.Hour, 8, 0, false, PasswordAll, nil, FactorOffered, 7 * 24 * time.Hour, ""},
		Quality:        Quality{20, 5 * time.Hour, 1, []string{"test_chat", "other_language", "technical_defect"}},
		Complaints:     Complaints{"TS-{year}-{serial:6}", 0, 3, 3, 3, 24*time.Hour - time.Minute, true, 0, 0, true, true, FaultWarn},
		Orders:         Orders{Timeout: 5 * time.Second},
		Translation:    Translation{Timeout: 5 * time.Second},
		Media:          Media{"firstline-data/files", 25 << 20, 10 << 20, 1 << 30, 1 << 30, 4},
		Seal:           Seal{KeyFile: "firstline-data/seal.key", Every: 10 * time.Second},
		Node:           Node{LeaseTTL: 2500 * time.Millisecond},
		Watch:          Watch{time.Minute},
		Channels:       []Channel{{ID: "web", Type: "webchat", Name: "web", Webchat: Webchat{LeaveAfter: 3 * time.Minute}}},
	}
	if diff := cmp.Diff(want, c, compare()...); diff != "" {
		t.Errorf("defaults (-want +got):\n%s", diff)
	}
	if got := c.TimeZone.String(); got != "Asia/Shanghai" {
		t.Errorf("time zone is %s", got)
	}
}

func TestLaterSourcesWin(t *testing.T) {
	t.Parallel()
	c, err := Load(Source{
		File: "desk.yaml",
		Data: []byte("\xef\xbb\xbflisten: :1\r\norganisation: 从文件\r\nlocale: en\r\nredis: a:1,b:2\r\nredis_mode: sentinel\r\n"),
		Env: []string{
			"FIRSTLINE_LISTEN=:2", "FIRSTLINE_ORGANISATION=从环境", "FIRSTLINE_REDIS=redis://u:p%40ss@s1,[::1]:9/0?master=m",
			"FIRSTLINE_LOCALE=", "FIRSTLINE_TRUSTED_PROXIES=10.1.2.3/8, ::1", "FIRSTLINE_TEST_REDIS=x", "FIRSTLINE_SERVICE_HOST=x",
		},
		Flags: []Flag{{"--listen", "listen", ":3"}, {"--data", "data_dir", "/srv/desk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []any{c.Listen, c.Organisation, c.Locale, c.Database.DSN.Reveal(), c.Seal.KeyFile}
	if diff := cmp.Diff([]any{":3", "从环境", "en", "/srv/desk/firstline.db", "/srv/desk/seal.key"}, got); diff != "" {
		t.Errorf("layers (-want +got):\n%s", diff)
	}
	redis := Redis{Mode: RedisSentinel, Addrs: []string{"s1:6379", "[::1]:9"}, User: "u", Password: NewSecret("p@ss"), Master: "m"}
	if diff := cmp.Diff(redis, c.Redis); diff != "" {
		t.Errorf("redis (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}, c.TrustedProxies, compare()...); diff != "" {
		t.Errorf("proxies (-want +got):\n%s", diff)
	}
}

func TestChannelsFromFileAndEnvironment(t *testing.T) {
	t.Parallel()
	c, err := Load(Source{
		File: "desk.yaml",
		Data: []byte(public + "channels:\n  - name: 网站\n    allowed_origins: [https://Shop.example.org/, http://localhost:3000]\n    type: webchat\n    id: site\n" +
			"  - {id: s, type: slack, mode: events, api_url: \"http://127.0.0.1:9/api\"}\n"),
		Env: []string{
			"FIRSTLINE_CHANNELS_TG_CN_TYPE=telegram", "FIRSTLINE_CHANNELS_TG_CN_TOKEN_FILE=/run/secrets/token",
			"FIRSTLINE_CHANNELS_TG_CN_MODE=webhook", "FIRSTLINE_CHANNELS_TG_CN_WEBHOOK_SECRET=" + strong,
			"FIRSTLINE_CHANNELS_S_BOT_TOKEN=any", "FIRSTLINE_CHANNELS_S_SIGNING_SECRET=any",
		},
		ReadFile: secretFiles,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []Channel{
		{ID: "site", Type: "webchat", Name: "网站", Webchat: Webchat{
			AllowedOrigins: []string{"https://shop.example.org", "http://localhost:3000"}, LeaveAfter: 3 * time.Minute}},
		{ID: "s", Type: "slack", Name: "s", Slack: Slack{
			BotToken: NewSecret("any"), SigningSecret: NewSecret("any"), Mode: ModeEvents, APIURL: "http://127.0.0.1:9/api/", PerChannel: 1}},
		{ID: "tg-cn", Type: "telegram", Name: "tg-cn", Telegram: Telegram{
			Token: NewSecret("123456789:" + strong + "abc"), Mode: ModeWebhook, WebhookSecret: NewSecret(strong), APIURL: telegramAPI, PerChat: 1, PerBot: 30}},
	}
	if diff := cmp.Diff(want, c.Channels); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
}

func TestNoChannels(t *testing.T) {
	t.Parallel()
	c, err := Load(Source{File: "desk.yaml", Data: []byte("channels: []\ndatabase: postgresql://u:p@a:5432,b:5432/desk\nseal: {key: " + strong + "}\n")})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Channels) != 0 || c.Database.Driver != Postgres || c.Seal.KeyFile != "" {
		t.Errorf("got channels %v, driver %s, key file %q", c.Channels, c.Database.Driver, c.Seal.KeyFile)
	}
}

func TestFileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	_, err := Load(Source{File: "gone.yaml", Env: []string{"FIRSTLINE_LOCALE=fr", "FIRSTLINE_CHANNELS_TG_TOKEN=x"}})
	want := `2 problems in the configuration:
  gone.yaml: cannot be read (no such file or directory); check the path and its permissions
  FIRSTLINE_LOCALE: locale: "fr" is not one of the choices; choose from zh-CN, zh-TW, en`
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}
