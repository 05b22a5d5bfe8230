package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestOneCustomerOnSeveralChannels: who has a customer says that it is also somebody else, reads the one record that both then
// have, and loses it when the link is taken back. Shows RTE-06, CUS-10, SEC-01.
func TestOneCustomerOnSeveralChannels(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); linked(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); linked(t, rigOn(t, testenv.Postgres(t))) })
}

type obj = map[string]any

// history is a customer with two closed sessions on the telephone network, a call, and an open web chat that mei has.
type history struct {
	*rig
	mei, bo, sue *person
	tele         [2]string
	call, web    string
	at           string // of the web chat
}

const canary = "CANARY-91c"

func newHistory(r *rig) *history {
	h := &history{rig: r, mei: r.hire("mei", desk.RankAgent, "service"), bo: r.hire("bo", desk.RankAgent, "service"), sue: r.hire("sue", desk.RankSupervisor)}
	stranger := r.writes("tele", "stranger", canary)
	h.sue.must(200, "POST", "/api/v1/sessions/"+stranger+"/take", nil)
	r.closes(stranger)
	for i := range h.tele {
		h.tele[i] = r.writes("tele", "k2", fmt.Sprint("tele ", i))
		h.sue.must(200, "POST", "/api/v1/sessions/"+h.tele[i]+"/take", nil)
		r.closes(h.tele[i])
	}
	h.call = fmt.Sprint(h.sue.must(201, "POST", "/api/v1/intakes", obj{"client_id": "c", "inlet": "phone", "name": "李女士", "contact": "138-0000-1234", "asked": "来电"}).body["session"])
	r.closes(h.call)
	h.web = r.writes("web", "k1", "在吗")
	h.at = "/api/v1/sessions/" + h.web
	h.mei.must(200, "POST", h.at+"/take", nil)
	return h
}

// number is a session's as its own people read it.
func (h *history) number(id string) string {
	return fmt.Sprint(h.sue.must(200, "GET", "/api/v1/sessions/"+id, nil).body["number"])
}

// record is what somebody is shown of the earlier record, page by page; "+" where it may be read.
func (h *history) record(who *person, at string, limit int) (out []string) {
	h.t.Helper()
	for before := ""; ; {
		body := who.must(200, "GET", fmt.Sprintf("%s/earlier?limit=%d&before=%s", at, limit, before), nil).body
		for _, e := range body["sessions"].([]any) {
			e := e.(obj)
			line := fmt.Sprint(e["channel_type"], " ", e["ordinal"])
			if e["may_open"] == true {
				line += " +"
			}
			out = append(out, line)
		}
		if before = body["next"].(string); before == "" {
			if body["total"] != float64(len(out)) {
				h.t.Errorf("total %v of %v", body["total"], out)
			}
			return out
		}
	}
}

// addresses says of each address of the customer: what, how many sessions, who linked it and why, who has it now.
func addresses(body obj) (out []string) {
	for _, a := range body["addresses"].([]any) {
		a := a.(obj)
		line := fmt.Sprint(a["channel_type"], " ", a["contact"], " ", a["sessions"])
		if l, ok := a["link"].(obj); ok {
			line += fmt.Sprint(" by ", l["by"].(obj)["name"], ": ", l["reason"])
			if l["may_undo"] == true {
				line += " -"
			}
		}
		if o, ok := a["open"].(obj); ok {
			line += fmt.Sprint(" open ", o["phase"], " ", o["may_open"])
		}
		out = append(out, line)
	}
	return out
}

func linked(t *testing.T, r *rig) {
	h := newHistory(r)
	same := func(name string, got, want []string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	mei, bo, sue := h.mei, h.bo, h.sue
	alone := mei.must(200, "GET", h.at+"/contact", nil).body
	if same("alone", addresses(alone), []string{"webchat k1 1"}); alone["may_link"] != true {
		t.Errorf("contact %v", alone)
	}
	same("nothing earlier", h.record(mei, h.at, 20), nil)
	mei.must(404, "GET", "/api/v1/sessions/"+h.tele[1], nil)

	// She asks by what the customer said, and is shown one person, or nobody.
	number := h.number(h.tele[0])
	for _, n := range []obj{{"number": strings.ToLower(number)}, {"number": " #" + number[:3] + "-" + number[3:]}} {
		if got := mei.must(200, "POST", h.at+"/contact/look", n).body; got["title"] != "Li Na" || got["channel_type"] != "telegram" || got["sessions"] != 2. || got["same"] != false {
			t.Errorf("%v: %v", n, got)
		}
	}
	if got := mei.must(200, "POST", h.at+"/contact/look", obj{"contact": "１３８ 0000 1234"}).body; got["title"] != "李女士" || got["channel_type"] != "manual" {
		t.Errorf("by contact: %v", got)
	}
	for _, n := range []obj{{"number": number[:5]}, {"number": "ZZZZZZ"}, {"number": "????!!"}, {"contact": "138-0000"}, {"contact": "0000 1234"}, {"contact": "%"}, {"session": h.tele[0]}} {
		mei.must(404, "POST", h.at+"/contact/look", n)
	}
	for _, n := range []obj{{}, {"number": number, "contact": "1"}, {"contact": "  "}} {
		mei.must(422, "POST", h.at+"/contact/look", n)
	}

	// Only who serves the customer links, only to somebody else, and not without a reason.
	link := h.at + "/contact/links"
	bo.must(404, "POST", link, obj{"number": number, "reason": "x"})
	mei.must(422, "POST", link, obj{"number": number, "reason": " "})
	mei.must(422, "POST", link, obj{"number": h.number(h.web), "reason": "x"})
	mei.must(404, "POST", link, obj{"session": h.tele[0], "reason": "x"})
	got := mei.must(201, "POST", link, obj{"number": number, "reason": "gave the number"}).body
	mei.must(200, "POST", link, obj{"number": h.number(h.tele[1]), "reason": "again"})
	same("one link", addresses(got), []string{"webchat k1 1", "telegram k2 2 by Name mei: gave the number -"})
	mei.must(201, "POST", link, obj{"contact": "13800001234", "reason": "same telephone"})

	all := []string{"manual 1 +", "telegram 2 +", "telegram 1 +"}
	same("all of it", h.record(mei, h.at, 20), all)
	same("page by page", h.record(mei, h.at, 1), all)
	for _, path := range []string{"", "/messages", "/marks", "/earlier", "/contact"} {
		mei.must(200, "GET", "/api/v1/sessions/"+h.tele[1]+path, nil)
	}
	same("before the second one", h.record(mei, "/api/v1/sessions/"+h.tele[1], 20), all[2:])
	mei.must(404, "POST", "/api/v1/sessions/"+h.tele[1]+"/notes", obj{"client_id": "n", "text": "t"})
	mei.must(404, "POST", "/api/v1/sessions/"+h.tele[1]+"/contact/links", obj{"number": number, "reason": "not hers"})
	bo.must(404, "GET", "/api/v1/sessions/"+h.tele[1], nil)

	h.elsewhere(t, same)

	// Taking it back is for who made it and for superiors, and closes what it has opened.
	first := fmt.Sprint(h.at, "/contact/links/", got["addresses"].([]any)[1].(obj)["link"].(obj)["id"], "/undo")
	mei.must(422, "POST", first, obj{"reason": ""})
	mei.must(404, "POST", h.at+"/contact/links/99/undo", obj{"reason": "x"})
	mei.must(200, "POST", first, obj{"reason": "another Li Na"})
	after := mei.must(200, "POST", first, obj{"reason": "again"}).body
	same("parted", addresses(after), []string{"webchat k1 1", "manual 138****1234 1 by Name mei: same telephone -"})
	same("what is left", h.record(mei, h.at, 20), all[:1])
	mei.must(404, "GET", "/api/v1/sessions/"+h.tele[1], nil)
	u := sue.must(200, "GET", h.at+"/contact", nil).body["undone"].([]any)
	if len(u) != 1 || u[0].(obj)["undone_reason"] != "another Li Na" || u[0].(obj)["channel_type"] != "telegram" {
		t.Errorf("undone: %v", u)
	}
	mei.must(200, "POST", h.at+"/transfer", obj{"client_id": "x", "to_agent": bo.id, "note": "n"})
	body := bo.must(200, "GET", h.at+"/contact", nil).body
	if same("who has it now", addresses(body), []string{"webchat k1 1", "manual 138****1234 1 by Name mei: same telephone"}); len(body["undone"].([]any)) != 0 {
		t.Errorf("a colleague is told of a stranger: %v", body["undone"])
	}
	second := fmt.Sprint(h.at, "/contact/links/", body["addresses"].([]any)[1].(obj)["link"].(obj)["id"], "/undo")
	bo.must(403, "POST", second, obj{"reason": "x"})
	sue.must(200, "POST", second, obj{"reason": "x"})
	same("alone again", addresses(bo.must(200, "GET", h.at+"/contact", nil).body), []string{"webchat k1 1"})
}

// elsewhere: the customer writes at the other address too, and a colleague has that session. Each reads what is over of both, and
// not what the other has in hand.
func (h *history) elsewhere(t *testing.T, same func(string, []string, []string)) {
	t.Helper()
	third := h.writes("tele", "k2", "still waiting")
	h.bo.must(200, "POST", "/api/v1/sessions/"+third+"/take", nil)
	same("also open", addresses(h.mei.must(200, "GET", h.at+"/contact", nil).body)[1:2], []string{"telegram k2 3 by Name mei: gave the number - open serving false"})
	h.mei.must(404, "GET", "/api/v1/sessions/"+third, nil)
	h.bo.must(404, "GET", h.at, nil)
	same("from the other side", h.record(h.bo, "/api/v1/sessions/"+third, 2), []string{"manual 1 +", "telegram 2 +", "telegram 1 +"})
	same("and its addresses", addresses(h.bo.must(200, "GET", "/api/v1/sessions/"+third+"/contact", nil).body),
		[]string{"telegram k2 3", "webchat k1 1 by Name mei: gave the number open serving false", "manual 138****1234 1 by Name mei: same telephone"})
	h.closes(third)
	h.bo.must(404, "GET", "/api/v1/sessions/"+h.call, nil) // he has the customer no more
}

// TestALinkShowsNothingOfOthers: whatever an agent asks for and links, a third customer's words and name are in no answer. Shows SEC-01.
func TestALinkShowsNothingOfOthers(t *testing.T) {
	t.Parallel()
	h := newHistory(newRig(t))
	var stranger string
	if err := h.store.DB.QueryRow("SELECT id FROM session WHERE conv_key = 'stranger'").Scan(&stranger); err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	ask := func(method, path string, body any) {
		told.Write(h.mei.do(method, path, body).raw)
	}
	ask("POST", h.at+"/contact/links", obj{"number": h.number(h.tele[0]), "reason": "r"})
	for _, id := range []string{h.web, h.tele[0], h.tele[1], h.call, stranger} {
		for _, path := range []string{"", "/messages", "/earlier", "/contact"} {
			ask("GET", "/api/v1/sessions/"+id+path, nil)
		}
		ask("POST", "/api/v1/sessions/"+id+"/contact/look", obj{"contact": "stranger"})
		ask("POST", h.at+"/contact/look", obj{"session": id})
		ask("POST", h.at+"/contact/links", obj{"session": id, "reason": "r"})
	}
	ask("GET", "/api/v1/search?q=CANARY", nil)
	if strings.Contains(told.String(), canary) || strings.Contains(told.String(), `"stranger"`) || !strings.Contains(told.String(), "tele 1") {
		t.Errorf("told: %s", told.String())
	}
	// What was asked of other people's customers stands in the record, found or not: by contact and number, and by four sessions twice.
	var n int
	if err := h.store.DB.QueryRow("SELECT count(*) FROM contact_look WHERE who = $1", h.mei.id).Scan(&n); err != nil || n != 10 {
		t.Errorf("%d looks in the record, want 10: %v", n, err)
	}
}

// TestLinksAreToldOnAllNodes: an open screen hears of a link, and of what happens at the customer's other address, whichever node it
// hangs on; what a link had opened is closed when the link is gone. Shows RTE-06.
func TestLinksAreToldOnAllNodes(t *testing.T) {
	t.Parallel()
	h := newHistory(newRig(t))
	there := h.mei.streamOn(h.secondHub())
	here := h.mei.stream()
	tell := func(c *websocket.Conn, id string) {
		if err := c.WriteJSON(obj{"op": "hello", "list": obj{"view": "mine", "limit": 30}, "sessions": obj{id: 1}}); err != nil {
			t.Fatal(err)
		}
		next(t, c, "diff", func(f map[string]any) bool { return f["session"] == id })
	}
	tell(here, h.web)
	tell(there, h.web)
	about := func(id string) func(map[string]any) bool {
		return func(f map[string]any) bool { return f["session"] == id }
	}
	both := func() {
		t.Helper()
		next(t, here, "contact", about(h.web))
		next(t, there, "contact", about(h.web))
	}
	body := h.mei.must(201, "POST", h.at+"/contact/links", obj{"number": h.number(h.tele[0]), "reason": "r"}).body
	both()
	tell(here, h.web) // it knows the other address from here on
	tell(there, h.web)
	third := h.writes("tele", "k2", "again")
	both()
	h.bo.must(200, "POST", "/api/v1/sessions/"+third+"/take", nil)
	both()

	tell(there, h.tele[1])
	n := body["addresses"].([]any)[1].(obj)["link"].(obj)["id"]
	h.sue.must(200, "POST", fmt.Sprint(h.at, "/contact/links/", n, "/undo"), obj{"reason": "r"})
	next(t, here, "contact", about(h.web))
	next(t, there, "resync", about(h.tele[1]))
}

// TestEveryWayToARecordIsNoted: whoever comes to the earlier record of somebody who is no customer of his own stands in the
// record, whether he writes a known telephone down or names a session that only waits in his group. Shows SEC-01.
func TestEveryWayToARecordIsNoted(t *testing.T) {
	t.Parallel()
	h := newHistory(newRig(t))
	looks := func(who *person, want int) {
		t.Helper()
		var n int
		if err := h.store.DB.QueryRow("SELECT count(*) FROM contact_look WHERE who = $1", who.id).Scan(&n); err != nil || n != want {
			t.Errorf("%d looks of %s (%v), want %d", n, who.id, err, want)
		}
	}
	call := obj{"inlet": "phone", "contact": "139 0000 1111", "asked": "来电"}
	intake := func(who *person, id string) {
		call["client_id"] = id
		who.must(201, "POST", "/api/v1/intakes", call)
	}
	intake(h.mei, "new")
	intake(h.mei, "again") // it is hers, and open
	looks(h.mei, 0)
	call["contact"] = "13800001234"
	intake(h.mei, "known")
	looks(h.mei, 1)

	waits := h.writes("web", "waits", "在吗") // in bo's group and hers
	h.mei.must(200, "POST", h.at+"/contact/look", obj{"session": waits})
	looks(h.mei, 2)
	h.mei.must(200, "POST", "/api/v1/sessions/"+waits+"/take", nil)
	h.mei.must(200, "POST", h.at+"/contact/look", obj{"session": waits})
	looks(h.mei, 2)
}
