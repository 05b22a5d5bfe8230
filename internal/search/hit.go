package search

import (
	"strings"

	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/search/token"
)

// Hit is a message that was found.
type Hit struct {
	Session inbox.Row     `json:"session"`
	Seq     int64         `json:"seq"`
	Role    desk.Role     `json:"role" enum:"customer,agent,auto,note"`
	Author  *inbox.Person `json:"author"`
	At      desk.Millis   `json:"at"`
	Text    string        `json:"text" doc:"The message, or the part of it around the first place"`
	Before  bool          `json:"before,omitempty" doc:"Something before it was left out"`
	After   bool          `json:"after,omitempty" doc:"Something behind it was left out"`
	Spots   []Spot        `json:"spots" doc:"Where the words stand in text"`
	Files   []FileHit     `json:"files" doc:"The message's files in whose names words stand"`
}

// FileHit is a file by whose name its message was found.
type FileHit struct {
	N     int       `json:"n" doc:"Its number in the message, from 0"`
	Kind  desk.Kind `json:"kind" enum:"photo,video,voice,audio,document,sticker"`
	Name  string    `json:"name"`
	Spots []Spot    `json:"spots" doc:"Where the words stand in the name"`
}

// Spot is a place in a text, as JavaScript counts.
type Spot struct {
	Start16 int `json:"start16"`
	End16   int `json:"end16"`
}

// mark puts into the hit what stands where of the question: in the text and in the names of the files together all of it.
// false: something of it stands in none.
func (h *Hit) mark(m inbox.Message, question string) bool {
	names := make([]string, len(m.Files))
	for i, f := range m.Files {
		names[i] = f.Name
	}
	all := token.Spots(joined(m.Text, names), question)
	if len(all) == 0 {
		return false
	}
	var spots []token.Spot
	h.Text, spots, h.Before, h.After = token.Around(m.Text, within(all, 0, len(m.Text)), aroundWords)
	h.Spots, h.Files = spots16(h.Text, spots), []FileHit{}
	at := len(m.Text)
	for i, f := range m.Files {
		at += len(gap)
		if found := within(all, at, at+len(f.Name)); len(found) > 0 {
			h.Files = append(h.Files, FileHit{N: i, Kind: f.Kind, Name: f.Name, Spots: spots16(f.Name, found)})
		}
		at += len(f.Name)
	}
	return true
}

// gap keeps the words of two names apart.
const gap = "\n"

// joined is what a message is found by: its text, and the names of its files behind it.
func joined(text string, names []string) string {
	return strings.Join(append([]string{text}, names...), gap)
}

// within are the spots between two places, cut off there and counted from the first.
func within(all []token.Spot, from, to int) []token.Spot {
	var out []token.Spot
	for _, s := range all {
		if s.Start, s.End = max(s.Start, from), min(s.End, to); s.Start < s.End {
			out = append(out, token.Spot{Start: s.Start - from, End: s.End - from})
		}
	}
	return out
}

// Whole is all of a text.
func Whole(text string) []Spot { return spots16(text, []token.Spot{{Start: 0, End: len(text)}}) }

// Part is where a part of a text stands first, whatever its case; none where it does not.
func Part(text, part string) []Spot {
	small, want := strings.ToLower(text), strings.ToLower(strings.TrimSpace(part))
	at := strings.Index(small, want)
	if want == "" || at < 0 || len(small) != len(text) {
		return nil
	}
	return spots16(text, []token.Spot{{Start: at, End: at + len(want)}})
}

// spots16 counts places as JavaScript does.
func spots16(text string, spots []token.Spot) []Spot {
	out := make([]Spot, len(spots))
	at, at16 := 0, 0
	count := func(to int) int {
		for _, r := range text[at:to] {
			at16++
			if r > 0xffff {
				at16++
			}
		}
		at = to
		return at16
	}
	for i, s := range spots {
		out[i].Start16 = count(s.Start)
		out[i].End16 = count(s.End)
	}
	return out
}
