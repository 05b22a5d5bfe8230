package api

import (
	"fmt"
	"strings"
	"testing"

	"firstline/internal/desk"
)

// reached are customers by what can be dialled or written to: the channel, the conversation's key, and what nobody may read in it.
func reached() map[string]struct {
	channel desk.ChannelID
	key     string
} {
	return map[string]struct {
		channel desk.ChannelID
		key     string
	}{
		"8613800001111":  {"tele", "wa:8613800001111"},
		"13800002222":    {"tele", "13800002222"},
		"zhou@mail.test": {"tele", "mailto:zhou@mail.test"},
		"wu@mail.test":   {"tele", "wu@mail.test"},
		"13800003333":    {"web", "sub:13800003333"},
		"13800004444":    {"manual", "tel:13800004444"},
		"zheng_wang_88":  {"manual", "at:zheng_wang_88"},
	}
}

// TestNothingCarriesAContact plays every GET route and the stream as those who serve customers, and looks for the customers' whole
// numbers and mailboxes: only the reveal, which is noted, gives one. Shows SEC-01, CUS-09.
func TestNothingCarriesAContact(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "complaint"), r.hire("sue", desk.RankSupervisor)
	stop := mei.listens()
	ids := map[string][]string{"sessions": {}, "complaints": {}}
	for _, who := range reached() {
		id := r.writes(who.channel, who.key, "在吗")
		at := "/api/v1/sessions/" + id
		mei.must(200, "POST", at+"/take", nil)
		mei.must(201, "POST", at+"/replies", obj{"client_id": "c" + id, "text": "您好"})
		number := fmt.Sprint(mei.must(201, "POST", at+"/cases", obj{"client_id": "r", "reason": "退款"}).body["number"])
		mei.must(204, "PUT", at+"/star", obj{"star": true})
		ids["sessions"], ids["complaints"] = append(ids["sessions"], id), append(ids["complaints"], number)
		if len(ids["sessions"])%2 == 0 {
			r.closes(id)
		}
	}
	played := 0
	for _, who := range []*person{mei, bo, sue} {
		for _, path := range r.readable(ids, who) {
			a := who.do("GET", path, nil)
			if a.status == 200 {
				played++
			}
			r.bare(fmt.Sprint("GET ", path, " as ", who.login), string(a.raw))
		}
	}
	if played < 250 {
		t.Errorf("only %d answers were looked at", played)
	}
	for whole := range reached() { // the register cannot be used to try out a number either
		for n := 4; n <= len(whole); n++ {
			if rows := sue.must(200, "GET", "/api/v1/complaints?view=all&q="+whole[:n], nil).body["rows"].([]any); len(rows) > 0 {
				t.Errorf("the register is found by %q", whole[:n])
			}
		}
	}
	told := stop()
	r.bare("the stream", told)
	if n := strings.Count(told, "****"); n < len(reached()) {
		t.Errorf("the stream told of %d customers", n)
	}
	revealed := fmt.Sprint(sue.must(200, "POST", "/api/v1/sessions/"+ids["sessions"][0]+"/profile/reveal", obj{}).body["value"])
	if _, known := reached()[strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(revealed, "wa:"), "mailto:"), "sub:")]; !known {
		t.Errorf("the reveal gives %q", revealed)
	}
}

// bare fails where an answer carries somebody's whole contact.
func (r *rig) bare(what, raw string) {
	r.t.Helper()
	for whole := range reached() {
		if i := strings.Index(raw, whole); i >= 0 {
			r.t.Errorf("%s carries %s: …%s", what, whole, raw[max(0, i-80):i+len(whole)])
		}
	}
}

// readable are the paths of all GET routes, with what stands for each name in them.
func (r *rig) readable(ids map[string][]string, who *person) (out []string) {
	r.t.Helper()
	fill := strings.NewReplacer("{agent}", string(who.id), "{day}", "2026-08-20", "{kind}", "targets", "{name}", "main", "{n}", "1", "{seq}", "1",
		"{mode}", "reply", "{locale}", "zh-CN", "{number}", "9-x", "{limit}", "10", "{provider}", "corp")
	for path, item := range r.api.OpenAPI().Paths {
		if item.Get == nil || path == "/api/v1/stream" {
			continue
		}
		of := strings.Split(path, "/")[3:][0]
		all := ids[of]
		switch of {
		case "scripts": // files of the library: they are nobody's
			all = []string{"none"}
		case "agents":
			all = []string{string(who.id)}
		}
		if !strings.Contains(path, "{id}") {
			all = []string{""}
		}
		if len(all) == 0 {
			r.t.Errorf("%s: this test does not know what {id} is", path)
		}
		for _, id := range all {
			at := fill.Replace(strings.ReplaceAll(path, "{id}", id))
			if strings.Contains(at, "{") {
				r.t.Errorf("%s: this test does not know what stands in it", path)
			}
			out = append(out, at)
			if item.Get.OperationID == "sessions" || item.Get.OperationID == "complaints" {
				out = append(out, at+"?view=all", at+"?view=closed", at+"?view=queue")
			}
		}
	}
	return append(out, "/api/v1/search?q=您好", "/api/v1/search/people?q=Li", "/api/v1/search/numbers?q=退款", "/api/v1/sessions/"+ids["sessions"][0]+"/marks?agent="+string(who.id))
}

// listens keeps every byte that the person's stream tells, until stop is called.
func (p *person) listens() (stop func() string) {
	const last = "the very last words"
	c := p.stream()
	done := make(chan string)
	go func() {
		var all strings.Builder
		for !strings.Contains(all.String(), last) {
			_, raw, err := c.ReadMessage()
			if err != nil {
				break
			}
			all.Write(raw)
		}
		done <- all.String()
	}()
	return func() string {
		id := p.r.writes("tele", "the-last", last)
		p.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil) // comes behind everything
		return <-done
	}
}
