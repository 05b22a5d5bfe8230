package telegram_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
)

// update is the body of a message with the text and the entities, which are JSON.
func update(text, entities string) desk.Raw {
	quoted, _ := json.Marshal(text) // a string is always JSON
	return desk.Raw{Channel: "tg", Key: "7", Body: fmt.Appendf(nil, `{"update_id":1,"message":{"message_id":5,"from":{"id":7,"is_bot":false,"first_name":"李"},`+
		`"chat":{"id":7,"type":"private"},"date":1,"text":%s,"entities":[%s]}}`, quoted, entities)}
}

// TestMarkup: what a customer marked stays readable, and nobody has to follow a link to know where it leads. Offsets are
// the sender's word: those that lie nowhere are left out.
func TestMarkup(t *testing.T) {
	t.Parallel()
	link := func(offset, length int, url string) string {
		return fmt.Sprintf(`{"type":"text_link","offset":%d,"length":%d,"url":%q}`, offset, length, url)
	}
	for name, c := range map[string]struct{ text, entities, want string }{
		"a link":              {"请看订单，谢谢", link(2, 2, "https://a.test/42"), "请看订单 (https://a.test/42)，谢谢"},
		"behind an emoji":     {"😀订单", link(2, 2, "https://a.test"), "😀订单 (https://a.test)"},
		"two, out of order":   {"ab", link(1, 1, "https://b.test") + "," + link(0, 1, "https://a.test"), "a (https://a.test)b (https://b.test)"},
		"one in the other":    {"abc", link(0, 3, "https://a.test") + "," + link(1, 1, "https://b.test"), "ab (https://b.test)c (https://a.test)"},
		"the words say it":    {"https://a.test", link(0, 14, "https://a.test/"), "https://a.test"},
		"mention and code":    {"@anna x_y *z*", `{"type":"mention","offset":0,"length":5},{"type":"code","offset":6,"length":3}`, "@anna x_y *z*"},
		"a spoiler, a person": {"secret Bob", `{"type":"spoiler","offset":0,"length":6},{"type":"text_mention","offset":7,"length":3,"user":{"id":9,"is_bot":false,"first_name":"Bob"}}`, "secret Bob"},
		"a kind of tomorrow":  {"ab", `{"type":"hologram","offset":0,"length":2}`, "ab"},
		"ends in an emoji":    {"a😀b", link(0, 2, "https://a.test"), "a😀 (https://a.test)b"},
		"begins in an emoji":  {"😀b", link(1, 2, "https://a.test"), "😀b (https://a.test)"},
		"beyond the end":      {"ab", link(1, 2, "https://a.test") + "," + link(9, 1, "https://a.test"), "ab"},
		"negative":            {"ab", link(-1, 1, "https://a.test") + "," + link(0, -1, "https://a.test"), "ab"},
		"beyond all numbers":  {"ab", link(1, 9223372036854775807, "https://a.test") + "," + link(9223372036854775807, 9223372036854775807, "https://a.test"), "ab"},
		"nothing to show":     {"ab", link(0, 1, ""), "ab"},
	} {
		got, err := adapter(t, "http://127.0.0.1:1").Parse(update(c.text, c.entities))
		if err != nil || len(got) != 1 || got[0].Text != c.want {
			t.Errorf("%s: %+v, %v; want %q", name, got, err, c.want)
		}
	}
}

// TestMarkupCaption: what stands below a picture is text like any other.
func TestMarkupCaption(t *testing.T) {
	t.Parallel()
	got, err := adapter(t, "http://127.0.0.1:1").Parse(desk.Raw{Channel: "tg", Key: "7", Body: []byte(`{"update_id":1,"message":{"message_id":5,"from":{"id":7,"is_bot":false,"first_name":"李"},"chat":{"id":7,"type":"private"},"date":1,
		"photo":[{"file_id":"x","file_unique_id":"y","width":1,"height":1}],"caption":"订单","caption_entities":[{"type":"text_link","offset":0,"length":2,"url":"https://a.test"}]}}`)})
	if err != nil || len(got) != 1 || got[0].Text != "订单 (https://a.test)" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestMarkupFlood: hundreds of thousands of links over one long text are read as fast as the body; with the texts compared one by one it
// would take hours, and the test its time limit.
func TestMarkupFlood(t *testing.T) {
	t.Parallel()
	const many = 300_000
	text := strings.Repeat("x", 100_000)
	entities := strings.Repeat(`{"type":"text_link","offset":0,"length":100000,"url":"y"},`, many) + `{"type":"text_link","offset":1,"length":1,"url":"z"}`
	got, err := adapter(t, "http://127.0.0.1:1").Parse(update(text, entities))
	if err != nil || len(got) != 1 || len(got[0].Text) != len(text)+4*(many+1) {
		t.Fatalf("%d events, %v", len(got), err)
	}
}

// TestSendsPlainText: an answer is not read as markup, so that no stray _ or * of it can be refused.
func TestSendsPlainText(t *testing.T) {
	t.Parallel()
	srv := faketelegram.New(faketelegram.Options{Limits: faketelegram.Unlimited()})
	srv.User(7, "李女士", "zh-hans").Private()
	api := httptest.NewServer(srv)
	t.Cleanup(api.Close)
	const text = "file_name *of [you](x `y` <b>z && __"
	if _, err := adapter(t, api.URL).Send(t.Context(), desk.Outbound{Address: desk.Address{Channel: "tg", Key: "7"}, Text: text}); err != nil {
		t.Fatal(err)
	}
	if got := srv.Sends()[0]; got.Text != text || got.ParseMode != "" || got.Entities != nil {
		t.Errorf("sent %+v", got)
	}
}
