package api

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv/record"
)

// TestBulkUndo: what many sessions' takes, transfers and tags did is taken back by the very request, as far as nobody has built on it,
// and which ones could not be is said (ui.md 1.6).
func TestBulkUndo(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { bulkUndone(t, rigOn(t, dsn)) })
}

func bulkUndone(t *testing.T, r *rig) {
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("sue", desk.RankSupervisor)
	a, b, c := r.writes("web", "ka", "在吗"), r.writes("web", "kb", "运费"), r.writes("web", "kc", "退货")
	same := func(what string, got []string, want ...string) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	hands := func(what, id, want string) {
		t.Helper()
		row := sue.must(200, "GET", "/api/v1/sessions/"+id, nil).body
		holder := ""
		if h, ok := row["holder"].(obj); ok {
			holder = fmt.Sprint(h["name"])
		}
		if got := fmt.Sprint(row["phase"], " ", row["group"], " ", holder); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}

	same("taken", mei.lot("t1", obj{"act": "take"}, a, b, c), "ok true", "ok true", "ok true")
	mei.must(201, "POST", "/api/v1/sessions/"+b+"/replies", obj{"client_id": "hi", "text": "您好，请讲"})
	sue.must(200, "POST", "/api/v1/sessions/"+c+"/take", nil)
	same("taken back as far as nobody has built on it", mei.lot("t1u", obj{"act": "undo", "of": "t1"}, a, b, c), "ok true", "undo_answered", "undo_moved")
	hands("taken back", a, "queued service ")
	hands("answered", b, "serving service Name mei")
	hands("taken over", c, "serving service Name sue")
	same("the same again", mei.lot("t1u", obj{"act": "undo", "of": "t1"}, a), "again")
	same("a second time", mei.lot("t1v", obj{"act": "undo", "of": "t1"}, a), "undo_moved")
	same("another's request", bo.lot("x", obj{"act": "undo", "of": "t1"}, a), "nothing_to_undo")

	// From a colleague's hands, and to another group: it is the colleague's again, in the group it was in.
	bo.must(200, "POST", "/api/v1/sessions/"+a+"/take", nil)
	same("passed on", sue.lot("g1", obj{"act": "transfer", "transfer": obj{"to_group": "order", "note": "请查订单"}}, a, b), "ok true", "ok true")
	same("an agent does so too", sue.lot("g2", obj{"act": "transfer", "transfer": obj{"to_agent": string(mei.id), "note": "请跟进"}}, c), "ok true")
	same("passed back", sue.lot("g1u", obj{"act": "undo", "of": "g1"}, a, b), "ok true", "ok true")
	same("from a colleague's desk", sue.lot("g2u", obj{"act": "undo", "of": "g2"}, c), "ok true")
	hands("passed back", a, "serving service Name bo")
	hands("passed back", b, "serving service Name mei")
	hands("passed back", c, "serving service Name sue")
	same("by who may not see it any more", bo.lot("g3", obj{"act": "transfer", "transfer": obj{"to_group": "order", "note": "请查订单"}}, a), "ok true")
	same("still", bo.lot("g3u", obj{"act": "undo", "of": "g3"}, a), "ok true")
	hands("passed back", a, "serving service Name bo")
	same("to the complaint group", sue.lot("g4", obj{"act": "transfer", "transfer": obj{"to_group": "complaint", "note": "要投诉"}}, c), "ok true")
	same("what is in the register stays", sue.lot("g4u", obj{"act": "undo", "of": "g4"}, c), "undo_registered")
}

// TestBulkUntags: a tag goes again from those who did not have it before (CUS-08).
func TestBulkUntags(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	a, b := r.writes("web", "ka", "在吗"), r.writes("web", "kb", "在吗")
	mei.lot("take", obj{"act": "take"}, a, b)
	mei.must(200, "POST", "/api/v1/sessions/"+b+"/profile", obj{"field": "tag", "value": "批发"})
	mei.lot("t1", obj{"act": "tag", "tag": "批发"}, a, b)
	if got := mei.lot("t1u", obj{"act": "undo", "of": "t1"}, a, b); fmt.Sprint(got) != "[ok true ok true]" {
		t.Errorf("untagged: %v", got)
	}
	for id, want := range map[string]string{a: "", b: "tag=批发"} {
		if got := known(mei.must(200, "GET", "/api/v1/sessions/"+id+"/profile", nil).body); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for what, body := range map[string]obj{"undo without a request": {"act": "undo"}, "a request without undo": {"act": "take", "of": "t1"}} {
		body["client_id"], body["sessions"] = "x", []obj{{"id": a}}
		if got := mei.do("POST", "/api/v1/bulk", body); got.status != 422 || got.code() != "of" {
			t.Errorf("%s: %d %s", what, got.status, got.raw)
		}
	}
}
