package checker

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestHealthyEvidencePasses(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	v := Check(healthy())
	v.Print(&out, 50)
	if v.Violations() != 0 {
		t.Fatal(out.String())
	}
	for _, o := range v.Oracles {
		if o.Looked == 0 {
			t.Errorf("%s looked at nothing", o.ID)
		}
	}
}

// tampering is one thing that must not pass, and the oracle that has to see it.
type tampering struct {
	name   string
	oracle string
	do     func(*Evidence)
}

func tamperings() []tampering {
	return slices.Concat(inboundTamperings(), outboundTamperings(), changeTamperings(), screenTamperings(), peopleTamperings(), historyTamperings())
}

func inboundTamperings() []tampering {
	return []tampering{
		{"a message lost from the transcript", "I1", func(e *Evidence) { e.Record.Messages["s1"] = slices.Delete(e.Record.Messages["s1"], 3, 4) }},
		{"a raw row lost", "I1", func(e *Evidence) { e.Record.Inbound = e.Record.Inbound[1:] }},
		{"a text changed", "I1", func(e *Evidence) { e.message("s1", 4).Text = "#2!" }},
		{"a message at another customer's", "I1", func(e *Evidence) { e.session(1).Key = "1001" }},
		{"a message put aside", "I1", func(e *Evidence) { e.Record.Quarantine[2] = "cannot be read" }},
		{"a message twice", "I2", func(e *Evidence) {
			m := *e.message("s1", 4)
			e.Record.Messages["s2"] = append(e.Record.Messages["s2"], &m)
		}},
		{"a message that nobody wrote", "I2", func(e *Evidence) { e.message("s2", 1).External = "66" }},
		{"a raw row twice", "I2", func(e *Evidence) { e.Record.Inbound = append(e.Record.Inbound, e.Record.Inbound[0]) }},
		{"a raw row from nowhere", "I2", func(e *Evidence) { e.Record.Inbound[0].EventID = "77" }},
		{"two messages swapped", "I3", func(e *Evidence) {
			a, b := e.message("s1", 1), e.message("s1", 4)
			a.External, b.External, a.Text, b.Text = b.External, a.External, b.Text, a.Text
		}},
		{"sessions of a conversation swapped", "I3", func(e *Evidence) { e.session(0).Ordinal, e.session(1).Ordinal = 2, 1 }},
		{"answers sent in another order", "I3", func(e *Evidence) { e.message("s1", 5).Receipt, e.message("s1", 6).Receipt = "5", "4" }},
	}
}

func outboundTamperings() []tampering {
	return []tampering{
		{"a reply in no state", "I4", func(e *Evidence) { e.message("s1", 5).Delivery = "" }},
		{"a queued reply without a row", "I4", func(e *Evidence) { e.message("s1", 5).Delivery = "queued" }},
		{"a sent reply that is still in the outbox", "I4", func(e *Evidence) { e.Record.Outbox = append(e.Record.Outbox, Out{"s1", 5, "queued", 0}) }},
		{"a row for no message", "I4", func(e *Evidence) { e.Record.Outbox = append(e.Record.Outbox, Out{"s1", 50, "queued", 0}) }},
		{"a customer's message on its way", "I4", func(e *Evidence) { e.message("s1", 1).Delivery = "sent" }},
		{"a confirmed reply that is not there", "I4b", func(e *Evidence) { e.message("s1", 5).ClientID = "" }},
		{"a confirmed reply in other words", "I4b", func(e *Evidence) { e.message("s1", 5).Text = "mark 7" }},
		{"a confirmed reply under another name", "I4b", func(e *Evidence) { e.message("s1", 5).Author = "agent-bob" }},
		{"a refused reply that is there", "I4b", func(e *Evidence) { e.Commands[0].Answer.Status = 409 }},
		{"a reply that nobody commanded", "I4b", func(e *Evidence) { e.Commands = e.Commands[1:] }},
		{"a lost answer, carried out twice", "I4b", func(e *Evidence) {
			e.Commands[0].Answer = nil
			e.message("s1", 6).ClientID = "c1"
		}},
		{"tried again before a pause was over", "I15", func(e *Evidence) {
			i := slices.IndexFunc(e.Sends, func(s Send) bool { return s.Code == 429 })
			e.Sends[i].RetryAfter = 5
		}},
		{"sent twice", "I5", func(e *Evidence) {
			e.Sends = append(e.Sends, Send{Method: "sendMessage", ChatID: 1000, MessageID: 20, Text: "mark 1", Done: true})
		}},
		{"shown as sent, never arrived", "I5", func(e *Evidence) { e.Sends = slices.Delete(e.Sends, 1, 2) }},
		{"arrived in other words", "I5", func(e *Evidence) { e.Sends[1].Text = "mark ?" }},
		{"arrived at another customer's", "I5", func(e *Evidence) { e.Sends[1].ChatID = 1001 }},
		{"shown as sent without a report", "I5", func(e *Evidence) {
			e.message("s2", 4).Delivery, e.message("s1", 5).Delivery = "unconfirmed", "unconfirmed"
		}},
		{"sent again by itself", "I5", func(e *Evidence) { e.rewrite("s2", 7, map[string]any{"as": "delivered"}) }},
	}
}

func changeTamperings() []tampering {
	edit := func(e *Evidence) int {
		return slices.IndexFunc(e.Sends, func(s Send) bool { return s.Method == "editMessageText" })
	}
	return []tampering{
		{"a correction that never arrived", "I16", func(e *Evidence) { i := edit(e); e.Sends = slices.Delete(e.Sends, i, i+1) }},
		{"a correction that arrived in other words", "I16", func(e *Evidence) { e.Sends[edit(e)].Text = "mark ?" }},
		{"a correction that took effect twice", "I16", func(e *Evidence) { e.Sends = append(e.Sends, e.Sends[edit(e)]) }},
		{"taken back unasked", "I16", func(e *Evidence) {
			e.Sends = append(e.Sends, Send{Method: "deleteMessage", ChatID: 1000, MessageID: 4, Done: true})
		}},
		{"a correction lost from the transcript", "I16", func(e *Evidence) { e.Record.Messages["s2"] = slices.Delete(e.Record.Messages["s2"], 4, 5) }},
		{"a correction of the customer's message", "I16", func(e *Evidence) { e.message("s2", 5).Ref = "1" }},
		{"taken back by somebody else", "I16", func(e *Evidence) { e.message("s2", 6).Author = "agent-bob" }},
		{"a confirmed correction in other words", "I4b", func(e *Evidence) { e.message("s2", 5).Text = "mark 7" }},
		{"a confirmed taking back that is not there", "I4b", func(e *Evidence) { e.message("s2", 6).ClientID = "" }},
		{"changed by who does not hold it", "I7", func(e *Evidence) { e.rewrite("s2", 9, map[string]any{"agent": "agent-bob"}) }},
		{"a change of what is no reply", "I12", func(e *Evidence) { e.rewrite("s2", 9, map[string]any{"seqs": []int64{3}}) }},
	}
}

func screenTamperings() []tampering {
	return []tampering{
		{"a line missing on a screen", "I6", func(e *Evidence) { e.Steps[1].Messages = e.Steps[1].Messages[1:] }},
		{"a line twice on a screen", "I6", func(e *Evidence) { e.Steps[1].Messages = append(e.Steps[1].Messages, e.Steps[1].Messages[0]) }},
		{"other words on a screen", "I6", func(e *Evidence) { e.Steps[1].Messages[0].Text = "?" }},
		{"another delivery on a screen", "I6", func(e *Evidence) { e.Steps[4].Messages[3].Delivery = "failed" }},
		{"a change that does not follow", "I6", func(e *Evidence) { e.Steps[1].From = 2 }},
		{"a change of what is not shown", "I6", func(e *Evidence) { e.Steps[0].Op = "forget" }},
		{"a screen that stayed behind", "I6", func(e *Evidence) { e.Steps[4].To--; e.Steps[4].Messages[3].Version-- }},
		{"a transcript read with a hole", "I6", func(e *Evidence) { e.Steps[0].Messages[1].Seq = 7 }},
	}
}

func peopleTamperings() []tampering {
	return []tampering{
		{"another holder in the row", "I7", func(e *Evidence) { e.session(1).Holder = "agent-bob" }},
		{"another first-contact owner in the row", "I7", func(e *Evidence) { e.session(1).Owner = "agent-bob" }},
		{"a reply by somebody else", "I7", func(e *Evidence) { e.rewrite("s1", 5, map[string]any{"agent": "agent-bob"}) }},
		{"assigned while held", "I7", func(e *Evidence) {
			e.Record.Events["s2"][3].Kind = "assigned"
			e.rewrite("s2", 4, map[string]any{"agent": "agent-bob"})
		}},
		{"taken away though everybody was there", "I7", func(e *Evidence) {
			e.Record.Events["s2"][5].Kind = "returned"
			e.relink("s2")
		}},
		{"a wrong load", "I8", func(e *Evidence) { e.Record.Agents[0].Load = 0 }},
		{"more than capacity", "I8", func(e *Evidence) { e.Record.Agents[0].Capacity = 0 }},
		{"a wrong load in between", "I8", func(e *Evidence) { e.Samples[0].Desks[0].Load = 2 }},
		{"more than capacity in between", "I8", func(e *Evidence) { e.Samples[0].Desks[0].Capacity = 0 }},
	}
}

func historyTamperings() []tampering {
	return []tampering{
		{"a deadline that fired early", "I9", func(e *Evidence) { e.rewrite("s2", 6, map[string]any{"at": 1}) }},
		{"a deadline that fired twice", "I9", func(e *Evidence) { e.Record.Events["s2"][6].Kind = "time_reached"; e.relink("s2") }},
		{"a deadline that is not in the row", "I9", func(e *Evidence) { e.session(1).NextDue = 5 }},
		{"a deadline that was missed", "I9", func(e *Evidence) {
			e.Record.Events["s2"] = e.Record.Events["s2"][:3]
			e.session(1).NextDue, e.Run.Ended = 1_014_000, e.Run.Ended.AddDate(0, 0, 1)
		}},
		{"greeted twice", "I10", func(e *Evidence) { e.message("s1", 5).Purpose = "greeting" }},
		{"two closings for one close", "I10", func(e *Evidence) { e.message("s1", 5).Purpose = "closing" }},
		{"a raw row that waits", "I11", func(e *Evidence) { e.Record.Pending[1] = true }},
		{"a row that never left", "I11", func(e *Evidence) { e.Record.Outbox = append(e.Record.Outbox, Out{"s1", 5, "queued", 0}) }},
		{"no rest", "I11", func(e *Evidence) { e.Run.Unrest = "outbox 1" }},
		{"an update never acknowledged", "I11", func(e *Evidence) { e.Updates[0].State = "pending" }},
		{"a session that waits beside a free agent", "I11", func(e *Evidence) { e.session(1).Phase, e.session(1).Holder = "queued", "" }},
		{"a session held by nobody", "I11", func(e *Evidence) { e.session(1).Holder = "agent-gone" }},
		{"a session that closes for ever", "I11", func(e *Evidence) { e.session(1).Phase = "closing" }},
		{"a reply on its way with nothing in the outbox", "I11", func(e *Evidence) { e.Record.Events["s2"] = e.Record.Events["s2"][:4] }},
		{"another phase in the row", "I12", func(e *Evidence) { e.session(0).Phase = "serving" }},
		{"another version in the row", "I12", func(e *Evidence) { e.session(0).Version++ }},
		{"a session without a row", "I12", func(e *Evidence) { e.Record.Sessions = e.Record.Sessions[:1] }},
		{"two open sessions of one conversation", "I12", func(e *Evidence) { e.session(0).Phase = "queued" }},
		{"a state that forgot a message on its way", "I12", func(e *Evidence) { e.session(1).State.InFlight = []Flying{{4, 1}} }},
		{"a state that owes something else", "I12", func(e *Evidence) { e.session(1).State.Waits = []Due{{1, 5, true}} }},
		{"an unknown kind of event", "I12", func(e *Evidence) { e.Record.Events["s1"][2].Kind = "adopted"; e.relink("s1") }},
		{"an event taken out", "I13", func(e *Evidence) { e.Record.Events["s1"] = slices.Delete(e.Record.Events["s1"], 2, 3) }},
		{"an event rewritten", "I13", func(e *Evidence) {
			e.Record.Events["s1"][2].Body = bytes.ReplaceAll(e.Record.Events["s1"][2].Body, []byte(ann), []byte("agent-bob"))
		}},
		{"an event cut off at the end", "I13", func(e *Evidence) { e.Record.Events["s1"] = e.Record.Events["s1"][:7] }},
		{"a text changed behind its digest", "I13", func(e *Evidence) { e.message("s1", 5).Text = "mark 9" }},
		{"refused as closed while it was open", "I14", func(e *Evidence) {
			e.Commands[3].Answer.Status, e.Commands[3].Answer.Code = 409, "session_closed"
		}},
		{"refused as somebody else's by its holder", "I14", func(e *Evidence) {
			e.Commands[3].Answer.Status, e.Commands[3].Answer.Code, e.Commands[3].At, e.Commands[3].Answer.At = 409, "not_holder", 1_020_000, 1_020_000
		}},
		{"a recorded message gone", "I13", func(e *Evidence) { e.Record.Messages["s1"] = e.Record.Messages["s1"][:5] }},
	}
}

// TestTamperingIsSeen shows that the checker can fail: each change to sound evidence is seen by the oracle that is there
// for it, and no oracle is left that never saw anything.
func TestTamperingIsSeen(t *testing.T) {
	t.Parallel()
	fired := map[string]bool{}
	for _, c := range tamperings() {
		e := healthy()
		c.do(e)
		v := Check(e)
		if !slices.Contains(v.Broken(), c.oracle) {
			t.Errorf("%s: %s did not see it, only %v did", c.name, c.oracle, v.Broken())
		}
		fired[c.oracle] = true
	}
	for _, o := range Check(healthy()).Oracles {
		if !fired[o.ID] {
			t.Errorf("nothing shows that %s can fail", o.ID)
		}
	}
}

// TestSharesNoCode: a checker that used the server's code would share its mistakes.
func TestSharesNoCode(t *testing.T) {
	t.Parallel()
	for _, pkg := range []string{".", "../cmd/ledgercheck"} {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", pkg).Output()
		if err != nil {
			t.Fatal(err)
		}
		for dep := range strings.FieldsSeq(string(out)) {
			if strings.HasPrefix(dep, "firstline/") && !strings.HasPrefix(dep, "firstline/internal/torture/c") {
				t.Errorf("%s imports %s", pkg, dep)
			}
		}
	}
}
