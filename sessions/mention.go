package sessions

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
)

// MostMentions is how many colleagues one note can speak to.
const MostMentions = 20

// mentionable says whether the note can speak to those whom it names. That they work here is for whoever records it to know.
func (e NoteAdded) mentionable() error {
	if len(e.Mentions) > MostMentions {
		return desk.Fail(desk.Invalid, "many_mentions", fmt.Sprintf("a note speaks to at most %d colleagues: write a second one", MostMentions))
	}
	for i, id := range e.Mentions {
		switch {
		case id == "":
			return desk.Fail(desk.Invalid, "no_such_agent", "say which colleague is mentioned")
		case id == e.Agent:
			return desk.Fail(desk.Invalid, "own_mention", "mention somebody else: you know of the note")
		case slices.Contains(e.Mentions[:i], id):
			return desk.Fail(desk.Invalid, "mentioned_twice", "each colleague is mentioned once")
		}
	}
	return nil
}

// mention lets colleagues read the session. The right stays: they were told something about it.
func (a *applied) mention(who []desk.AgentID) {
	for _, id := range who {
		if !slices.Contains(a.s.Mentioned, id) {
			a.s.Mentioned = append(a.s.Mentioned, id)
		}
	}
}
