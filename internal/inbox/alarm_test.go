package inbox

import (
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/router"
)

// TestAlarms: a warning goes to who holds the session; that the target has passed also to those who answer for others,
// and to nobody else (SLA-01). The
// customer's number is covered in it. Shows SEC-01.
func TestAlarms(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	anna := r.agent("anna", desk.RankAgent, "service")
	r.agent("ben", desk.RankAgent, "service")
	r.agent("lily", desk.RankLead, "order")
	r.agent("qin", desk.RankInspector)
	s := r.openAt("wa:8613800001234", "service", "在吗")
	s.tell(s.give(anna))
	clients := map[string]*client{}
	for _, who := range []string{"anna", "ben", "lily", "qin"} {
		clients[who] = r.dial(who)
		view := ViewMine
		if who == "qin" {
			view = ViewAll
		}
		clients[who].hello(view, none())
		clients[who].next("page")
	}
	due := desk.At(time.Now().Add(10 * time.Second))
	ring := func(left int64) {
		h := s.say(desk.RoleNote, "beside the point")
		h.Alarms = []router.Ring{{Agent: anna, Seq: 1, Due: due, Left: left}}
		s.tell(h)
	}
	ring(30_000)
	f := clients["anna"].next("alarm")
	if num(f["left_ms"]) != 30_000 || num(f["due_at"]) != int64(due) || num(f["seq"]) != 1 || f["session"] != string(s.st.ID) || f["title"] != "Customer" || f["address_key"] != "wa:861****1234" {
		t.Errorf("the warning: %v", f)
	}
	ring(0)
	if f := clients["anna"].next("alarm"); num(f["left_ms"]) != 0 {
		t.Errorf("the breach: %v", f)
	}
	f = clients["lily"].next("alarm") // her first one: no warning before it
	if num(f["left_ms"]) != 0 || f["holder"].(map[string]any)["id"] != string(anna) {
		t.Errorf("what the lead hears: %v", f)
	}
	h := s.say(desk.RoleNote, "promised")
	h.Alarms = []router.Ring{{Agent: anna, Due: due, Left: 5_000, Promise: 3}}
	s.tell(h)
	if f := clients["anna"].next("alarm"); num(f["promise"]) != 3 || num(f["seq"]) != 0 || num(f["due_at"]) != int64(due) {
		t.Errorf("a promise that comes due: %v", f)
	}
	s.tell(s.give(r.agents["ben"])) // comes behind the alarms on every line
	for _, who := range []string{"ben", "qin"} {
		clients[who].match("", func(f map[string]any) bool {
			if f["op"] == "alarm" {
				t.Errorf("%s hears %v", who, f)
			}
			row, _ := f["row"].(map[string]any)
			return row["holder"] != nil && row["holder"].(map[string]any)["id"] == string(r.agents["ben"])
		})
	}
}
