package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestSees shows FCR-01, ORG-13.
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
		{"a note spoke to the agent", desk.RankAgent, nil, mine(held, func(s *Standing) { s.Mentioned = []desk.AgentID{other, me} }), true},
		{"a note spoke to a colleague", desk.RankAgent, nil, mine(held, func(s *Standing) { s.Mentioned = []desk.AgentID{other} }), false},
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

// TestReads: who has a customer now may look at what is over, and at nothing else (RTE-06).
func TestReads(t *testing.T) {
	t.Parallel()
	const me, other = desk.AgentID("me"), desk.AgentID("other")
	for _, c := range []struct {
		name string
		s    Standing
		want bool
	}{
		{"the customer is with the viewer", Standing{Phase: sessions.Closed, Last: other, Now: []desk.AgentID{me}}, true},
		{"with a colleague", Standing{Phase: sessions.Closed, Last: other, Now: []desk.AgentID{other}}, false},
		{"with nobody", Standing{Phase: sessions.Closed, Last: other}, false},
		{"not over", Standing{Phase: sessions.Serving, Holder: other, Now: []desk.AgentID{me}}, false},
		{"one's own work was judged", Standing{Phase: sessions.Closed, Last: other, Reviewed: []desk.AgentID{me}}, true},
		{"a colleague's was", Standing{Phase: sessions.Closed, Last: other, Reviewed: []desk.AgentID{other}}, false},
		{"one's own was, and it goes on", Standing{Phase: sessions.Serving, Holder: other, Reviewed: []desk.AgentID{me}}, false},
		{"one's own", Standing{Phase: sessions.Closed, Last: me}, true},
	} {
		if got := NewViewer(me, "", desk.RankAgent, nil).Reads(c.s); got != c.want {
			t.Errorf("%s: reads = %v", c.name, got)
		}
	}
	if (Viewer{}).Reads(Standing{Phase: sessions.Closed}) || (Viewer{}).Recalls() {
		t.Error("nobody reads")
	}
	for _, rank := range Ranks() {
		if got := NewViewer(me, "", rank, nil).Recalls(); got != (rank != desk.RankDepartment) {
			t.Errorf("%s: recalls = %v", rank, got)
		}
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

// TestOwedAt: what somebody owes comes due at the earliest of a question, a report, an execution, an answer to pass on and a
// promise, each for who owes it and for nobody else (FLW-11).
func TestOwedAt(t *testing.T) {
	t.Parallel()
	question := sessions.Ask{Kind: sessions.AskConsult, To: "ben", By: "anna", At: 50}
	skipped := sessions.Ask{Kind: sessions.AskEscalation, Level: desk.RankManager, By: "anna", At: 40, Skipped: []desk.Rank{desk.RankLead}, Duties: true}
	instructed := sessions.Ask{Kind: sessions.AskEscalation, Level: desk.RankManager, By: "anna", At: 20, AnsweredAt: 60, Duties: true}
	contested := instructed
	contested.DissentAt = 70
	answered := sessions.Ask{Kind: sessions.AskDepartment, Department: "tech", By: "ben", At: 10, AnsweredAt: 30, Duties: true}
	done := answered
	done.PassedAt = 35
	for _, c := range []struct {
		name               string
		ask                sessions.Ask
		anna, ben, manager desk.Millis
	}{
		{"a question", question, 0, 50, 0},
		{"a level that was skipped, and the question itself", skipped, 40, 0, 40},
		{"an instruction", instructed, 60, 0, 0},
		{"one that is objected to", contested, 60, 0, 70},
		{"a department's answer, which the holder passes on", answered, 30, 0, 0},
		{"one that was passed on", done, 0, 0, 0},
	} {
		s := Standing{Phase: sessions.Serving, Group: "service", Holder: "anna", Asks: []sessions.Ask{c.ask}}
		of := func(id desk.AgentID, rank desk.Rank) desk.Millis { return NewViewer(id, "", rank, nil).OwedAt(s) }
		if got := [3]desk.Millis{of("anna", desk.RankAgent), of("ben", desk.RankAgent), of("mark", desk.RankManager)}; got != [3]desk.Millis{c.anna, c.ben, c.manager} {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	promised := Standing{Phase: sessions.Serving, Holder: "anna", Asks: []sessions.Ask{answered}, Promises: []sessions.Promise{{By: "ben", Until: 90}, {By: "ben", Until: 25}}}
	if got := NewViewer("anna", "", desk.RankAgent, nil).OwedAt(promised); got != 25 {
		t.Errorf("the earliest of all is %d", got)
	}
	if got := (Viewer{}).OwedAt(Standing{Promises: promised.Promises}); got != 0 {
		t.Error("nobody owes something")
	}
}

// TestLinks: who serves a customer says who else it is, and superiors do; nobody else, and nobody for what is over (RTE-06).
func TestLinks(t *testing.T) {
	t.Parallel()
	const me = desk.AgentID("me")
	for _, c := range []struct {
		name string
		s    Standing
		want map[desk.Rank]bool
	}{
		{"one's own", Standing{Phase: sessions.Serving, Holder: me}, map[desk.Rank]bool{desk.RankAgent: true, desk.RankDepartment: false, desk.RankInspector: false}},
		{"a colleague's", Standing{Phase: sessions.Serving, Holder: "other", Owner: me}, map[desk.Rank]bool{desk.RankAgent: false, desk.RankInspector: false, desk.RankLead: true, desk.RankAdmin: true}},
		{"it waits", Standing{Phase: sessions.Queued}, map[desk.Rank]bool{desk.RankAgent: false, desk.RankSupervisor: true}},
		{"one had it last", Standing{Phase: sessions.Closed, Last: me}, map[desk.Rank]bool{desk.RankAgent: false, desk.RankManager: true}},
	} {
		for rank, want := range c.want {
			if got := NewViewer(me, "", rank, nil).Links(c.s); got != want {
				t.Errorf("%s, %s: links = %v", c.name, rank, got)
			}
		}
	}
	if (Viewer{}).Links(Standing{Phase: sessions.Serving}) {
		t.Error("nobody links")
	}
}
