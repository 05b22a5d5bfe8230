// Package access is the one place that decides who may see and do what: a table of ranks and permissions, and what of
// all sessions a person may see. It refuses to know HTTP, sockets and storage, so that a route and a live update cannot
// judge differently.
package access

import (
	"slices"

	"firstline/internal/desk"
)

// Permission is something that a rank may do, or not. The words go to the browser in "permissions".
type Permission string

// The permissions. What a person may do to one particular session depends on who holds it as well (router, Viewer.Sees).
const (
	ReadAll      Permission = "read_all"      // see every session, not only one's own and one's groups'
	Serve        Permission = "serve"         // take from the queue; answer, pass on, return and close what one holds
	Note         Permission = "note"          // leave an internal note on a session one sees
	TakeOver     Permission = "take_over"     // take a session out of a colleague's hands (ORG-05)
	ActAny       Permission = "act_any"       // pass on, return, close and resolve what others hold
	ManageAgents Permission = "manage_agents" // make and change people below manager (ORG-04)
	ManageAll    Permission = "manage_all"    // make and change managers and admins too
	Silent       Permission = "silent"        // colleagues are not told what one is looking at
	Administer   Permission = "administer"    // change what the department has decided: targets, groups, hours, its name (ORG-04)
	Wording      Permission = "wording"       // read all of that, and change scripts and phrases (ORG-05, SCR-01, FBD-02)
	Erase        Permission = "erase"         // take a customer out of the record for good (CUS-09)
	Export       Permission = "export"        // write whole sessions of a time out (SEC-02)
	TakeList     Permission = "take_list"     // take the list of VIPs away, contacts covered; whole with Export (CUS-03, SEC-02)
	Review       Permission = "review"        // judge drawn transcripts, never those of one's own sessions (QA-01, ORG-12)
)

// table says which rank has which permission (ui.md 1.1, ORG-01…07, ORG-12, ORG-13). A rank that is missing may do
// nothing.
func table() map[desk.Rank][]Permission {
	return map[desk.Rank][]Permission{
		desk.RankAgent:      {Serve, Note},
		desk.RankLead:       {ReadAll, Serve, Note, TakeOver, ActAny},
		desk.RankSupervisor: {ReadAll, Serve, Note, TakeOver, ActAny, Wording, Silent, TakeList, Review},
		desk.RankInspector:  {ReadAll, Note, Silent, Review}, // service and supervision are two lines (ORG-12)
		desk.RankManager:    {ReadAll, Serve, Note, TakeOver, ActAny, ManageAgents, Administer, Wording, Silent, Erase, Export, TakeList, Review},
		desk.RankAdmin:      {ReadAll, Serve, Note, TakeOver, ActAny, ManageAgents, ManageAll, Administer, Wording, Silent, Erase, Export, TakeList},
		desk.RankDepartment: {Note}, // answers colleagues, never customers (ORG-13)
	}
}

// Permissions are all that the rank has, in the order of the table.
func Permissions(rank desk.Rank) []Permission { return table()[rank] }

// Can says whether the rank has the permission.
func Can(rank desk.Rank, p Permission) bool { return slices.Contains(table()[rank], p) }

// Ranks are all ranks, lowest first.
func Ranks() []desk.Rank {
	return []desk.Rank{desk.RankDepartment, desk.RankAgent, desk.RankLead, desk.RankInspector, desk.RankSupervisor, desk.RankManager, desk.RankAdmin}
}

// CanManage says whether somebody of the one rank may make, change or disable somebody of the other.
func CanManage(rank, other desk.Rank) bool {
	if other == desk.RankManager || other == desk.RankAdmin {
		return Can(rank, ManageAll)
	}
	return Can(rank, ManageAgents)
}
