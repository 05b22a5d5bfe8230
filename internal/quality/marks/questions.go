package marks

import (
	"strings"
	"unicode/utf8"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
	"firstline/sessions"
)

// questions marks turns that were closed over without an answer, and short answers to several questions (Q1, Q2, C4).
func (r *reading) questions() {
	for _, t := range r.Story.Timing.Turns {
		asked := 0
		for _, m := range r.Messages {
			if m.Role == desk.RoleCustomer && t.Seq <= m.Seq && m.Seq <= t.Last {
				asked += r.asks(m.Text)
			}
		}
		switch {
		case t.End == timing.Unanswered && asked > 0:
			r.mark(Sign{Rule: "Q1", Criterion: Clear, What: "question_open", Seq: t.Last, Agent: r.whose(t)})
		case t.End == timing.Unanswered:
			r.mark(Sign{Rule: "Q1", Criterion: Clear, Sure: Hint, What: "message_open", Seq: t.Last, Agent: r.whose(t)})
		case t.End == timing.Answered && asked >= 2:
			r.short(t)
		}
	}
}

// shortAnswer is how few characters are little for two questions (Q2).
const shortAnswer = 8

func (r *reading) short(t timing.Turn) {
	m := r.at(t.Reply)
	if m == nil || m.Text == "" || utf8.RuneCountInString(strings.TrimSpace(m.Text)) >= shortAnswer {
		return
	}
	if next := r.replies(r.index(m.Seq), 1); len(next) > 0 && next[0].Author == m.Author && !r.wroteBetween(m.Seq, next[0].Seq) {
		return // the answer went on
	}
	r.mark(Sign{Rule: "Q2", Criterion: Clear, Sure: Hint, What: "short_answer", Seq: m.Seq, Agent: m.Author})
}

func (r *reading) index(seq int64) int {
	for i, m := range r.Messages {
		if m.Seq == seq {
			return i
		}
	}
	return len(r.Messages) - 1
}

func (r *reading) wroteBetween(from, to int64) bool {
	for _, m := range r.Messages {
		if m.Role == desk.RoleCustomer && from < m.Seq && m.Seq < to {
			return true
		}
	}
	return false
}

// asks counts the question marks of a text; a question word counts as one where there is no mark.
func (r *reading) asks(text string) int {
	n := strings.Count(text, "?") + strings.Count(text, "？")
	if n == 0 && mentions(text, askWords()) {
		return 1
	}
	return n
}

// flow marks how the session went on: apologies for a late answer (SCR-06), who passed it on, who lost it, who came back.
func (r *reading) flow() {
	what := map[sessions.Purpose]string{sessions.ForApology: "apology", sessions.ForAway: "away", sessions.ForConfirm: "confirm", sessions.LineTransfer: "transferred",
		sessions.LineReturned: "returned", sessions.LineReopened: "reopened", sessions.LineStillOpen: "kept_open"}
	for _, m := range r.Messages {
		if w, ok := what[sessions.Purpose(m.Purpose)]; ok {
			mark := Sign{Rule: "F1", What: w, Seq: m.Seq, Agent: m.Author}
			if m.Role == desk.RoleSystem {
				mark.Detail = m.Text
			}
			if m.Purpose == string(sessions.LineReopened) && m.Author != "" {
				mark.What = "opened_again"
			}
			r.mark(mark)
		}
		if m.Role == desk.RoleAgent && (m.Delivery == desk.DeliveryFailed || m.Delivery == desk.DeliveryUnconfirmed) {
			r.mark(Sign{Rule: "F2", What: string(m.Delivery), Seq: m.Seq, Agent: m.Author})
		}
	}
}
