package settings

import (
	"strconv"
	"time"

	"firstline/scripts"
)

// Occasion is what the scripts of a preview are filled with.
type Occasion struct {
	At        time.Time // its wall clock chooses the greeting; in the department's zone
	Returning bool      // the customer has been here before (SCR-03)
	Customer  string    // empty = nobody knows the name
	Agent     string
	Group     string
	Position  int       // in the queue, from 1
	Back      time.Time // when somebody will be there again
}

// Preview is what customers would read.
type Preview struct {
	Texts []PreviewText `json:"texts"`
	// Now are the scripts of the stages that are chosen by the moment, at this one.
	Now map[scripts.Stage]string `json:"now"`
}

// PreviewText is one script, filled.
type PreviewText struct {
	ID      string        `json:"id"`
	Stage   scripts.Stage `json:"stage"`
	Text    string        `json:"text"`
	Problem string        `json:"problem,omitempty"` // why it cannot be said on this occasion
}

// PreviewScripts fills every script of a pack that is not stored yet, as it would be said on the occasion (SCR-01). Errors
// are those of Check.
func (s *Service) PreviewScripts(c Change, o Occasion) (Preview, error) {
	d := s.Current()
	c.ID = ID{KindScripts, d.Locale}
	text, err := c.text(s.newest(c.ID))
	if err != nil {
		return Preview{}, err
	}
	pack, err := scripts.Load(c.file(), []byte(text))
	if err != nil {
		return Preview{}, err
	}
	ask := scripts.Ask{Pack: pack, At: o.At, Returning: o.Returning, Organisation: d.Organisation, Agent: o.Agent, Customer: o.Customer}
	out := Preview{Now: map[scripts.Stage]string{}}
	for stage, choose := range map[scripts.Stage]func(scripts.Ask) (scripts.Text, error){scripts.StageGreeting: scripts.Greeting,
		scripts.StageAgentGreeting: scripts.AgentGreeting, scripts.StageClosing: scripts.Closing} {
		if said, err := choose(ask); err == nil {
			out.Now[stage] = said.ScriptID
		}
	}
	for _, script := range pack.Scripts() {
		one := PreviewText{ID: script.ID, Stage: script.Stage}
		said, err := scripts.Fill(ask, script.ID, map[string]string{"Group": o.Group, "Position": strconv.Itoa(max(o.Position, 1)), "Back": back(pack, o)})
		if one.Text = said.Body; err != nil {
			one.Problem = err.Error()
		}
		out.Texts = append(out.Texts, one)
	}
	return out, nil
}

// back is the time of return in the words of the pack; empty when it is not known.
func back(pack scripts.Pack, o Occasion) string {
	if !o.Back.After(o.At) {
		return ""
	}
	return pack.Clock(o.At, o.Back)
}
