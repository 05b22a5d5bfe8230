package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/settings"
	"firstline/internal/translate"
	"firstline/router"
	"firstline/scripts/guard"
)

// Problem is every failure's body: application/problem+json (RFC 9457) with a code that never changes its meaning.
type Problem struct {
	Status     int               `json:"status" example:"409"`
	Code       string            `json:"code" example:"not_holder" doc:"Stable; translated by the client"`
	Title      string            `json:"title" example:"Conflict"`
	Detail     string            `json:"detail,omitempty" doc:"English, one sentence, says what to do"`
	Errors     []FieldProblem    `json:"errors,omitempty" doc:"Which parts of the request are wrong"`
	Findings   []guard.Finding   `json:"findings,omitempty" doc:"With phrase_blocked and phrase_reason: what the department's list is against in the text"`
	Newest     *SettingVersion   `json:"newest,omitempty" doc:"With changed_meanwhile: what somebody else has made of it"`
	Held       *settings.Held    `json:"held,omitempty" doc:"With held_by_config: what holds it, and where"`
	Reasons    []settings.Reason `json:"reasons,omitempty" doc:"With group_in_use: why the groups are needed"`
	RetryAfter int               `json:"retry_after_s,omitempty" doc:"When to try again, in seconds"`

	Draft     *drafts.Draft     `json:"draft,omitempty" doc:"With draft_newer: what another browser has saved"`
	Elsewhere *Elsewhere        `json:"elsewhere,omitempty" doc:"With elsewhere: where the person is signed in"`
	Changed   *changedMeanwhile `json:"changed,omitempty" doc:"With changed_meanwhile: who was faster"`
}

// Elsewhere is another place at which the person who signs in is signed in.
type Elsewhere struct {
	UserAgent string      `json:"user_agent"`
	Source    string      `json:"source" doc:"The address it came from"`
	SeenAt    desk.Millis `json:"seen_at" doc:"Last use, to the minute"`
}

// FieldProblem is one wrong part of a request. It never repeats the value: that may be a password.
type FieldProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty" doc:"In a document: where it stands, from 1"`
}

var _ huma.StatusError = (*Problem)(nil)

// Error implements error.
func (p *Problem) Error() string { return p.Code }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	if p.RetryAfter == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.RetryAfter)}}
}

// statusOf is the one table from kinds of failure to status codes.
func statusOf(kind desk.Fault) int {
	switch kind {
	case desk.Invalid:
		return http.StatusUnprocessableEntity
	case desk.NotFound:
		return http.StatusNotFound
	case desk.Conflict, desk.Duplicate:
		return http.StatusConflict
	case desk.Forbidden:
		return http.StatusForbidden
	case desk.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// soon is what a client is asked to wait when a part of us is away.
const soon = 2

// problemOf turns any failure into what a client may know of it.
func problemOf(err error) *Problem {
	var p *Problem
	var e *desk.Error
	var locked *people.LockedError
	var wording *router.Wording
	var outrun *drafts.OutrunError
	var saves *drafts.BusyError
	var asks *translate.BusyError
	var elsewhere *people.ElsewhereError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &locked):
		return problem(http.StatusTooManyRequests, "locked", "too many failures: try again later", seconds(locked.RetryAfter))
	case errors.Is(err, people.ErrBusy):
		return problem(http.StatusTooManyRequests, "busy", "too many sign-ins at once: try again in a moment", soon)
	case errors.Is(err, people.ErrWrong):
		return problem(http.StatusUnauthorized, "wrong_credentials", "account and password do not belong together", 0)
	case errors.Is(err, people.ErrSignedOut):
		return problem(http.StatusUnauthorized, "signed_out", "sign in first", 0)
	case errors.As(err, &outrun):
		p = problem(http.StatusConflict, "draft_newer", "another browser has saved this draft: choose and save again", 0)
		p.Draft = &outrun.Newest
		return p
	case errors.As(err, &saves):
		return problem(http.StatusTooManyRequests, "slow_down", "too many saves: try again in a moment", seconds(saves.RetryAfter))
	case errors.As(err, &asks):
		return problem(http.StatusTooManyRequests, "slow_down", "too many translations: try again in a moment", seconds(asks.RetryAfter))
	case errors.As(err, &elsewhere):
		p = problem(http.StatusConflict, "elsewhere", "signed in elsewhere already: take over, which ends that, or leave it", 0)
		p.Elsewhere = &Elsewhere{elsewhere.UserAgent, elsewhere.Source, elsewhere.Seen}
		return p
	case errors.As(err, &wording):
		p = problemOf(wording.Unwrap())
		p.Findings = wording.Findings
		return p
	}
	if p = settingProblem(err); p != nil {
		return p
	}
	if errors.As(err, &e) {
		wait := 0
		if e.Kind == desk.Unavailable {
			wait = soon
		}
		return problem(statusOf(e.Kind), e.Code, e.Message, wait)
	}
	return problem(http.StatusInternalServerError, "internal", "something went wrong here: try again, and tell the administrator if it stays", 0)
}

func problem(status int, code, detail string, retryAfter int) *Problem {
	return &Problem{Status: status, Code: code, Title: http.StatusText(status), Detail: detail, RetryAfter: retryAfter}
}

func seconds(d time.Duration) int { return max(1, int((d+time.Second-1)/time.Second)) }

func errNotAllowed() error {
	return desk.Fail(desk.Forbidden, "not_allowed", "your rank may not do this")
}
func errOrigin() *Problem {
	return problem(http.StatusForbidden, "cross_origin", "the request comes from another site", 0)
}
func errRoute() *Problem {
	return problem(http.StatusNotFound, "not_found", "there is no such route", 0)
}
func errAddress() *Problem {
	return problem(http.StatusBadRequest, "bad_address", "the address holds a NUL or what is no UTF-8: encode its text as UTF-8", 0)
}
func errDeep() error { return errors.New("nested too deep") }

// refuse answers outside of the JSON routes.
func refuse(w http.ResponseWriter, p *Problem) {
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// asProblem turns the failures that huma finds itself (validation, size, syntax) into ours.
func asProblem(_ huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	p := problem(m.Status, codeOf(m.Status), m.Detail, 0)
	for _, e := range m.Errors {
		p.Errors = append(p.Errors, FieldProblem{Field: fieldOf(e.Location), Message: e.Message})
	}
	return p, nil
}

func codeOf(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "bad_request"
	case http.StatusNotAcceptable:
		return "not_acceptable"
	case http.StatusRequestTimeout:
		return "timeout"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnsupportedMediaType:
		return "unsupported_media_type"
	case http.StatusUnprocessableEntity:
		return "invalid"
	}
	return "internal"
}

// fieldOf is the last part of a location such as body.text.
func fieldOf(location string) string { return location[strings.LastIndexByte(location, '.')+1:] }
