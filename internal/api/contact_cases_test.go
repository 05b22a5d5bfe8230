package api

import (
	"fmt"
	"testing"

	"firstline/internal/testenv/record"
)

// TestContactCases: who has a customer sees what is open of the customer at all linked addresses, without what others' entries say;
// what is closed, what is this session's own and what is a stranger's is not there. Shows RTE-10, CUS-10.
func TestContactCases(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { openOfCustomer(t, newHistory(rigOn(t, dsn))) })
}

func openOfCustomer(t *testing.T, h *history) {
	entry := func(session, reason string) string {
		t.Helper()
		return fmt.Sprint(h.sue.must(201, "POST", "/api/v1/sessions/"+session+"/cases", obj{"client_id": "r", "reason": reason}).body["number"])
	}
	other := entry(h.tele[1], "发错货")
	entry(h.web, "多收运费")
	entry(h.call, "态度差")
	rows := func(who *person) (out []string) {
		t.Helper()
		for _, c := range who.must(200, "GET", h.at+"/contact/cases", nil).list {
			c := c.(obj)
			out = append(out, fmt.Sprint(c["number"], " ", c["nature"], " ", c["may_open"]))
		}
		return out
	}
	if got := rows(h.mei); len(got) > 0 {
		t.Errorf("before they are one customer: %v", got)
	}
	h.sue.must(201, "POST", h.at+"/contact/links", obj{"number": h.number(h.tele[1]), "reason": "同一人"})
	if got := fmt.Sprint(rows(h.mei)); got != fmt.Sprintf("[%s  false]", other) {
		t.Errorf("who has the customer: %s", got)
	}
	if got := fmt.Sprint(rows(h.sue)); got != fmt.Sprintf("[%s 发错货 true]", other) {
		t.Errorf("a superior: %s", got)
	}
	h.bo.must(404, "GET", h.at+"/contact/cases", nil)
	h.sue.advance(other, wayToClosing()...)
	h.sue.advance(other, obj{"close": obj{"result": "已补发"}})
	if got := rows(h.mei); len(got) > 0 {
		t.Errorf("when it is closed: %v", got)
	}
}
