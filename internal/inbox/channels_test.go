package inbox

import (
	"encoding/json"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/watch"
)

// TestChannelAlarms: that a channel fails goes to those who answer for others, and to nobody else.
func TestChannelAlarms(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("lily", desk.RankLead, "order")
	r.agent("anna", desk.RankAgent, "service")
	clients := map[string]*client{}
	for _, who := range []string{"lily", "anna"} {
		clients[who] = r.dial(who)
		clients[who].hello(ViewMine, none())
		clients[who].next("page")
	}
	body, err := json.Marshal(watch.Notice{Channel: "tg", Alarm: watch.Fails, Since: 7, Words: "401"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.live.Publish(t.Context(), watch.Topic, body); err != nil {
		t.Fatal(err)
	}
	if f := clients["lily"].next("channel"); f["channel"] != "tg" || f["alarm"] != "failing" || num(f["since"]) != 7 || f["words"] != "401" {
		t.Errorf("the lead hears %v", f)
	}
	s := r.open("service", "在吗") // comes behind the alarm on every line
	s.tell(s.give(r.agents["anna"]))
	clients["anna"].match("", func(f map[string]any) bool {
		if f["op"] == "channel" {
			t.Errorf("an agent hears %v", f)
		}
		return f["op"] == "row"
	})
}
