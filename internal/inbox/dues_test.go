package inbox

import (
	"context"
	"testing"
	"time"

	"firstline/internal/cases"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// TestComplaintDues: a row carries the deadline of its open complaint, a screen that shows it hears of a change at once, and who does not
// see the session hears nothing.
func TestComplaintDues(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, r *rig) {
		anna := r.agent("anna", desk.RankAgent, "complaint")
		r.agent("bo", desk.RankAgent, "order")
		register := cases.New(cases.Options{Record: r.store, Live: r.live, Group: func() desk.GroupID { return "complaint" },
			Settings: func() cases.Settings { return cases.Settings{Zone: time.UTC, General: 1, Major: 3} }})
		s := r.open("complaint", "我要投诉")
		s.tell(s.give(anna))
		clients := map[string]*client{}
		for _, who := range []string{"anna", "bo"} {
			clients[who] = r.dial(who)
			clients[who].hello(ViewMine, none())
			clients[who].next("page")
		}
		c, _, err := register.Register(t.Context(), anna, s.st.ID, cases.Request{ClientID: "r", Reason: "n", Nature: "破损"})
		if err != nil {
			t.Fatal(err)
		}
		_, due := c.Next()
		if f := clients["anna"].next("complaint"); due == 0 || f["session"] != string(s.st.ID) || num(f["due_at"]) != int64(due) {
			t.Errorf("the screen hears %v, want %d", f, due)
		}
		again := r.dial("anna")
		again.hello(ViewMine, none())
		if row := again.next("page")["rows"].([]any)[0].(map[string]any); num(row["complaint_due_at"]) != int64(due) {
			t.Errorf("the row says %v, want %d", row["complaint_due_at"], due)
		}
		// What was written and not told of is found when the hub is told that it has missed something.
		r.write(func(ctx context.Context, q *dbq.Queries) error {
			row, err := q.ComplaintOf(ctx, c.ID)
			if err != nil {
				return err
			}
			_, err = q.MoveComplaint(ctx, dbq.MoveComplaintParams{ID: c.ID, Was: row.Version, Version: row.Version + 1, Number: row.Number, Step: row.Step, ClosedAt: 9, SortAt: 1, State: row.State, Head: row.Head})
			return err
		})
		if err := r.live.Publish(t.Context(), cases.Topic, []byte(s.st.ID)); err != nil {
			t.Fatal(err)
		}
		if f := clients["anna"].next("complaint"); num(f["due_at"]) != 0 {
			t.Errorf("of a closed complaint the screen hears %v", f)
		}
		s2 := r.open("order", "在吗") // comes behind on every line
		s2.tell(s2.give(r.agents["bo"]))
		clients["bo"].match("", func(f map[string]any) bool {
			if f["op"] == "complaint" {
				t.Errorf("who does not see the session hears %v", f)
			}
			return f["op"] == "row"
		})
	})
}
