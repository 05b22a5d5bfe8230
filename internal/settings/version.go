package settings

import (
	"encoding/json"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Version is one version of a document.
type Version struct {
	ID
	N    int64        // from 1; 0 = nothing is stored: the document stands where it starts
	Body string       // as it was written: YAML
	Who  desk.AgentID // empty: the configuration, or what comes with the program
	Note string       // why, in the author's words; of the configuration: where it says so
	At   desk.Millis

	Broken bool // a later program cannot read it: Body is where the document starts
}

// Form is the version as JSON, for forms. It is null for a document that nobody has written yet.
func (v Version) Form() (json.RawMessage, error) {
	if v.Body == "" {
		return json.RawMessage("null"), nil
	}
	return FormOf(v.Body)
}

func versionOf(row dbq.Setting) Version {
	return Version{ID: ID{Kind(row.Kind), row.Name}, N: row.N, Body: row.Body, Who: desk.AgentID(row.Who), Note: row.Note, At: desk.Millis(row.At)}
}

// Held says that the configuration decides a document, and which key does.
type Held struct {
	Key   string `json:"key"`   // such as targets.first_reply
	Where string `json:"where"` // such as firstline.yaml:3:9, or the variable's name
}

// held says what holds a kind; nil when nothing does.
func (s Start) held(k kind) *Held {
	key, where, ok := s.Config.Given.First(k.held...)
	if !ok {
		return nil
	}
	return &Held{key, where}
}

func (h *Held) where() string {
	if h == nil {
		return ""
	}
	return h.Key + " in " + h.Where
}
