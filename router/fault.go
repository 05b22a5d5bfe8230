package router

import (
	"strings"
	"unicode/utf16"

	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// Fault says what becomes of the apology for a fault of ours in a session (SCR-21): empty = it may be said, else the
// action of the guard against it. It may block while the register is read.
type Fault func(s sessions.State) guard.Action

// Valid says whether the session's complaint was found valid and its customer is owed an apology (SCR-06). It may block while
// the register is read.
type Valid func(s sessions.State) bool

// FaultScript is the apology for a fault of ours, where it may be said in the session: once its complaint was found valid
// (SCR-21, CMP-05). Empty otherwise.
func (r *Router) FaultScript(s sessions.State, agent string) string {
	if r.o.Fault != nil && r.o.Fault(s) != "" {
		return ""
	}
	t, err := scripts.Say(r.ask(s, agent), scripts.ApologyFault)
	if err != nil {
		return "" // it cannot be filled: the agent writes his own
	}
	return t.Body
}

// AcceptScript is what every complainant hears first, right or wrong: that it was understood (SCR-21, CMP-13). Empty where
// the pack has none.
func (r *Router) AcceptScript(s sessions.State, agent string) string {
	t, err := scripts.Say(r.ask(s, agent), scripts.AnswerUnderstood)
	if err != nil {
		return ""
	}
	return t.Body
}

// fault finds the apology for a fault of ours in a text of an agent, where it may not be said; that it was understood is
// proposed in its place, which every complainant hears. The list that the finding names is the pack.
func (r *Router) fault(s sessions.State, agent, text string) []guard.Finding {
	if r.o.Fault == nil {
		return nil
	}
	ask := r.ask(s, agent)
	script, err := scripts.Say(ask, scripts.ApologyFault)
	if err != nil {
		return nil
	}
	at := strings.Index(text, script.Body)
	if at < 0 {
		return nil
	}
	action := r.o.Fault(s)
	if action == "" {
		return nil
	}
	f := guard.Finding{Rule: scripts.ApologyFault, Version: ask.Pack.Version(), Level: guard.Negative, Action: action, Phrase: script.Body,
		Start: at, End: at + len(script.Body)}
	f.Start16 = len(utf16.Encode([]rune(text[:at])))
	f.End16 = f.Start16 + len(utf16.Encode([]rune(script.Body)))
	if instead := r.AcceptScript(s, agent); instead != "" {
		f.Replace = []string{instead}
	}
	return []guard.Finding{f}
}
