package ratings

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
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

	Solved  sessions.Solved `json:"solved,omitempty" enum:"yes,partly,no" doc:"Whether the matter is; missing = nothing was said of that"`
	Reasons []string        `json:"reasons,omitempty" doc:"Codes, as the channel offers them: of our web chat slow, attitude, unsolved, unclear"`
}

// ReasonCount is how often one was given.
type ReasonCount struct {
	Reason string `json:"reason" doc:"As in reasons of a rating"`
	N      int    `json:"n"`
}

// Beside is what was said beside the scores. Not every channel asks for that, and nobody has to say it: the shares of the first three are
// of their sum.
type Beside struct {
	Yes     int           `json:"yes" doc:"The matter is solved"`
	Partly  int           `json:"partly"`
	No      int           `json:"no"`
	Reasons []ReasonCount `json:"reasons" doc:"The most frequent first"`
}

// Part is the part of some ratings that was satisfied, and what was said with them.
type Part struct {
	Rated     int    `json:"rated"`
	Satisfied int    `json:"satisfied" doc:"Scores of 4 and 5"`
	Told      Beside `json:"told"`
}

// AgentShare is one agent's part. An agent whom nobody rated has none.
type AgentShare struct {
	Agent desk.AgentID `json:"agent"`
	Name  string       `json:"name"`
	Part
}

// GroupShare is one group's part: of the sessions that are its own now.
type GroupShare struct {
	Group desk.GroupID `json:"group"`
	Part
}

// Satisfaction is what was said in a time. The share is Satisfied of Rated; without ratings there is none.
type Satisfaction struct {
	From  desk.Millis `json:"from"`
	Until desk.Millis `json:"until" doc:"Not included"`
	Asked int64       `json:"asked" doc:"Sessions that were closed in this time with the question for a rating"`
	Part
	Scores  [5]int       `json:"scores" doc:"How many gave 1, 2, 3, 4, 5"`
	Target  int          `json:"target" doc:"Per cent that are to be satisfied (SLA-02); 0 = there is no such target"`
	Missed  bool         `json:"missed" doc:"There is a target, there are ratings, and fewer are satisfied"`
	Agents  []AgentShare `json:"agents" doc:"By name"`
	Groups  []GroupShare `json:"groups" doc:"By id"`
	Ratings []Said       `json:"ratings" doc:"The newest first, at most 500"`
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
	s := Satisfaction{Asked: asked, Target: target, Ratings: make([]Said, 0, len(last))}
	agents, groups := map[desk.AgentID][]Said{}, map[desk.GroupID][]Said{}
	for _, r := range last {
		agents[r.Agent], groups[r.Group] = append(agents[r.Agent], r), append(groups[r.Group], r)
		s.Scores[r.Score-1]++
		s.Ratings = append(s.Ratings, r)
	}
	s.Part, s.Agents, s.Groups = partOf(s.Ratings), make([]AgentShare, 0, len(agents)), make([]GroupShare, 0, len(groups))
	for agent, theirs := range agents {
		s.Agents = append(s.Agents, AgentShare{agent, theirs[0].Name, partOf(theirs)})
	}
	for group, theirs := range groups {
		s.Groups = append(s.Groups, GroupShare{group, partOf(theirs)})
	}
	slices.SortFunc(s.Agents, func(a, b AgentShare) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Agent, b.Agent)) })
	slices.SortFunc(s.Groups, func(a, b GroupShare) int { return cmp.Compare(a.Group, b.Group) })
	slices.SortFunc(s.Ratings, func(a, b Said) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.Session, b.Session)) })
	s.Ratings = s.Ratings[:min(len(s.Ratings), MostRatings)]
	s.Missed = target > 0 && s.Rated > 0 && 100*s.Satisfied < target*s.Rated
	return s
}

// partOf counts some ratings of different sessions.
func partOf(said []Said) Part {
	s := Part{Rated: len(said)}
	given := map[string]int{}
	for _, r := range said {
		if r.Score >= Satisfied {
			s.Satisfied++
		}
		switch r.Solved {
		case sessions.SolvedYes:
			s.Told.Yes++
		case sessions.SolvedPartly:
			s.Told.Partly++
		case sessions.SolvedNo:
			s.Told.No++
		}
		for i, reason := range r.Reasons {
			if !slices.Contains(r.Reasons[:i], reason) { // said twice it is one reason
				given[reason]++
			}
		}
	}
	s.Told.Reasons = make([]ReasonCount, 0, len(given))
	for reason, n := range given {
		s.Told.Reasons = append(s.Told.Reasons, ReasonCount{reason, n})
	}
	slices.SortFunc(s.Told.Reasons, func(a, b ReasonCount) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Reason, b.Reason)) })
	return s
}
