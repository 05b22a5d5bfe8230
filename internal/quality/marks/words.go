package marks

import (
	"strings"
	"unicode/utf8"

	"firstline/internal/desk"
	"firstline/internal/fold"
	"firstline/sessions"
)

// The words that the hints of ui.md 4.1 go by. They are compared folded: case, width and script do not matter.
func waitWords() []string {
	return []string{"稍等", "请稍候", "稍后", "等一下", "one moment", "please wait", "hold on"}
}
func angryWords() []string {
	return []string{"什么态度", "态度差", "态度太差", "投诉你", "算了", "懒得跟你说", "bad attitude", "never mind", "forget it"}
}
func upsetWords() []string {
	return []string{"投诉", "差评", "生气", "太慢", "骗子", "骗人", "垃圾", "失望", "坏了", "发错", "complain", "disappointed", "terrible", "unacceptable"}
}
func sorryWords() []string {
	return []string{"抱歉", "对不起", "不好意思", "理解", "歉意", "sorry", "apologi", "understand"}
}
func correctWords() []string {
	return []string{"更正", "刚才说错", "说错了", "纠正一下", "correction", "i was wrong"}
}
func lostWords() []string {
	return []string{"没看懂", "看不懂", "什么意思", "不明白", "没明白", "听不懂", "what do you mean", "don t understand"}
}
func askWords() []string {
	return []string{"吗", "呢", "怎么", "多少", "什么时候", "能不能", "可以不可以", "为什么", "如何", "哪里", "几天"}
}

// words marks what the parties' words hint at: A1, A2, A3, K1, K2 and Q3.
func (r *reading) words() {
	answered := desk.AgentID("")
	for i, m := range r.Messages {
		switch m.Role {
		case desk.RoleAgent:
			answered = m.Author
			r.agentWords(m)
		case desk.RoleCustomer:
			r.customerWords(i, m, answered)
		}
	}
}

// longText is how many characters without a break are hard to read (Q3).
const longText = 300

func (r *reading) agentWords(m Message) {
	if n := utf8.RuneCountInString(strings.TrimSpace(m.Text)); n > 0 && n <= 2 {
		r.mark(Sign{Rule: "A2", Criterion: Attitude, Sure: Hint, What: "curt", Seq: m.Seq, Agent: m.Author, Phrase: m.Text})
	}
	if mentions(m.Text, correctWords()) {
		r.mark(Sign{Rule: "K2", Criterion: Knowledge, Sure: Hint, What: "corrected", Seq: m.Seq, Agent: m.Author})
	}
	for line := range strings.Lines(m.Text) {
		if n := utf8.RuneCountInString(line); n > longText {
			r.mark(Sign{Rule: "Q3", Criterion: Clear, Sure: Hint, What: "long", Seq: m.Seq, Agent: m.Author})
			break
		}
	}
}

// customerWords marks what a customer's message says about who answered before it.
func (r *reading) customerWords(i int, m Message, answered desk.AgentID) {
	if answered != "" && mentions(m.Text, angryWords()) {
		r.mark(Sign{Rule: "A1", Criterion: Attitude, Sure: Hint, What: "customer_angry", Seq: m.Seq, Agent: answered})
	}
	if answered != "" && mentions(m.Text, lostWords()) {
		r.mark(Sign{Rule: "Q3", Criterion: Clear, Sure: Hint, What: "customer_lost", Seq: m.Seq, Agent: answered})
	}
	if mentions(m.Text, upsetWords()) {
		if next := r.replies(i, 2); len(next) > 0 && !mentions(next[0].Text+" "+next[len(next)-1].Text, sorryWords()) {
			r.mark(Sign{Rule: "A3", Criterion: Attitude, Sure: Hint, What: "no_sympathy", Seq: m.Seq, Agent: next[0].Author})
		}
	}
	if by, ok := r.askedBefore(i, m); ok {
		r.mark(Sign{Rule: "K1", Criterion: Knowledge, Sure: Hint, What: "asked_again", Seq: m.Seq, Agent: by})
	}
}

// replies are the next messages of agents behind the i-th.
func (r *reading) replies(i, most int) []Message {
	var out []Message
	for _, m := range r.Messages[i+1:] {
		if m.Role == desk.RoleAgent {
			if out = append(out, m); len(out) == most {
				break
			}
		}
	}
	return out
}

// The same question: so alike are its pairs of characters, and so long it is at least (K1).
const (
	alike    = 0.8
	longSame = 4
)

// askedBefore says whether the customer's message repeats an earlier one that an agent had answered, and who that was.
func (r *reading) askedBefore(i int, m Message) (by desk.AgentID, again bool) {
	mine := r.pairs(i)
	if len(mine) < longSame-1 {
		return "", false
	}
	for k := i - 1; k >= 0; k-- {
		n := r.Messages[k]
		switch {
		case n.Purpose == string(sessions.LineReopened) && n.Author == "":
			return "", false // another visit: asking again is no wonder
		case n.Role == desk.RoleAgent:
			by = n.Author
		case n.Role == desk.RoleCustomer && by != "" && likeness(mine, r.pairs(k)) >= alike:
			return by, true
		}
	}
	return "", false
}

// folded is a text as it is compared: letters and digits alone, gaps as one space.
func folded(text string) string {
	var b strings.Builder
	gap := true
	for _, l := range fold.Characters().Letters(nil, text) {
		if l.R == fold.Gap {
			if !gap {
				b.WriteRune(' ')
			}
			gap = true
			continue
		}
		b.WriteRune(l.R)
		gap = false
	}
	return strings.TrimRight(b.String(), " ")
}

// mentions says whether a text holds one of the words. A Latin one has to begin a word.
func mentions(text string, words []string) bool {
	t := " " + folded(text)
	for _, w := range words {
		if w[0] < utf8.RuneSelf {
			w = " " + w
		}
		if strings.Contains(t, w) {
			return true
		}
	}
	return false
}

// pairs are those of the i-th message; they are made once, because each question is held against all before it.
func (r *reading) pairs(i int) map[[2]rune]bool {
	if r.made == nil {
		r.made = make([]map[[2]rune]bool, len(r.Messages))
	}
	if r.made[i] == nil {
		r.made[i] = pairs(r.Messages[i].Text)
	}
	return r.made[i]
}

// pairs are the neighbouring characters of a text.
func pairs(text string) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	runes := []rune(strings.ReplaceAll(folded(text), " ", ""))
	for i := 1; i < len(runes); i++ {
		out[[2]rune{runes[i-1], runes[i]}] = true
	}
	return out
}

// likeness is the share of pairs that both have (Dice), from 0 to 1.
func likeness(a, b map[[2]rune]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	both := 0
	for p := range a {
		if b[p] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
