package marks

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// wording marks the listed phrases that were noted when the messages left (FBD-01, FBD-02, SEC-04). The noted hit is the
// fact; its place is found by running the same version of the list again.
func (r *reading) wording() {
	for _, s := range r.Story.Sent {
		if s.About > 0 {
			r.changed(s)
		}
		var found []guard.Finding
		if text := r.text(s); r.Guard != nil && text != "" {
			found = r.Guard.Check(text, guard.Scope{Channel: r.Story.State.Address.Channel})
		}
		for i, h := range s.Hits {
			r.hit(s, h, nth(found, h, s.Hits[:i]))
		}
	}
	for _, m := range r.human("") {
		r.facts(m)
	}
}

// hit marks one noted phrase; found is its place, nil when it cannot be known any more.
func (r *reading) hit(s explain.Sent, h sessions.Hit, found *guard.Finding) {
	m := Sign{Rule: "W1", Version: h.List, Criterion: Wording, What: "phrase_" + h.Action, Seq: s.Seq, Agent: s.Agent, Detail: h.Rule}
	if found != nil {
		m.Phrase, m.Start16, m.End16 = r.text(s)[found.Start:found.End], found.Start16, found.End16
		m.Seq, m.Start16, m.End16 = r.place(s, m.Start16, m.End16)
	}
	r.mark(m)
}

// changed marks a reply that its author has corrected or taken back afterwards, where it was said: both texts are to be read.
func (r *reading) changed(s explain.Sent) {
	what := "edited"
	if s.Purpose == sessions.ForRecalled {
		what = "taken_back"
	}
	r.mark(Sign{Rule: "K2", Criterion: Knowledge, What: what, Seq: s.About, Reply: s.Seq, Agent: s.Agent})
}

// text is what was checked when the answer left: that of all its messages.
func (r *reading) text(s explain.Sent) string {
	var text strings.Builder
	for i := range s.Parts {
		if m := r.at(s.Seq + int64(i)); m != nil {
			text.WriteString(m.Text)
		}
	}
	return text.String()
}

// place is where a phrase of the answer stands: the message, and in UTF-16 units from where to where. Of one that was cut
// the beginning is shown.
func (r *reading) place(s explain.Sent, start, end int) (seq int64, from, to int) {
	seq = s.Seq
	for range s.Parts - 1 {
		m := r.at(seq)
		if m == nil {
			break
		}
		n := len(utf16.Encode([]rune(m.Text)))
		if start < n {
			return seq, start, min(end, n)
		}
		seq, start, end = seq+1, start-n, end-n
	}
	return seq, start, end
}

// nth is the finding that belongs to a hit: the same rule of the same list, as many of them before as hits were before.
func nth(found []guard.Finding, h sessions.Hit, before []sessions.Hit) *guard.Finding {
	skip := 0
	for _, b := range before {
		if b.Rule == h.Rule {
			skip++
		}
	}
	for i := range found {
		if found[i].Rule != h.Rule || found[i].Version != h.List {
			continue
		}
		if skip == 0 {
			return &found[i]
		}
		skip--
	}
	return nil
}

// What a text should not hold (ui.md 4.1: W4, W3, A4): a variable that nobody filled; telephone and card numbers or an
// account on another network; shouting.
var (
	placeholder = regexp.MustCompile(`\{\{?\s*[.\p{L}][^{}\n]{0,40}\}\}?`)
	private     = regexp.MustCompile(`(?:^|\D)(1[3-9]\d{9})(?:\D|$)|(?:^|\D)(\d{16,19})(?:\D|$)|((?i:微信号|微信號|加我?微信|vx|wechat)\s*[:：]?\s*[a-zA-Z][\w-]{4,})`)
	shouting    = regexp.MustCompile(`[?？]{2,}|[!！]{2,}|(?:\b[A-Z]{4,}\b[\s,.!]*){2,}`)
)

// facts marks what can be read off one message of an agent.
func (r *reading) facts(m Message) {
	if at := placeholder.FindString(m.Text); at != "" {
		r.found("W4", Wording, "placeholder", m, at)
	}
	if at := private.FindStringSubmatch(m.Text); at != nil {
		r.found("W3", Wording, "private", m, strings.TrimSpace(at[1]+at[2]+at[3]))
	}
	if at := shouting.FindString(m.Text); at != "" {
		r.found("A4", Attitude, "shouting", m, strings.TrimSpace(at))
	}
	if before := r.before(m); before != nil && before.Text == m.Text && len([]rune(m.Text)) >= 4 && m.Purpose == string(sessions.ForReply) {
		r.mark(Sign{Rule: "W5", Criterion: Wording, What: "twice", Seq: m.Seq, Agent: m.Author})
	}
}

// found marks words that stand in a message.
func (r *reading) found(rule string, c Criterion, what string, m Message, words string) {
	start := strings.Index(m.Text, words)
	r.mark(Sign{Rule: rule, Criterion: c, What: what, Seq: m.Seq, Agent: m.Author, Phrase: words,
		Start16: units(m.Text[:start]), End16: units(m.Text[:start+len(words)])})
}

// before is the author's message before this one.
func (r *reading) before(m Message) *Message {
	var last *Message
	for i := range r.Messages {
		n := &r.Messages[i]
		if n.Seq >= m.Seq {
			break
		}
		if n.Role == desk.RoleAgent && n.Author == m.Author {
			last = n
		}
	}
	return last
}

// units counts UTF-16 code units, as browsers do.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
