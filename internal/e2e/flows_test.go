package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firstline/internal/matters"
)

// withOffers are settings under which a session has to be accepted: the matters that come with the program, but for that.
func withOffers(t *testing.T) string {
	t.Helper()
	text := strings.Replace(string(matters.Source("zh-CN")), "offer: 0s", "offer: 50s", 1)
	if !strings.Contains(text, "offer: 50s") {
		t.Fatal("the matters that come with the program say nothing of offers any more")
	}
	file := filepath.Join(t.TempDir(), "matters.yaml")
	ok(t, os.WriteFile(file, []byte(text), 0o600))
	return "session: {matters: " + file + "}\n"
}

// TestFault: a technical fault to the technical agent, who cannot solve it, to the technical department, to the close
// (FLW-03, FLW-04), by way of an offer, a promise and a rating.
func TestFault(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, withOffers(t))
	d.user("zhangmin", "张敏", "agent", "service", "--speciality", "theory")
	d.user("wangqiang", "王强", "agent", "service", "--speciality", "technical")
	d.user("gaogong", "高工", "department", "technical")
	d.start()
	d.play("flows.mjs", "fault", scene{})
}

// TestOrder: a question about an order comes to the order group by its words (RTE-03).
func TestOrder(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("zhouli", "周莉", "agent", "order")
	d.start()
	d.play("flows.mjs", "order", scene{})
}

// TestHandedOver: a dispute to the complaint specialist, who verifies, answers and closes with feedback (FLW-02).
func TestHandedOver(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("flows.mjs", "dispute", scene{})
}

// TestAsked: an offer declined and accepted, a superior who is asked out of turn, and what is owed for that
// (ESC-02, ESC-03, RTE-04, RTE-13).
func TestAsked(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, withOffers(t))
	staff(d)
	d.user("zhaoliang", "赵亮", "agent", "service")
	d.start()
	d.play("flows.mjs", "asked", scene{})
}

// TestDeputy: a colleague who is away has a deputy, who gets what is passed on, as the agent is told before; who is less
// experienced than the group asks for cannot be chosen (FCR-02, ORG-10).
func TestDeputy(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("zhouli", "周莉", "agent", "order", "--level", "2")
	d.user("wangwei", "王伟", "agent", "order")
	d.user("chenjing", "陈静", "agent", "service", "--level", "2") // never there: who makes the level of the group one that somebody has
	d.user("hejingli", "何经理", "manager", "")
	d.start()
	d.play("flows.mjs", "deputy", scene{})
}
