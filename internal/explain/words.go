package explain

import (
	"strconv"
	"strings"
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// Names gives ids the names that people know. Its zero value shows the ids.
type Names struct {
	Agent   func(desk.AgentID) string
	Group   func(desk.GroupID) string
	Outcome func(string) string
	// Category also names departments.
	Category func(string) string
	Zone     *time.Location // of the times; nil is UTC
}

func (n Names) agent(id desk.AgentID) string {
	if n.Agent == nil || id == "" {
		return string(id)
	}
	return n.Agent(id)
}

func (n Names) group(id desk.GroupID) string {
	if n.Group == nil || id == "" {
		return string(id)
	}
	return n.Group(id)
}

func (n Names) outcome(id string) string {
	if n.Outcome == nil {
		return id
	}
	return n.Outcome(id)
}

func (n Names) category(id string) string {
	if n.Category == nil {
		return id
	}
	if name := n.Category(id); name != "" {
		return name
	}
	return id
}

// clock is a time of day; with the day when it is another one than the session's first.
func (n Names) clock(at, opened desk.Millis) string {
	zone := n.Zone
	if zone == nil {
		zone = time.UTC
	}
	t, first := at.Time().In(zone), opened.Time().In(zone)
	if t.Format(time.DateOnly) != first.Format(time.DateOnly) {
		return t.Format("01-02 15:04:05.000")
	}
	return t.Format("15:04:05.000")
}

// Text says a line in words. Locales other than zh-CN and zh-TW are English.
func (s Story) Text(l Line, locale string, n Names) string {
	w := wordsOf(locale)
	text := w.lines[l.What]
	if text == "" {
		text = string(l.What)
	}
	if l.What == Sorted && l.Word != "" {
		text = w.sorted
	}
	if l.What == Wrote && l.Due > 0 {
		text += w.owes
	}
	if l.What == Warned && l.Agent == "" || l.What == Late && l.Agent == "" {
		text += w.nobody
	}
	detail := l.Detail
	switch l.What {
	case Said:
		detail = w.purposes[sessions.Purpose(l.Detail)]
	case ClosedNow, Closing:
		detail = n.outcome(l.Detail)
	case HandedBack:
		if word := w.reasons[l.Detail]; word != "" {
			detail = word
		}
	case Passed:
		detail = n.agent(desk.AgentID(l.Detail)) + n.group(l.Group)
	case Sorted, Hinted:
		detail = n.category(l.Detail)
	case Asked:
		detail = w.asked(l.Detail, n)
	case Bypassed, Reported:
		detail = w.levels(l.Detail)
	case AimNear, AimMissed:
		detail = w.aims[sessions.AimKind(l.Detail)]
	case StepDone:
		detail = w.steps[sessions.StepName(l.Detail)]
	case Settled:
		detail = w.settled[l.Detail]
	case Given, Taken, Deputised:
		detail = n.agent(desk.AgentID(l.Detail))
	}
	return strings.NewReplacer("{agent}", n.agent(l.Agent), "{detail}", detail, "{word}", l.Word, "{group}", n.group(l.Group), "{seq}", strconv.FormatInt(l.Seq, 10),
		"{due}", n.clock(l.Due, s.State.OpenedAt), "{left}", seconds(l.Left)).Replace(text)
}

// Passed says why each candidate of a line was passed over. A reason without a word is shown as it was stored.
func (l Line) Passed(locale string) []string {
	w := wordsOf(locale)
	out := make([]string, len(l.Why))
	for i, text := range l.Why {
		out[i] = text
		if who, reason, ok := strings.Cut(text, ": "); ok && w.why[reason] != "" {
			out[i] = who + ": " + w.why[reason]
		}
	}
	return out
}

// seconds is a duration as people count it here.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64)
}

// words are the sentences of one language.
type words struct {
	lines        map[What]string
	purposes     map[sessions.Purpose]string
	reasons      map[string]string
	owes, nobody string
	sorted       string // by a keyword
	steps        map[sessions.StepName]string
	aims         map[sessions.AimKind]string
	settled      map[string]string
	ranks        map[desk.Rank]string
	and          string // between two ranks
	turns        string // heading of the table
	columns      []string
	ends         map[string]string
	passed       string
	why          map[string]string // why somebody was passed over
	platform     string
	system       string
	empty        string
}

func wordsOf(locale string) words {
	switch locale {
	case "zh-CN":
		return simplified()
	case "zh-TW":
		return traditional()
	}
	return english()
}

// asked names who was asked: a level, a department or a colleague.
func (w words) asked(id string, n Names) string {
	if rank := w.ranks[desk.Rank(id)]; rank != "" {
		return rank
	}
	if name := n.category(id); name != id {
		return name
	}
	return n.agent(desk.AgentID(id))
}

// levels names the ranks of a line that keeps several.
func (w words) levels(detail string) string {
	var names []string
	for _, rank := range strings.Fields(detail) {
		names = append(names, w.ranks[desk.Rank(rank)])
	}
	return strings.Join(names, w.and)
}
