package api

import (
	"context"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/question"
	"firstline/internal/translate"
)

// phrases is a service that knows one text.
type phrases struct {
	asked []translate.Question
	who   desk.AgentID
}

func (p *phrases) Ask(_ context.Context, who desk.AgentID, q translate.Question) (translate.Answer, error) {
	if q.Text == "again" {
		return translate.Answer{}, &translate.BusyError{RetryAfter: 3 * time.Second}
	}
	p.asked, p.who = append(p.asked, q), who
	if q.Text == "hello" {
		return translate.Answer{Text: "您好", From: "en"}, nil
	}
	return translate.Answer{Failed: question.Timeout}, nil
}

// TestTranslation: nothing is asked before a service is there, nor for who may not read the session; a failure is an answer.
func TestTranslation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	h := newHistory(r)
	at := h.at + "/translation"
	hello := obj{"text": "hello", "to": "zh-CN"}
	if got := h.mei.must(200, "POST", at, hello).body; got["asked"] != false || got["text"] != "" {
		t.Errorf("without a service: %v", got)
	}
	service := &phrases{}
	r.api.o.Translator = service
	if got := h.mei.must(200, "POST", at, hello).body; got["asked"] != true || got["text"] != "您好" || got["from"] != "en" || got["failed"] != "" {
		t.Errorf("translated: %v", got)
	}
	if got := h.mei.must(200, "POST", at, obj{"text": "?", "from": "en", "to": "zh-Hant-TW"}).body; got["failed"] != "timeout" || got["text"] != "" {
		t.Errorf("a failure: %v", got)
	}
	if got := h.mei.must(429, "POST", at, obj{"text": "again", "to": "zh-CN"}).body; got["code"] != "slow_down" || service.who != h.mei.id {
		t.Errorf("who asks too often: %v; the last was %s", got, service.who)
	}
	n := len(service.asked)
	h.bo.must(404, "POST", at, hello)
	for _, bad := range []obj{{"text": "hello", "to": "../x"}, {"text": "", "to": "en"}, {"text": "hello"}} {
		h.mei.must(422, "POST", at, bad)
	}
	if len(service.asked) != n || n != 2 || service.asked[1] != (translate.Question{Text: "?", From: "en", To: "zh-Hant-TW"}) {
		t.Errorf("asked %+v", service.asked)
	}
}
