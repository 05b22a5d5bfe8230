package desk

// Rank is what a person may do (ORG-01…07, ORG-12, ORG-13).
type Rank string

// The ranks. A department seat answers escalations and cannot write to customers.
const (
	RankAgent      Rank = "agent"
	RankLead       Rank = "lead"
	RankSupervisor Rank = "supervisor"
	RankInspector  Rank = "inspector"
	RankManager    Rank = "manager"
	RankAdmin      Rank = "admin"
	RankDepartment Rank = "department"
)

// Status is what a person chose to be. It is kept in SQL; presence (an open socket) is not.
type Status string

// The statuses. Draining takes nothing new and keeps what is held until that is done: the end of a shift (RTE-12). Busy takes nothing
// new for a while, by a call or follow-up work: the person is at the desk, so that what is meant for them comes to them and
// their group is not empty. Who is away is not there: deputies take over (FCR-02).
const (
	StatusOnline   Status = "online"
	StatusBusy     Status = "busy"
	StatusAway     Status = "away"
	StatusDraining Status = "draining"
	StatusOffline  Status = "offline"
)

// Speciality is an agent's leaning (ORG-03): 技术倾向型, 理论倾向型, 全能型 (takes anything).
type Speciality string

// The specialities of ORG-03.
const (
	SpecialityTechnical Speciality = "technical"
	SpecialityTheory    Speciality = "theory"
	SpecialityAllRound  Speciality = "allround"
)

// Agent is a person as the router sees one.
type Agent struct {
	ID         AgentID    `json:"id"`
	Name       string     `json:"name"`
	Rank       Rank       `json:"rank"`
	Speciality Speciality `json:"speciality"`
	Groups     []GroupID  `json:"groups"`
	Level      int        `json:"level"`            // experience, 1 the least (ORG-10); a group may ask for more
	Deputy     AgentID    `json:"deputy,omitempty"` // takes what is passed to this person while away (FCR-02); empty = nobody
	Status     Status     `json:"status"`
	Capacity   int        `json:"capacity"` // how many sessions at once; 0 takes none
	Load       int        `json:"load"`     // sessions held now
	Epoch      int64      `json:"-"`        // grows with each change of status, groups or rights: an old decision cannot commit
	LastGiven  Millis     `json:"-"`        // when a session was last assigned

	Since  Millis `json:"-"` // of the status; 0 = before it was written down
	Back   Millis `json:"-"` // when the person means to be back; 0 = not said
	Asking string `json:"-"` // the wish to leave that waits for a superior; empty = none
}

// In says whether the agent belongs to the group.
func (a Agent) In(g GroupID) bool {
	for _, x := range a.Groups {
		if x == g {
			return true
		}
	}
	return false
}
