package drafts

import (
	"fmt"

	"firstline/internal/desk"
)

// Mode is what a draft is to become.
type Mode string

// The modes.
const (
	Reply Mode = "reply"
	Note  Mode = "note"
)

// Inserted is a script that was put into a draft, with what it leaves to be filled in (SCR-01).
type Inserted struct {
	Script string   `json:"script" maxLength:"200" doc:"id@pack, as /scripts names it"`
	Gaps   []string `json:"gaps" maxItems:"50"`
}

// File is a file that was handed in for a draft.
type File struct {
	ID     string    `json:"id" doc:"Of uploads"`
	Gone   bool      `json:"gone" doc:"It has expired or was sent: nothing else is known of it"`
	Kind   desk.Kind `json:"kind,omitempty"`
	Name   string    `json:"name,omitempty"`
	Type   string    `json:"type,omitempty"`
	Size   int64     `json:"size,omitempty"`
	Width  int       `json:"width,omitempty"`
	Height int       `json:"height,omitempty"`
}

// Draft is what somebody has written in a session. One that was sent or thrown away is empty.
type Draft struct {
	Mode    Mode        `json:"mode" enum:"reply,note"`
	N       int64       `json:"n" doc:"Grows with each save; 0 = there is none"`
	Text    string      `json:"text"`
	Scripts []Inserted  `json:"scripts"`
	Files   []File      `json:"files"`
	Quotes  int64       `json:"quotes" doc:"The seq of the message that the reply is to; 0 = none is chosen. It goes with what is written: alone it is no draft"`
	At      desk.Millis `json:"at"`
}

// Mark says that there is a draft, and no more.
type Mark struct {
	Session desk.SessionID `json:"session"`
	Mode    Mode           `json:"mode" enum:"reply,note"`
	N       int64          `json:"n"`
	Written bool           `json:"written" doc:"false: it was sent or thrown away"`
}

// Content is what a save writes. The zero value empties the draft.
type Content struct {
	Text    string     // at most desk.MaxText
	Scripts []Inserted // that were put into the text; at most MostScripts
	Files   []string   // ids of uploads, each once; at most MostFiles, and none in a note
	Quotes  int64      // seq of the message that it is to; 0 = none, and always in a note
}

// The bounds of one draft, and of one person.
const (
	MostScripts = 20
	MostFiles   = 30
	MostDrafts  = 300 // that are not empty
	scriptBytes = 8 << 10
)

// check refuses what no composer makes.
func (c Content) check(m Mode) error {
	switch {
	case m != Reply && m != Note:
		return wrong("the mode is reply or note")
	case len([]rune(c.Text)) > desk.MaxText:
		return wrong(fmt.Sprintf("the text has more than %d characters", desk.MaxText))
	case len(c.Scripts) > MostScripts || len(c.Files) > MostFiles:
		return wrong(fmt.Sprintf("at most %d scripts and %d files", MostScripts, MostFiles))
	case c.Quotes < 0 || m == Note && c.Quotes > 0:
		return wrong("a reply is to a message, by its seq; a note is to none")
	case m == Note && len(c.Files) > 0:
		return wrong("a note takes no files")
	}
	seen := map[string]bool{}
	for _, id := range c.Files {
		if id == "" || len(id) > 64 || seen[id] {
			return wrong("each file is named once, by the id that uploads gave it")
		}
		seen[id] = true
	}
	return nil
}

func wrong(why string) error { return desk.Fail(desk.Invalid, "draft", why) }
