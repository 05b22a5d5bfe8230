package sessions_test

import (
	"fmt"
	"strings"

	"firstline/internal/desk"
	"firstline/sessions"
)

// printEffect writes one effect as a line of the story.
func (s *stage) printEffect(f sessions.Effect) {
	switch f := f.(type) {
	case sessions.Record:
		s.printMessage("record ", f.Message)
	case sessions.Deliver:
		s.printMessage("deliver", f.Message)
	case sessions.Settle:
		s.println("settle   #%d %s%s%s", f.Seq, f.Delivery, prefixed(" as ", f.External), prefixed(": ", f.Reason))
	case sessions.Filed:
		s.println("file     %d of #%d %s%s", f.N, f.Seq, prefixed("is here, ", f.Digest), prefixed("will not come: ", f.Reason))
	case sessions.Resend:
		s.println("resend   #%d", f.Seq)
	case sessions.RequestAgent:
		s.println("queue    an agent of %s is wanted", s.w.s.Group)
	case sessions.Withdraw:
		s.println("queue    left")
	case sessions.Occupy:
		s.println("occupy   a place of %s%s", f.Agent, map[bool]string{true: ", beyond capacity if need be"}[f.Force])
	case sessions.Release:
		s.println("release  a place of %s", f.Agent)
	case sessions.Alarm:
		if f.Aim != "" {
			s.println("target   of the %s of %s, due %s%s", f.Aim, or(f.Agent, "nobody"), s.stamp(f.Due), map[bool]string{true: ", " + f.Left.String() + " left"}[f.Left > 0])
			return
		}
		if f.Promise > 0 {
			s.println("promise  %d of %s comes due at %s%s", f.Promise, or(f.Agent, "nobody"), s.stamp(f.Due), map[bool]string{true: ", " + f.Left.String() + " left"}[f.Left > 0])
			return
		}
		s.println("alarm    %s, due %s%s", or(f.Agent, "nobody has it"), s.stamp(f.Due), map[bool]string{true: ", " + f.Left.String() + " left"}[f.Left > 0])
	case sessions.HandBack:
		s.println("%-8s %s", f.Reason, f.Agent)
	default:
		s.t.Fatalf("effect %T has no line in the transcripts", f)
	}
}

func (s *stage) printMessage(verb string, m sessions.Message) {
	who := string(m.Role)
	if m.Author != "" {
		who = m.Author
	}
	files := map[bool]string{true: fmt.Sprintf(" with %d files (%s)", m.Files, m.Kind)}[m.Files > 0]
	about := " → about "
	if m.Role == desk.RoleAgent && !m.Purpose.Changes() {
		about = " → answers "
	}
	s.println("%s  #%d %s%s%s%s%s%s", verb, m.Seq, who, prefixed(" ", string(m.Purpose)), prefixed(" ", m.Script), files, prefixed(": ", m.Text), prefixed(about, m.Ref))
}

// printState writes where the session stands.
func (s *stage) printState(st sessions.State) {
	s.println("= %s%s%s%s, version %d%s", where(st), prefixed(", owner ", string(st.Owner)), times(", reopened", st.Reopened), times(", transferred", st.Transfers),
		st.Version, prefixed(", wakes at ", s.stamp(st.NextDue())))
	for _, w := range st.Waits {
		s.println("  owes #%d since %s, due %s%s%s%s", w.Seq, s.stamp(w.Since), s.stamp(w.Due), map[bool]string{true: fmt.Sprintf(", %d messages", w.Count)}[w.Count > 1],
			map[bool]string{true: ", first"}[w.First], map[bool]string{true: ", LATE"}[w.Breached])
	}
	s.printFlights("on its way", st.InFlight)
	s.printFlights("in trouble", st.Trouble)
	if st.Ending != nil {
		s.println("  ending: %s by %s%s", st.Ending.Outcome, st.Ending.By, spoken(", closing", st.Ending.Closing))
	}
	if st.Greeting.Skipped != "" {
		s.println("  no greeting: %s", st.Greeting.Skipped)
	}
	if st.Left {
		s.println("  a left message")
	}
	for _, h := range st.Held {
		s.println("  kept until %s: %s%s", s.stamp(st.BurstUntil), h.Purpose, prefixed(" to ", h.Group+h.Agent))
	}
	if st.Confirmed > 0 {
		s.println("  asked whether that was it: #%d", st.Confirmed)
	}
	if st.Waived != nil {
		s.println("  no reply needed, says %s at %s%s", st.Waived.By, s.stamp(st.Waived.At), map[bool]string{true: ": a thank-you"}[st.Waived.Thank])
	}
	if st.Resumed != 0 {
		s.println("  opened again by an agent at %s", s.stamp(st.Resumed))
	}
	if st.Gone != "" {
		s.println("  cannot be reached: %s", st.Gone)
	}
	if st.Forgotten != 0 {
		s.println("  forgotten at %s, known as %q", s.stamp(st.Forgotten), st.Customer())
	}
	if st.Handoff != "" {
		s.println("  told that %s takes over", st.Handoff)
	}
	if st.Hops > 0 {
		s.println("  passed over by %v%s", st.Passed, map[bool]string{true: ", a lead has to take it"}[st.Raised])
	}
	if len(st.Mentioned) > 0 {
		s.println("  notes have spoken to %v, who may read it", st.Mentioned)
	}
	if st.Seen != nil {
		s.println("  read up to #%d at %s", st.Seen.Seq, s.stamp(st.Seen.At))
	}
	s.printMatter(st)
	if st.Ungreeted {
		s.println("  marked: %s's first words had no greeting", st.Owner)
	}
}

// printMatter writes what it is about and how far it has come on its way.
func (s *stage) printMatter(st sessions.State) {
	if st.VIP {
		s.println("  a VIP's, counts %ds more", st.Bonus/1000)
	}
	if st.Category != "" {
		s.println("  about %s%s, says %s%s%s", st.Category, prefixed(", for ", string(st.Need)), st.SortedBy,
			map[bool]string{true: fmt.Sprintf(", counts %ds more", st.Bonus/1000)}[st.Bonus > 0], prefixed(", a keyword proposes ", st.Hint))
	}
	if st.Holder != nil && st.Holder.Until > 0 {
		s.println("  offered until %s", s.stamp(st.Holder.Until))
	}
	if len(st.Declined) > 0 {
		s.println("  given back by %v", st.Declined)
	}
	if len(st.Steps) > 0 {
		var done []string
		for _, step := range st.Steps {
			done = append(done, fmt.Sprintf("%s (%s %s)", step.Name, step.By, s.stamp(step.At)))
		}
		s.println("  way%s: %s → %s", prefixed(" of a ", string(st.Flow)), strings.Join(done, ", "), or(desk.AgentID(st.NextStep()), "done"))
	}
	for _, k := range st.Asks {
		s.println("  asked %d: %s %s%s%s%s by %s, %s%s", k.N, k.Kind, k.To, k.Department, k.Level, prefixed(" for ", k.Gravity), k.By,
			map[bool]string{true: "open", false: "answered by " + string(k.AnsweredBy)}[k.Open()], map[bool]string{true: fmt.Sprintf(", skipped %v", k.Skipped)}[len(k.Skipped) > 0])
	}
	s.printDuties(st)
	for _, m := range st.Aims {
		s.println("  %s by %s%s%s", m.Kind, s.stamp(m.Due), prefixed(", met at ", s.stamp(m.MetAt)), map[bool]string{true: ", MISSED"}[m.Breached])
	}
	for _, p := range st.Promises {
		s.println("  promised %d by %s until %s%s", p.N, p.By, s.stamp(p.Until), map[bool]string{true: ", MISSED"}[p.Missed])
	}
	if st.Rating != nil {
		s.println("  rating asked at %s: %d", s.stamp(st.Rating.AskedAt), st.Rating.Score)
	}
}

func (s *stage) printFlights(how string, fs []sessions.Flight) {
	for _, f := range fs {
		s.println("  %s: #%d %s%s", how, f.Seq, f.Purpose, map[bool]string{true: fmt.Sprintf(" answering #%d", f.Answers)}[f.Answers > 0])
	}
}

func where(s sessions.State) string {
	switch {
	case s.Phase == sessions.None:
		return "no session"
	case s.Phase == sessions.Queued:
		return "queued in " + string(s.Group) + prefixed(", prefers ", string(s.Last))
	case s.Holder != nil:
		return fmt.Sprintf("%s, with %s (%s)", s.Phase, s.Holder.Agent, s.Holder.Reason)
	}
	return string(s.Phase)
}

func spoken(what string, p sessions.Spoken) string {
	switch {
	case p.Sent:
		return what + " sent"
	case p.Skipped != "":
		return what + " not sent: " + p.Skipped
	}
	return what + " on its way"
}

// stamp is a time in China, with the day when it is not the story's; empty for none.
func (s *stage) stamp(at desk.Millis) string {
	if at == 0 {
		return ""
	}
	t := at.Time().In(china())
	text := strings.TrimSuffix(t.Format("15:04:05.000"), ".000")
	if t.Format("0102") != s.day.In(china()).Format("0102") {
		return t.Format("01-02 ") + text
	}
	return text
}

func (s *stage) println(format string, args ...any) { fmt.Fprintf(s.out, format+"\n", args...) }

// times says how often something happened; nothing when it did not.
func times(what string, n int) string {
	return map[bool]string{true: fmt.Sprintf("%s %d×", what, n)}[n > 0]
}

// prefixed is the text with something before it, or nothing at all.
func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

func or(a desk.AgentID, other string) string {
	if a == "" {
		return other
	}
	return string(a)
}
