package access

import (
	"testing"

	"firstline/internal/desk"
)

func TestCases(t *testing.T) {
	t.Parallel()
	c := CaseStanding{Group: "complaint", Owner: "mei", Reporter: "rob", Handler: "sue"}
	for _, x := range []struct {
		id                   desk.AgentID
		rank                 desk.Rank
		groups               []desk.GroupID
		sees, handles, above bool
	}{
		{"bo", desk.RankAgent, []desk.GroupID{"complaint"}, true, true, false},
		{"bo", desk.RankAgent, []desk.GroupID{"service"}, false, false, false},
		{"mei", desk.RankAgent, []desk.GroupID{"service"}, true, false, false},
		{"rob", desk.RankAgent, nil, true, false, false},
		{"sue", desk.RankAgent, nil, true, false, false},
		{"bo", desk.RankLead, nil, true, false, true},
		{"bo", desk.RankSupervisor, []desk.GroupID{"complaint"}, true, true, true},
		{"bo", desk.RankInspector, []desk.GroupID{"complaint"}, true, false, false},
		{"bo", desk.RankDepartment, []desk.GroupID{"complaint"}, true, false, false},
		{"bo", desk.RankDepartment, nil, false, false, false},
		{"bo", desk.Rank("emperor"), nil, false, false, false},
	} {
		v := NewViewer(x.id, "", x.rank, x.groups)
		if got := [3]bool{v.SeesCase(c), v.HandlesCases("complaint"), v.AboveCases()}; got != [3]bool{x.sees, x.handles, x.above} {
			t.Errorf("%s, %s of %v: %v", x.id, x.rank, x.groups, got)
		}
	}
	if (Viewer{}).SeesCase(CaseStanding{}) || (Viewer{}).HandlesCases("") || (Viewer{}).AboveCases() {
		t.Error("nobody may")
	}
}
