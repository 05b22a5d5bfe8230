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
	Owner  desk.AgentID // first-contact owner: keeps seeing it through every transfer (FCR-01)
	Last   desk.AgentID // who held it last
}

// Sees says whether the viewer may see the session now: one's own, those one owns, those that wait in one's groups,
// and closed ones one held last; some ranks see all.
func (v Viewer) Sees(s Standing) bool {
	switch {
	case v.ID == "":
		return false
	case v.all:
		return true
	case s.Holder == v.ID, s.Owner == v.ID:
		return true
	case s.Phase == sessions.Queued:
		return v.In(s.Group)
	case s.Phase == sessions.Closed:
		return s.Last == v.ID
	}
	return false
}

// In says whether the viewer belongs to the group.
func (v Viewer) In(g desk.GroupID) bool { return slices.Contains(v.Groups, g) }

// InQueue says whether a waiting session of the group belongs into the viewer's queue.
func (v Viewer) InQueue(g desk.GroupID) bool { return v.all || v.In(g) }
