package access

import "firstline/internal/desk"

// CaseStanding is what decides who may see an entry of the complaint register.
type CaseStanding struct {
	Group    desk.GroupID // the complaint group that has it
	Owner    desk.AgentID // first-contact owner: sees it to the end (FCR-01)
	Reporter desk.AgentID
	Handler  desk.AgentID
	Caller   desk.AgentID // who calls back instead of the owner
}

// SeesCase says whether the viewer may see the entry: the complaint group, those it concerns, and the ranks that see
// everything (leads and above).
func (v Viewer) SeesCase(c CaseStanding) bool {
	return v.SeesRegister(c.Group) || v.ID != "" && (v.ID == c.Owner || v.ID == c.Reporter || v.ID == c.Handler || v.ID == c.Caller)
}

// SeesRegister says whether all entries of a complaint group are the viewer's to see.
func (v Viewer) SeesRegister(complaint desk.GroupID) bool {
	return v.ID != "" && (v.all || v.In(complaint))
}

// HandlesCases says whether the viewer is one of the complaint group's own (ORG-07): a department's seat is not.
func (v Viewer) HandlesCases(complaint desk.GroupID) bool {
	return v.ID != "" && v.In(complaint) && v.Can(Serve)
}

// AboveCases says whether the viewer is a superior who may act on, and close, a complaint.
func (v Viewer) AboveCases() bool { return v.ID != "" && v.Can(ActAny) }
