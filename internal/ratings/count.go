package ratings

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
)

// Satisfied is the least score that counts as satisfied: 4 and 5 of 5; 3 is neutral, which is not satisfied (ui.md 4.1).
const Satisfied = 4

// Said is what a customer said of a close.
type Said struct {
	Session desk.SessionID `json:"session"`
	Number  string         `json:"number" doc:"A label for people, not a key"`
	Title   string         `json:"title" doc:"The customer"`
	Channel desk.ChannelID `json:"channel"`
	Group   desk.GroupID   `json:"group"`
	Agent   desk.AgentID   `json:"agent" doc:"Who closed the session: the rating is that agent's"`
	Name    string         `json:"name" doc:"Of the agent; empty = nobody knows any more"`
	At      desk.Millis    `json:"at"`
	Score   int            `json:"score" doc:"1 to 5"`
}

// AgentShare is one agent's part. An agent whom nobody rated has none.
type AgentShare struct {
	Agent     desk.AgentID `json:"agent"`
	Name      string       `json:"name"`
	Rated     int          `json:"rated"`
	Satisfied int          `json:"satisfied"`
}

// Satisfaction is what was said in a time. The share is Satisfied of Rated; without ratings there is none.
type Satisfaction struct {
	From      desk.Millis  `json:"from"`
	Until     desk.Millis  `json:"until" doc:"Not included"`
	Asked     int64        `json:"asked" doc:"Sessions that were closed in this time with the question for a rating"`
	Rated     int          `json:"rated"`
	Satisfied int          `json:"satisfied" doc:"Scores of 4 and 5"`
	Scores    [5]int       `json:"scores" doc:"How many gave 1, 2, 3, 4, 5"`
	Target    int          `json:"target" doc:"Per cent that are to be satisfied (SLA-02); 0 = there is no such target"`
	Missed    bool         `json:"missed" doc:"There is a target, there are ratings, and fewer are satisfied"`
	Agents    []AgentShare `json:"agents" doc:"By name"`
	Ratings   []Said       `json:"ratings" doc:"The newest first, at most 500"`
}

// MostRatings is how many ratings a summary lists; all of them are counted.
const MostRatings = 500

// count makes the summary of ratings of 1 to 5, which come oldest first. Of several of one session the last one counts. target is in
// per cent, 0 to 100.
func count(said []Said, asked int64, target int) Satisfaction {
	last := make(map[desk.SessionID]Said, len(said))
	for _, r := range said {
		last[r.Session] = r
	}
	s := Satisfaction{Asked: asked, Target: target, Agents: []AgentShare{}, Ratings: make([]Said, 0, len(last))}
	lines := map[desk.AgentID]*AgentShare{}
	for _, r := range last {
		l := lines[r.Agent]
		if l == nil {
			l = &AgentShare{Agent: r.Agent, Name: r.Name}
			lines[r.Agent] = l
		}
		s.Rated, l.Rated = s.Rated+1, l.Rated+1
		if r.Score >= Satisfied {
			s.Satisfied, l.Satisfied = s.Satisfied+1, l.Satisfied+1
		}
		s.Scores[r.Score-1]++
		s.Ratings = append(s.Ratings, r)
	}
	for _, l := range lines {
		s.Agents = append(s.Agents, *l)
	}
	slices.SortFunc(s.Agents, func(a, b AgentShare) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Agent, b.Agent)) })
	slices.SortFunc(s.Ratings, func(a, b Said) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.Session, b.Session)) })
	s.Ratings = s.Ratings[:min(len(s.Ratings), MostRatings)]
	s.Missed = target > 0 && s.Rated > 0 && 100*s.Satisfied < target*s.Rated
	return s
}
