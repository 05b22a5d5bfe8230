package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Disordered: a transcript does not keep the order that the service code wants (SCR-02, FLW-04).
const Disordered Kind = "order"

// Ordered is what Order found.
type Ordered struct {
	Transcripts int64 // of closed sessions
	Found       int64
	Findings    []Finding // the first of them
}

// Order reads the transcripts of all closed sessions and checks that each keeps the order: the unified greeting before any
// answer, an answer before the closing, nothing of an agent behind the closing, the feedback given with the close where the
// steps are enforced; or the reason why one of them is not there. It goes by the messages and the events as they are
// written, and by none of the code that wrote them. It writes the findings and one line of result to out.
func Order(ctx context.Context, st *store.Store, out io.Writer) (Ordered, error) {
	return order(ctx, sqlSource{st}, out)
}

func order(ctx context.Context, src source, out io.Writer) (Ordered, error) {
	o := &orderly{list: list{out: out}, steps: map[string]bool{}}
	rows, err := src.rules(ctx)
	if err != nil {
		return Ordered{}, err
	}
	for _, row := range rows {
		var doc struct {
			Matters struct {
				Steps bool `json:"steps"`
			} `json:"matters"`
		}
		o.steps[row.Version] = json.Unmarshal([]byte(row.Doc), &doc) == nil && doc.Matters.Steps
	}
	var n int64
	err = walk(ctx, src, func(s story) error {
		if s.row.Phase == "closed" {
			n++
			o.transcript(s)
		}
		return nil
	})
	if err != nil {
		return Ordered{}, err
	}
	o.rest()
	verdict := "all in order"
	if o.n > 0 {
		verdict = plural(o.n, "finding")
	}
	o.say("%d closed transcripts: %s\n", n, verdict)
	return Ordered{Transcripts: n, Found: o.n, Findings: o.first}, o.err
}

// orderly is one Order under way.
type orderly struct {
	list
	steps map[string]bool // by version of the rules: whether the steps of the flows are enforced
}

// standsAs is what a session's stored state says of why something is not in the transcript.
type standsAs struct {
	Rules    string `json:"rules"`
	Greeting struct {
		Skipped string `json:"skipped"`
	} `json:"greeting"`
}

// transcript checks one session, close by close: a customer who comes back in time is received once more.
func (o *orderly) transcript(s story) {
	var state standsAs
	if err := json.Unmarshal([]byte(s.row.State), &state); err != nil {
		o.session(Disordered, s.row.ID, "its state cannot be read: "+err.Error())
		return
	}
	ms := slices.Clone(s.messages)
	slices.SortFunc(ms, func(a, b dbq.Message) int { return int(a.Seq - b.Seq) })
	o.greeting(s.row.ID, ms, state.Greeting.Skipped)
	closes, err := closesOf(s.events)
	if err != nil {
		o.session(Disordered, s.row.ID, err.Error())
		return
	}
	from, since := 0, 0 // where the reception begins, and what the customer wants in it
	for i, m := range ms {
		switch m.Purpose {
		case "line:reopened":
			from = i
			if m.Author == "" {
				since = i
			}
		case "line:closed":
			o.reception(s.row.ID, ms[since:from], ms[from:i], closes, o.steps[state.Rules])
			from = i + 1
		}
	}
}

// greeting: the desk greets by itself before an agent says anything (SCR-02), or the state says why it could not.
func (o *orderly) greeting(id string, ms []dbq.Message, skipped string) {
	for _, m := range ms {
		switch {
		case m.Purpose == "greeting":
			return
		case m.Role == "agent" && skipped == "":
			o.message(Disordered, id, m.Seq, "an agent spoke before the unified greeting")
			return
		}
	}
	if skipped == "" {
		o.session(Disordered, id, "there is no unified greeting, and no reason why")
	}
}

// asked is a close as it was asked for.
type asked struct {
	Version  int64  `json:"-"`
	Skip     string `json:"skip"`
	Feedback string `json:"feedback"`
}

func closesOf(events []dbq.Event) ([]asked, error) {
	var out []asked
	for _, e := range events {
		if e.Kind != "close_requested" {
			continue
		}
		var body struct {
			Event asked `json:"event"`
		}
		if err := json.Unmarshal([]byte(e.Body), &body); err != nil {
			return nil, fmt.Errorf("the close in version %d cannot be read: %w", e.Version, err)
		}
		body.Event.Version = e.Version
		out = append(out, body.Event)
	}
	if len(out) == 0 {
		return nil, errors.New("it is closed, and nobody asked for a close")
	}
	return out, nil
}

// reception checks what was said from the opening, from the customer's coming back or from where an agent opened the session again, to
// the close. before is what the customer heard of the same matter until then: who was answered need not be answered again.
func (o *orderly) reception(id string, before, ms []dbq.Message, closes []asked, steps bool) {
	closing := slices.IndexFunc(ms, func(m dbq.Message) bool { return m.Purpose == "closing" && m.Delivery == "sent" })
	if closing < 0 {
		if !o.reason(ms, closes) {
			o.session(Disordered, id, "it was closed without the closing script, and without a reason")
		}
		return
	}
	answered := slices.ContainsFunc(slices.Concat(before, ms[:closing]), func(m dbq.Message) bool { return m.Purpose == "reply" && m.Delivery == "sent" })
	if steps && !answered {
		o.message(Disordered, id, ms[closing].Seq, "the closing came before any answer that arrived")
	}
	for _, m := range ms[closing+1:] {
		if m.Role == "agent" {
			o.message(Disordered, id, m.Seq, "an agent spoke behind the closing")
		}
	}
	if at := slices.IndexFunc(closes, func(c asked) bool { return c.Version == ms[closing].Version }); steps && (at < 0 || closes[at].Feedback == "") {
		o.message(Disordered, id, ms[closing].Seq, "the close says nothing of what the department is to learn")
	} else if steps && closes[at].Feedback == "given" && !slices.ContainsFunc(ms[:closing], func(m dbq.Message) bool { return m.Purpose == "feedback" && m.Version == ms[closing].Version }) {
		o.message(Disordered, id, ms[closing].Seq, "the feedback that was given is not there")
	}
}

// reason says whether a close has one for going without its script: it was skipped, or the channel did not take it.
func (o *orderly) reason(ms []dbq.Message, closes []asked) bool {
	if slices.ContainsFunc(ms, func(m dbq.Message) bool {
		return m.Purpose == "closing" && (m.Delivery == "failed" || m.Delivery == "unconfirmed")
	}) {
		return true
	}
	return slices.ContainsFunc(closes, func(c asked) bool { return c.Skip != "" })
}
