package sessions_test

import (
	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/sessions"
)

// somebody is mostly who has the session, sometimes a colleague, sometimes nobody at all.
func (l *life) somebody(t *rapid.T, label string) desk.AgentID {
	all := []desk.AgentID{"anna", "ben", "chen", ""}
	if h := holderOf(l.s); h != "" {
		all = append(all, h, h, h)
	}
	return rapid.SampledFrom(all).Draw(t, label)
}

func often(t *rapid.T, label string) bool { return rapid.IntRange(0, 3).Draw(t, label) > 0 }

// outgoing is the place of a message: of one that something can still happen to, or any other number.
func (l *life) outgoing(t *rapid.T, fs []sessions.Flight) int64 {
	seqs := []int64{0, l.s.Seq + 1, rapid.Int64Range(0, l.s.Seq).Draw(t, "any seq")}
	for _, f := range fs {
		seqs = append(seqs, f.Seq, f.Seq, f.Seq)
	}
	return rapid.SampledFrom(seqs).Draw(t, "seq")
}

func (l *life) reply(t *rapid.T) {
	if l.s.Phase == sessions.Queued && often(t, "somebody takes it") {
		_, _ = l.apply(sessions.Assigned{At: l.at(t), Agent: "anna", By: "anna", Reason: "taken"})
	}
	_, _ = l.apply(sessions.AgentReplied{At: l.at(t), Agent: l.somebody(t, "agent"), ClientID: "c", Greeted: rapid.Bool().Draw(t, "greeted"), Sorry: rapid.Bool().Draw(t, "sorry"),
		Cuts: rapid.SampledFrom([][]int{nil, nil, {3}, {1, 2}, {9, -1}}).Draw(t, "cuts"), Words: sessions.Words{Text: "xyz"}})
}

func (l *life) change(t *rapid.T) {
	_, _ = l.apply(sessions.ReplyChanged{At: l.at(t), Agent: l.somebody(t, "agent"), ClientID: "c", Recall: rapid.Bool().Draw(t, "recall"),
		Seqs: rapid.SliceOfN(rapid.Int64Range(0, l.s.Seq+1), 0, 2).Draw(t, "seqs"), Words: sessions.Words{Text: "xyz"}})
}

func (l *life) leaveNote(t *rapid.T) {
	_, _ = l.apply(sessions.NoteAdded{At: l.at(t), Agent: l.somebody(t, "agent"), ClientID: "c", Mentions: rapid.SliceOfN(rapid.SampledFrom([]desk.AgentID{"anna", "ben", "chen", ""}), 0, 3).Draw(t, "mentions")})
}

func (l *life) notice(t *rapid.T) {
	what := rapid.SampledFrom([]desk.Notice{desk.NoticeBlocked, desk.NoticeRemoved, desk.NoticeBack, desk.NoticeMoved, "eclipse"}).Draw(t, "notice")
	_, _ = l.apply(sessions.Noticed{At: l.at(t), What: what})
}

// reopen is what the router asks of the core, by anybody at any time.
func (l *life) reopen(t *rapid.T) {
	_, _ = l.apply(sessions.Reopened{At: l.at(t), By: l.somebody(t, "by"), ClientID: "c", Member: rapid.Bool().Draw(t, "member"), Any: rapid.Bool().Draw(t, "any"),
		Speciality: l.speciality(t)})
}

func (l *life) assign(t *rapid.T) {
	_, _ = l.apply(sessions.Assigned{At: l.at(t), Agent: l.somebody(t, "agent"), By: "system", Reason: "assigned", Name: "张敏",
		Why: []string{"ben: full"}, Over: rapid.Bool().Draw(t, "over"), Epoch: rapid.Int64Range(0, 2).Draw(t, "epoch"), Speciality: l.speciality(t), Offer: rapid.Bool().Draw(t, "offer")})
}

func (l *life) transfer(t *rapid.T) {
	e := sessions.Transferred{At: l.at(t), By: l.somebody(t, "by"), ClientID: "c", Any: rapid.Bool().Draw(t, "any"),
		ToGroup: rapid.SampledFrom([]desk.GroupID{"", "service", "complaint"}).Draw(t, "to group"), Category: l.category(t),
		Speciality: l.speciality(t), Register: rapid.SampledFrom([]string{"", "TS-1"}).Draw(t, "register"),
		GroupName: rapid.SampledFrom([]string{"", "投诉组"}).Draw(t, "group name"), Quiet: rapid.Bool().Draw(t, "quiet"), Name: rapid.SampledFrom([]string{"", "陈晨"}).Draw(t, "name")}
	if rapid.Bool().Draw(t, "to a colleague") {
		e.ToAgent = l.somebody(t, "to agent")
	}
	_, _ = l.apply(e)
}

func (l *life) giveBack(t *rapid.T) {
	_, _ = l.apply(sessions.Returned{At: l.at(t), By: string(l.somebody(t, "by")), Reason: "offline", Any: rapid.Bool().Draw(t, "any")})
}

func (l *life) close(t *rapid.T) {
	e := sessions.CloseRequested{At: l.at(t), By: l.somebody(t, "by"), ClientID: "c", Outcome: "solved", Script: "closing.day", Any: rapid.Bool().Draw(t, "any")}
	if !often(t, "known outcome") {
		e.Outcome = rapid.SampledFrom([]string{"", "done", "no_response"}).Draw(t, "outcome")
	}
	if !often(t, "with the script") {
		e.Skip = rapid.SampledFrom([]string{"blocked", "no_response", "because"}).Draw(t, "skip")
	}
	e.Category, e.Rating, e.Sorry = l.category(t), rapid.Bool().Draw(t, "rating"), rapid.Bool().Draw(t, "apology owed")
	e.Feedback = rapid.SampledFrom([]string{"none", "given", "none", "", "nothing"}).Draw(t, "feedback")
	_, _ = l.apply(e)
}

func (l *life) report(t *rapid.T) {
	_, _ = l.apply(sessions.DeliveryReported{At: l.at(t), Seq: l.outgoing(t, l.s.InFlight), ExternalID: "88",
		Delivery: rapid.SampledFrom([]desk.Delivery{desk.DeliverySent, desk.DeliverySent, desk.DeliveryFailed, desk.DeliveryUnconfirmed}).Draw(t, "delivery"),
		Reason:   rapid.SampledFrom([]string{"blocked", "refused"}).Draw(t, "reason")})
}

// marked, saw and file: what asks for no answer, at any time.
func (l *life) marked(t *rapid.T) {
	_, _ = l.apply(sessions.CustomerMarked{At: l.at(t), Kind: rapid.SampledFrom([]desk.Kind{desk.KindDelete, desk.KindReaction, desk.KindText}).Draw(t, "mark"), Ref: "17"})
}

func (l *life) saw(t *rapid.T) {
	_, _ = l.apply(sessions.CustomerSaw{At: l.at(t), Seq: rapid.Int64Range(-1, l.s.Seq+2).Draw(t, "seen")})
}

func (l *life) file(t *rapid.T) {
	_, _ = l.apply(sessions.FileSettled{At: l.at(t), Seq: rapid.Int64Range(0, l.s.Seq+1).Draw(t, "of"), N: rapid.IntRange(-1, 2).Draw(t, "n"),
		Digest: rapid.SampledFrom([]string{"", "d"}).Draw(t, "digest"), Reason: rapid.SampledFrom([]string{"", "gone"}).Draw(t, "why")})
}

func (l *life) resolve(t *rapid.T) {
	_, _ = l.apply(sessions.DeliveryResolved{At: l.at(t), By: l.somebody(t, "by"), Seq: l.outgoing(t, l.s.Trouble),
		As: rapid.SampledFrom([]string{"resend", "delivered", "forget"}).Draw(t, "as")})
}
