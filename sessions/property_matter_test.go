package sessions_test

import (
	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/sessions"
)

func (l *life) category(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "consult", "consult", "order", "dispute", "fault", "weather"}).Draw(t, "category")
}

func (l *life) speciality(t *rapid.T) desk.Speciality {
	return rapid.SampledFrom([]desk.Speciality{"", desk.SpecialityTechnical, desk.SpecialityTheory, desk.SpecialityAllRound}).Draw(t, "speciality")
}

// keyword is mostly none, sometimes one whose category the rules do not have.
func (l *life) keyword(t *rapid.T) *sessions.Match {
	if often(t, "no keyword") {
		return nil
	}
	return &sessions.Match{Category: l.category(t), Rule: "rule", Word: "word", List: "1"}
}

func (l *life) accept(t *rapid.T) {
	who := l.somebody(t, "agent")
	_, _ = l.apply(sessions.Assigned{At: l.at(t), Agent: who, By: string(who), Reason: "accepted"})
}

func (l *life) sort(t *rapid.T) {
	_, _ = l.apply(sessions.Classified{At: l.at(t), By: l.somebody(t, "by"), Category: l.category(t), Any: rapid.Bool().Draw(t, "any")})
}

func (l *life) regard(t *rapid.T) {
	_, _ = l.apply(sessions.Regarded{At: l.at(t), By: l.somebody(t, "by"), VIP: rapid.Bool().Draw(t, "vip")})
}

func (l *life) forget(t *rapid.T) {
	_, _ = l.apply(sessions.Forgotten{At: l.at(t), By: l.somebody(t, "by")})
}

func (l *life) verify(t *rapid.T) {
	_, _ = l.apply(sessions.Verified{At: l.at(t), By: l.somebody(t, "by"), ClientID: "c", Unsolved: rapid.Bool().Draw(t, "unsolved"), Any: rapid.Bool().Draw(t, "any")})
}

func (l *life) ask(t *rapid.T) {
	_, _ = l.apply(sessions.Asked{At: l.at(t), By: l.somebody(t, "by"), ClientID: "c", To: l.somebody(t, "to"),
		Kind:       rapid.SampledFrom([]sessions.AskKind{sessions.AskConsult, sessions.AskDepartment, sessions.AskDepartment, sessions.AskEscalation, "rumour"}).Draw(t, "kind"),
		Department: rapid.SampledFrom([]string{"", "tech"}).Draw(t, "department"),
		Level:      rapid.SampledFrom([]desk.Rank{"", desk.RankLead, desk.RankSupervisor, desk.RankManager}).Draw(t, "level"),
		Gravity:    rapid.SampledFrom([]string{"", "major", "safety", "hunger"}).Draw(t, "gravity"), Urgent: rapid.Bool().Draw(t, "urgent"), Any: rapid.Bool().Draw(t, "any")})
}

func (l *life) tell(t *rapid.T) {
	_, _ = l.apply(sessions.Told{At: l.at(t), By: l.somebody(t, "by"), ClientID: "c", N: rapid.IntRange(0, len(l.s.Asks)+1).Draw(t, "n"),
		As:    rapid.SampledFrom([]sessions.Tell{"", "", sessions.TellReported, sessions.TellExecuted, sessions.TellDissent, sessions.TellInsisted, sessions.TellChanged, "sung"}).Draw(t, "as"),
		Level: rapid.SampledFrom([]desk.Rank{"", "", desk.RankLead, desk.RankSupervisor}).Draw(t, "to level")})
}

func (l *life) promise(t *rapid.T) {
	at := l.at(t)
	_, _ = l.apply(sessions.Promised{At: at, By: l.somebody(t, "by"), ClientID: "c", Until: at + l.ahead(t), Any: rapid.Bool().Draw(t, "any")})
}

func (l *life) ahead(t *rapid.T) desk.Millis {
	return desk.Millis(rapid.SampledFrom([]int64{-1, 0, 1, 30_000, 120_000}).Draw(t, "ahead"))
}

func (l *life) settle(t *rapid.T) {
	at := l.at(t)
	_, _ = l.apply(sessions.PromiseSettled{At: at, By: l.somebody(t, "by"), ClientID: "c", N: rapid.IntRange(0, l.s.Promised+1).Draw(t, "n"), Until: at + l.ahead(t),
		As: rapid.SampledFrom([]string{"kept", "moved", "withdrawn", "forgotten"}).Draw(t, "as"), Any: rapid.Bool().Draw(t, "any")})
}

func (l *life) confirm(t *rapid.T) {
	owes, by := len(l.owed()) > 0 && len(l.s.InFlight) == 0, l.somebody(t, "by")
	_, err := l.apply(sessions.ConfirmAsked{At: l.at(t), By: by, ClientID: "c", Script: "confirm.ask"})
	if err == nil && owes {
		t.Fatalf("asked whether that was it before there was an answer: owed %v", l.owed())
	}
}

func (l *life) waive(t *rapid.T) {
	_, _ = l.apply(sessions.Waived{At: l.at(t), By: l.somebody(t, "by"), Thank: rapid.Bool().Draw(t, "thank"), Undone: rapid.IntRange(0, 2).Draw(t, "undone") == 0})
}

// rate is what the router makes of a number that a customer sends after a close that asked for it.
func (l *life) rate(t *rapid.T) {
	e := sessions.Rated{At: l.at(t), Score: rapid.IntRange(0, 6).Draw(t, "score")}
	_, err := l.apply(e)
	if may := l.s.Phase == sessions.Closed && l.s.Rating != nil && e.Score >= 1 && e.Score <= 5; may != (err == nil) {
		t.Fatalf("a rating of %d in phase %s: %v", e.Score, l.s.Phase, err)
	}
}
