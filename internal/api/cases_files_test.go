package api

import (
	"fmt"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// attached is a picture in an entry's evidence, handed in by whoever registered it; it gives its address.
func (p *person) attached(number, name, body string) string {
	p.r.t.Helper()
	d := p.advance(number, map[string]any{"attach": map[string]any{"upload": p.handsIn(name, body)}})
	return fmt.Sprintf("/api/v1/complaints/%s/files/%d", number, len(d["files"].([]any)))
}

func readsEvidence(what string) func(*cell) int {
	return func(c *cell) int {
		return c.who.do("GET", c.own.attached(c.complaint(), "a.png", painted(c.r.t))+what, nil).status
	}
}

// attaches adds a file of one's own; who can hand nothing in asks for one that is not there.
func (c *cell) attaches() int {
	number := c.complaint()
	up := "photo-x"
	if a := c.who.do("POST", "/api/v1/uploads?name=a.txt", "some text"); a.status == 201 {
		up = a.body["id"].(string)
	}
	return c.who.do("POST", "/api/v1/complaints/"+number+"/changes", map[string]any{"client_id": "c", "version": 1, "attach": map[string]any{"upload": up}}).status
}

func TestEvidenceFiles(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); evidenceFiles(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); evidenceFiles(t, rigOn(t, testenv.Postgres(t))) })
}

// evidenceFiles: the first-contact owner adds a picture and a page to a complaint; whoever may see the entry gets the bytes
// under headers that let nothing run, nobody else does; nobody takes another's file, and what is said of the bytes by hand
// is not believed (ORG-07, S-AZ2).
func evidenceFiles(t *testing.T, r *rig) {
	type m = map[string]any
	mei, sue, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("sue", desk.RankAgent, "complaint"), r.hire("bo", desk.RankAgent, "order")
	id := r.writes("web", "k", "少了一件")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	number := mei.must(201, "POST", "/api/v1/sessions/"+id+"/cases", m{"client_id": "r", "reason": "少发"}).body["number"].(string)
	at := "/api/v1/complaints/" + number

	body := painted(t)
	d := mei.advance(number, m{"attach": m{"upload": mei.handsIn("box.png", body), "note": " 开箱照片 ", "file": m{"kind": "document", "name": "x", "type": "text/html", "size": 1, "width": 0, "height": 0, "thumb": false, "digest": "x"}}})
	file := d["files"].([]any)[0].(m)
	if file["name"] != "box.png" || file["type"] != "image/png" || file["kind"] != "photo" || file["note"] != "开箱照片" || file["thumb"] != true || file["by"] != string(mei.id) || file["size"] != float64(len(body)) {
		t.Errorf("the file: %v", file)
	}
	if story := d["story"].([]any); story[len(story)-1].(m)["kind"] != "file_attached" {
		t.Errorf("the story: %v", story)
	}
	got := sue.must(200, "GET", at+"/files/1", nil)
	if string(got.raw) != body {
		t.Errorf("%d bytes came back of %d", len(got.raw), len(body))
	}
	for name, want := range map[string]string{"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox", "Content-Disposition": `inline; filename="box.png"`} {
		if got.header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.header.Get(name), want)
		}
	}
	if small := sue.must(200, "GET", at+"/files/1/thumb", nil); small.header.Get("Content-Type") != "image/jpeg" || len(small.raw) == 0 {
		t.Errorf("the small picture: %v", small.header)
	}
	sue.attached(number, "page.html", "<script>alert(1)</script>")
	if page := mei.must(200, "GET", at+"/files/2", nil); page.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(page.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("a page comes as %v", page.header)
	}
	for _, n := range []string{"/files/3", "/files/2/thumb"} {
		if a := mei.do("GET", at+n, nil); a.status != 404 || a.code() != "no_file" {
			t.Errorf("%s: %d %s", n, a.status, a.raw)
		}
	}
	for name, p := range map[string]*person{"another group": bo, "nobody": r.nobody()} {
		if a := p.do("GET", at+"/files/1", nil, "If-None-Match", got.header.Get("ETag")); a.status < 401 || a.header.Get("ETag") != "" {
			t.Errorf("%s: %d %v", name, a.status, a.header)
		}
	}
	theirs := bo.handsIn("c.txt", "c")
	if a := mei.do("POST", at+"/changes", m{"client_id": "z", "version": 3, "attach": m{"upload": theirs}}); a.status != 404 || a.code() != "no_upload" {
		t.Errorf("a colleague's file: %d %s", a.status, a.raw)
	}
}
