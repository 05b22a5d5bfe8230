package access

import (
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// Viewer is a person as far as seeing is concerned. The zero Viewer sees nothing.
type Viewer struct {
	ID     desk.AgentID
	Name   string
	Rank   desk.Rank
	Groups []desk.GroupID
	all    bool // Can(Rank, ReadAll), asked once: it is looked at for every update of every session
}

// NewViewer makes a viewer.
func NewViewer(id desk.AgentID, name string, rank desk.Rank, groups []desk.GroupID) Viewer {
	return Viewer{ID: id, Name: name, Rank: rank, Groups: groups, all: Can(rank, ReadAll)}
}

// Can says whether the viewer's rank has the permission.
func (v Viewer) Can(p Permission) bool { return Can(v.Rank, p) }

// SeesAll says whether no session is hidden from the viewer.
func (v Viewer) SeesAll() bool { return v.all }

// Same says whether both see the same things under the same name.
func (v Viewer) Same(o Viewer) bool {
	return v.ID == o.ID && v.Name == o.Name && v.Rank == o.Rank && slices.Equal(v.Groups, o.Groups)
}

// Standing is what decides who may see a session.
type Standing struct {
	Phase  sessions.Phase
	Group  desk.GroupID
	Holder desk.AgentID
	Owner  desk.AgentID   // first-contact owner: keeps seeing it through every transfer (FCR-01)
	Last   desk.AgentID   // who held it last
	Now    []desk.AgentID // who hold the customer's open sessions, where that was asked for; Sees does not look at it (RTE-06)

	Asks     []sessions.Ask     // questions inside the house: who was asked may look
	Promises []sessions.Promise // those that are open; the holder keeps them

	Mentioned []desk.AgentID // whom notes have spoken to: they may look
	Reviewed  []desk.AgentID // whose part in it was judged, where that was asked for; Sees does not look at it (QA-05)
}

// Sees says whether the viewer may see the session now: one's own, those one owns, those one was asked about, those that
// wait in one's groups, and closed ones one held last; some ranks see all.
func (v Viewer) Sees(s Standing) bool {
	switch {
	case v.ID == "":
		return false
	case v.all:
		return true
	case s.Holder == v.ID, s.Owner == v.ID, slices.Contains(s.Mentioned, v.ID):
		return true
	case slices.ContainsFunc(s.Asks, func(k sessions.Ask) bool { return v.Asked(k, s.Group) || v.Skipped(k, s.Group) || v.Owes(k, s) }):
		return true
	case s.Phase == sessions.Queued:
		return v.In(s.Group)
	case s.Phase == sessions.Closed:
		return s.Last == v.ID
	}
	return false
}

// Reads says whether the viewer may look at the session, without doing anything to it: what one sees, and the earlier record of
// a customer whom one has now (RTE-06). Whose own work in it was judged may read what the review points at (QA-05).
func (v Viewer) Reads(s Standing) bool {
	return v.Sees(s) || v.ID != "" && s.Phase == sessions.Closed && (slices.Contains(s.Now, v.ID) || slices.Contains(s.Reviewed, v.ID))
}

// Recalls says whether customers' earlier records are the viewer's business: a department's seat sees its question and what was
// said, and no more of the customer than that (ORG-13).
func (v Viewer) Recalls() bool { return v.ID != "" && (v.all || v.Can(Serve)) }

// Links says whether the viewer may say that the customer of the session is also somebody else: who serves the customer now, and
// superiors (RTE-06). Whom one means has to be named whole, and is noted (contacts.Look): it opens that customer's earlier record.
func (v Viewer) Links(s Standing) bool {
	return v.ID != "" && v.Can(Serve) && (v.Can(ActAny) || s.Phase.Open() && s.Holder == v.ID)
}

// In says whether the viewer belongs to the group.
func (v Viewer) In(g desk.GroupID) bool { return slices.Contains(v.Groups, g) }

// InQueue says whether a waiting session of the group belongs into the viewer's queue.
func (v Viewer) InQueue(g desk.GroupID) bool { return v.all || v.In(g) }

// Asked says whether a question in a session of the group was put to the viewer: to the person (RTE-04), to a seat of the
// department (ORG-13), or to a superior of that level, a lead only of the group's (ESC-02).
func (v Viewer) Asked(k sessions.Ask, g desk.GroupID) bool {
	switch k.Kind {
	case sessions.AskConsult:
		return k.To == v.ID
	case sessions.AskDepartment:
		return v.Rank == desk.RankDepartment && v.In(desk.GroupID(k.Department))
	case sessions.AskEscalation:
		return v.Rank == k.Level && (v.Rank != desk.RankLead || v.In(g))
	}
	return false
}

// Skipped says whether the viewer is a superior who was passed by and has still to be told (ESC-02).
func (v Viewer) Skipped(k sessions.Ask, g desk.GroupID) bool {
	return slices.Contains(k.ToReport(), v.Rank) && (v.Rank != desk.RankLead || v.In(g))
}

// Owes says whether the viewer owes something because of a question: who put it, the report and the execution (ESC-02,
// ESC-03); who has the session, the department's answer to the customer (FLW-11).
func (v Viewer) Owes(k sessions.Ask, s Standing) bool {
	return len(k.ToReport()) > 0 && k.By == v.ID || k.ToExecute() && k.By == v.ID || k.ToPass() && s.Holder == v.ID
}

// OwedAt is since when, or until when, the viewer owes somebody an answer because of the session, the earliest of all: a
// question to answer, a report, an execution, an answer to pass on, a promise (FLW-11); 0 = nothing is owed.
func (v Viewer) OwedAt(s Standing) desk.Millis {
	var first desk.Millis
	owe := func(yes bool, at desk.Millis) {
		if yes && at != 0 && (first == 0 || at < first) {
			first = at
		}
	}
	for _, k := range s.Asks {
		owe(k.Waits() && v.Asked(k, s.Group), max(k.At, k.DissentAt))
		owe(v.Owes(k, s), k.OwedSince())
	}
	for _, p := range s.Promises {
		owe(s.Holder == v.ID && v.ID != "", p.Until)
	}
	return first
}

// MayAnswer says whether the viewer may answer the question: who was asked, and who stands above (ORG-05).
func (v Viewer) MayAnswer(k sessions.Ask, g desk.GroupID) bool {
	return v.Asked(k, g) || v.Can(ActAny) && above(v.Rank, k)
}

// above says whether somebody of the rank may answer in the place of who was asked.
func above(rank desk.Rank, k sessions.Ask) bool {
	asked := desk.RankAgent
	if k.Kind == sessions.AskEscalation {
		asked = k.Level
	}
	return higher(rank, asked)
}

// higher says whether somebody of the one rank stands above somebody of the other; who is not on the ladder stands below it.
func higher(rank, other desk.Rank) bool {
	ladder := []desk.Rank{desk.RankAgent, desk.RankLead, desk.RankSupervisor, desk.RankManager, desk.RankAdmin}
	return slices.Index(ladder, rank) > slices.Index(ladder, other)
}

// Releases says whether the viewer decides on somebody's wish to leave (DUT-04): those who see the day of a person, but for the
// person: nobody lets themselves go.
func (v Viewer) Releases(o Viewer) bool { return v.ID != o.ID && v.SeesDay(o) }

// SeesDay says whether the viewer may look at somebody's own page: the person, and superiors, a lead only of people in the own
// groups (ui.md 1.7). Those who judge transcripts are not in that line (ORG-12).
func (v Viewer) SeesDay(o Viewer) bool {
	switch {
	case v.ID == "" || o.ID == "":
		return false
	case v.ID == o.ID:
		return true
	case !v.Can(ActAny) || !higher(v.Rank, o.Rank):
		return false
	}
	return v.Rank != desk.RankLead || slices.ContainsFunc(o.Groups, v.In)
}
