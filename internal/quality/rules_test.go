package quality

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata" // the tests need the zones, wherever they run

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

func TestBinding(t *testing.T) {
	t.Parallel()
	const begins = 100
	for _, c := range []struct {
		name     string
		promises []Promise
		want     string
		late     bool
	}{
		{"none", nil, "", false},
		{"one before", []Promise{{"a", 50}}, "a", false},
		{"a new key before the day", []Promise{{"a", 50}, {"b", 99}}, "b", false},
		{"in another order", []Promise{{"b", 99}, {"a", 50}}, "b", false},
		{"a new key during the day", []Promise{{"a", 50}, {"b", 100}}, "a", false},
		{"the day of the installation", []Promise{{"a", 120}}, "a", true},
		{"tried again on the day of the installation", []Promise{{"a", 120}, {"b", 110}, {"c", 130}}, "b", true},
		{"late and then found earlier", []Promise{{"a", 120}, {"b", 60}, {"c", 40}}, "b", false},
	} {
		got, late, ok := Binding(c.promises, begins)
		if got.Text != c.want || late != c.late || ok != (c.want != "") {
			t.Errorf("%s: %q, late %v, %v; want %q, %v", c.name, got.Text, late, ok, c.want, c.late)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if got := DayAt(time.Date(2026, 8, 20, 16, 30, 0, 0, time.UTC), china()); got != "2026-08-21" {
		t.Errorf("half past midnight in China is on %s", got)
	}
	for _, c := range []struct {
		day   Day
		zone  *time.Location
		hours float64
		five  string
	}{
		{"2026-08-20", china(), 24, "2026-08-19T21:00:00Z"},
		{"2026-03-29", berlin, 23, "2026-03-29T03:00:00Z"}, // clocks go forward
		{"2026-10-25", berlin, 25, "2026-10-25T04:00:00Z"},
	} {
		if got := c.day.Plus(1).At(0, c.zone).Sub(c.day.At(0, c.zone)).Hours(); got != c.hours {
			t.Errorf("%s has %v hours", c.day, got)
		}
		if got := c.day.At(5*time.Hour, c.zone).UTC().Format(time.RFC3339); got != c.five {
			t.Errorf("five o'clock on %s is %s", c.day, got)
		}
	}
	if got := Day("2026-03-01").Plus(-1); got != "2026-02-28" {
		t.Errorf("the day before is %s", got)
	}
	for _, bad := range []string{"", "2026-8-20", "2026-02-30", "yesterday", "2026-08-20 "} {
		if d, err := ParseDay(bad); desk.KindOf(err) != desk.Invalid {
			t.Errorf("%q is the day %q (%v)", bad, d, err)
		}
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	card, err := readScorecard(scorecardSource)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range card.Criteria {
		ids = append(ids, c.ID)
	}
	if diff := cmp.Diff([]string{"greeting", "closing", "attitude", "wording", "knowledge", "timely", "clear"}, ids); diff != "" {
		t.Errorf("the criteria of QA-05 and QA-06:\n%s", diff)
	}
	na := func() []Mark {
		all := marks()
		for i := range all {
			all[i].Verdict = NotApplicable
		}
		return all
	}
	for _, c := range []struct {
		name  string
		marks []Mark
		want  Verdict
		code  string
	}{
		{"all pass", marks(), Pass, ""},
		{"one fails", marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6}), Fail, ""},
		{"one does not apply", marks(Mark{Criterion: "closing", Verdict: NotApplicable}), Pass, ""},
		{"fails without a pointer", marks(Mark{Criterion: "wording", Verdict: Fail}), "", "no_pointer"},
		{"what is missing needs a place as well", marks(Mark{Criterion: "greeting", Verdict: Fail, Missing: true}), "", "no_pointer"},
		{"nothing applies", na(), "", "marks"},
		{"one is not judged", marks()[1:], "", "marks"},
		{"one is judged twice", append(marks(), marks()[0]), "", "marks"},
		{"one that is not on the card", append(marks(), Mark{Criterion: "beauty", Verdict: Pass}), "", "marks"},
		{"an empty verdict", marks(Mark{Criterion: "clear"}), "", "marks"},
		{"nothing", nil, "", "marks"},
	} {
		got, err := card.judge(c.marks)
		var e *desk.Error
		if errors.As(err, &e); got != c.want || (c.code != "") != (err != nil) || e != nil && (e.Code != c.code || e.Kind != desk.Invalid) {
			t.Errorf("%s: %q, %v; want %q, %s", c.name, got, err, c.want, c.code)
		}
	}
	two := card
	two.FailsFrom = 2
	if v, err := two.judge(marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6})); v != Pass || err != nil {
		t.Errorf("one of two that are needed: %s (%v)", v, err)
	}
}

func TestScorecardIsChecked(t *testing.T) {
	t.Parallel()
	const good = "fails_from: 1\ncriteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n"
	one, err := readScorecard([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if other, err := readScorecard([]byte(good + "  - {id: b, rule: QA-05, zh-CN: 乙, zh-TW: 乙, en: B}\n")); err != nil || other.Version == one.Version || len(one.Version) != 16 {
		t.Errorf("versions %q and %q (%v)", one.Version, other.Version, err)
	}
	for name, bad := range map[string]string{
		"no YAML":       "fails_from: [",
		"no criteria":   "fails_from: 1\n",
		"no figure":     "criteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"out of reach":  "fails_from: 2\ncriteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"unknown key":   good + "colour: red\n",
		"twice":         good + "  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"without names": good + "  - {id: b, rule: QA-05, zh-CN: 乙, en: B}\n",
	} {
		if _, err := readScorecard([]byte(bad)); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}
