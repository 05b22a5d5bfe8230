package marks

import (
	"firstline/internal/fold"
	"firstline/sessions"
)

// politeWords are the basic polite words of ten characters (SCR-10).
func politeWords() []string { return []string{"您好", "请", "谢谢", "对不起", "再见"} }

// Polite is one of the basic polite words, and where the agent wrote it (SCR-10). It is a hint: none says nothing about
// manners, and one may stand in 请假.
type Polite struct {
	Word  string `json:"word"`
	Count int    `json:"count"`
	At    []Use  `json:"at" doc:"In the order of the transcript"`
}

// Use is where a word stands in a message.
type Use struct {
	Seq     int64 `json:"seq"`
	Start16 int   `json:"start16" doc:"As JavaScript counts"`
	End16   int   `json:"end16"`
}

// polite counts the words in what people wrote: automatic texts are nobody's manners. Width and script do not matter.
func (r *reading) polite() []Polite {
	words := politeWords()
	out := make([]Polite, len(words))
	for i, w := range words {
		out[i] = Polite{Word: w, At: []Use{}}
		for _, m := range r.human(r.Agent) {
			if m.Purpose != string(sessions.ForReply) {
				continue // the closing script is the department's
			}
			for _, at := range places(m.Text, w) {
				out[i].At = append(out[i].At, Use{Seq: m.Seq, Start16: units(m.Text[:at[0]]), End16: units(m.Text[:at[1]])})
			}
		}
		out[i].Count = len(out[i].At)
	}
	return out
}

// places are where a word stands in a text, folded: in bytes, from and to, each apart from the one before.
func places(text, word string) [][2]int {
	letters, want := fold.Characters().Letters(nil, text), []rune(folded(word))
	var out [][2]int
	for i := 0; i+len(want) <= len(letters); {
		if !begins(letters[i:], want) {
			i++
			continue
		}
		out = append(out, [2]int{letters[i].Start, letters[i+len(want)-1].End})
		i += len(want)
	}
	return out
}

// begins says whether folded letters begin with a word.
func begins(letters []fold.Letter, word []rune) bool {
	for i, r := range word {
		if letters[i].R != r {
			return false
		}
	}
	return true
}
