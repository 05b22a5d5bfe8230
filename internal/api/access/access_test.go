package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions"
)

func TestSees(t *testing.T) {
	t.Parallel()
	const me, other = desk.AgentID("me"), desk.AgentID("other")
	waiting := Standing{Phase: sessions.Queued, Group: "order"}
	held := Standing{Phase: sessions.Serving, Group: "order", Holder: other, Owner: other}
	closed := Standing{Phase: sessions.Closed, Group: "order", Owner: other, Last: other}
	mine := func(s Standing, set func(*Standing)) Standing { set(&s); return s }
	for _, c := range []struct {
		name   string
		rank   desk.Rank
		groups []desk.GroupID
		s      Standing
		want   bool
	}{
		{"agent, own group's queue", desk.RankAgent, []desk.GroupID{"order"}, waiting, true},
		{"agent, other group's queue", desk.RankAgent, []desk.GroupID{"complaint"}, waiting, false},
		{"agent, own group but held by a colleague", desk.RankAgent, []desk.GroupID{"order"}, held, false},
		{"agent holds", desk.RankAgent, nil, mine(held, func(s *Standing) { s.Holder = me }), true},
		{"agent is first-contact owner", desk.RankAgent, nil, mine(held, func(s *Standing) { s.Owner = me }), true},
		{"agent had it before a transfer", desk.RankAgent, nil, mine(held, func(s *Standing) { s.Last = me }), false},
		{"agent closed it", desk.RankAgent, nil, mine(closed, func(s *Standing) { s.Last = me }), true},
		{"agent, closed by a colleague", desk.RankAgent, []desk.GroupID{"order"}, closed, false},
		{"department, own group's queue", desk.RankDepartment, []desk.GroupID{"order"}, waiting, true},
		{"department, other", desk.RankDepartment, []desk.GroupID{"order"}, held, false},
		{"supervisor", desk.RankSupervisor, nil, held, true},
		{"inspector", desk.RankInspector, nil, closed, true},
		{"unknown rank", desk.Rank("emperor"), nil, held, false},
	} {
		if got := NewViewer(me, "", c.rank, c.groups).Sees(c.s); got != c.want {
			t.Errorf("%s: sees = %v, want %v", c.name, got, c.want)
		}
	}
	if (Viewer{}).Sees(Standing{}) {
		t.Error("nobody sees a session that nobody holds")
	}
}

func TestEveryRankIsInTheTable(t *testing.T) {
	t.Parallel()
	if len(table()) != len(Ranks()) {
		t.Fatalf("%d ranks, %d rows", len(Ranks()), len(table()))
	}
	for _, r := range Ranks() {
		if len(Permissions(r)) == 0 {
			t.Errorf("rank %s may do nothing", r)
		}
	}
}

func TestCanManage(t *testing.T) {
	t.Parallel()
	may := map[desk.Rank][]desk.Rank{}
	for _, r := range Ranks() {
		for _, o := range Ranks() {
			if CanManage(r, o) {
				may[r] = append(may[r], o)
			}
		}
	}
	below := []desk.Rank{desk.RankDepartment, desk.RankAgent, desk.RankLead, desk.RankInspector, desk.RankSupervisor}
	want := map[desk.Rank][]desk.Rank{desk.RankManager: below, desk.RankAdmin: Ranks()}
	if diff := cmp.Diff(want, may); diff != "" {
		t.Error(diff)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		stored string
		want   []desk.GroupID
	}{
		{`["order","complaint"]`, []desk.GroupID{"order", "complaint"}},
		{`[]`, []desk.GroupID{}},
		{`null`, []desk.GroupID{}},
		{``, []desk.GroupID{}},
		{`order`, []desk.GroupID{}},
	} {
		got := ReadGroups(c.stored)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.stored, diff)
		}
		if again := ReadGroups(WriteGroups(got)); !cmp.Equal(got, again) {
			t.Errorf("%q does not survive: %v", c.stored, again)
		}
	}
	if got := WriteGroups(nil); got != "[]" {
		t.Errorf("no groups are written as %s", got)
	}
}
