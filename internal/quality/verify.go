package quality

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/store/dbq"
)

// Proof is what Verify checks with.
type Proof struct {
	Record Draws
	Key    []byte         // the key of the seals
	Desk   string         // identity of the record
	Zone   *time.Location // of the department's calendar
	At     time.Duration  // how long after midnight the day before is drawn
	Now    time.Time
}

// Verify draws one day, or every day if day is empty, once more and writes for each day and agent what was drawn and
// whether it follows from seed and population. It counts what does not, and days that were promised and never drawn. It
// fails with desk.NotFound when there is nothing of the day, and when the record cannot be read.
func Verify(ctx context.Context, p Proof, day Day, out io.Writer) (differences int, err error) {
	days, err := p.days(ctx, day)
	if err != nil {
		return 0, err
	}
	names, err := p.names(ctx)
	if err != nil {
		return 0, err
	}
	r := report{Proof: p, out: out, names: names}
	for _, d := range days {
		if err := r.day(ctx, d); err != nil {
			return 0, err
		}
	}
	r.say("%s, %s drawn: %s\n", count(len(days), "day"), count(r.items, "item"), r.verdict())
	return r.found, r.failed
}

// days are all days that were drawn, or promised and are due; or the one that was asked for.
func (p Proof) days(ctx context.Context, day Day) ([]Day, error) {
	drawn, err := p.Record.DrawDays(ctx)
	if err != nil {
		return nil, err
	}
	today := DayAt(p.Now, p.Zone)
	undrawn, err := p.Record.UndrawnDays(ctx, string(today))
	if err != nil {
		return nil, err
	}
	var days []Day
	for _, d := range drawn {
		days = append(days, Day(d))
	}
	for _, d := range undrawn {
		if due := Day(d).Plus(1).At(p.At, p.Zone); !p.Now.Before(due.Add(overdueFor * time.Millisecond)) {
			days = append(days, Day(d))
		}
	}
	slices.Sort(days)
	if day == "" {
		return days, nil
	}
	if !slices.Contains(days, day) {
		return nil, desk.Fail(desk.NotFound, "not_drawn", fmt.Sprintf("nothing was drawn for %s, nor should it have been by now", day))
	}
	return []Day{day}, nil
}

func (p Proof) names(ctx context.Context) (map[desk.AgentID]string, error) {
	rows, err := p.Record.Roster(ctx)
	names := map[desk.AgentID]string{}
	for _, r := range rows {
		names[desk.AgentID(r.ID)] = r.Name
	}
	return names, err
}

// report writes what is found.
type report struct {
	Proof
	out    io.Writer
	names  map[desk.AgentID]string
	items  int
	found  int
	failed error // writing did
}

func (r *report) say(format string, args ...any) {
	if _, err := fmt.Fprintf(r.out, format, args...); err != nil && r.failed == nil {
		r.failed = err
	}
}

func (r *report) difference(format string, args ...any) {
	r.found++
	r.say("    ! "+format+"\n", args...)
}

func (r *report) verdict() string {
	if r.found == 0 {
		return "all of it follows from seeds and populations"
	}
	return count(r.found, "difference")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// day checks one day.
func (r *report) day(ctx context.Context, day Day) error {
	row, err := r.Record.DrawOf(ctx, string(day))
	drawn := !errors.Is(err, sql.ErrNoRows)
	if err != nil && drawn {
		return err
	}
	promises, err := r.Record.PromisesOf(ctx, string(day))
	if err != nil {
		return err
	}
	if !drawn {
		r.say("%s  not drawn\n", day)
		r.undrawn(day, promises)
		return nil
	}
	items, err := r.Record.DrawItems(ctx, string(day))
	if err != nil {
		return err
	}
	r.items += len(items)
	bound, late, promised := Binding(promisesOf(promises), desk.Millis(row.FromAt))
	when := "before the day"
	if late {
		when = "late: the day had begun"
	}
	r.say("%s  drawn %s by %s, seed %.12s… promised %s (%s)\n", day, r.stamp(row.At), row.Node, row.Seed, r.stamp(int64(bound.At)), when)
	if !promised || bound.Text != row.Promise {
		r.difference("the seed is not the one that was promised first")
	}
	r.macs(row, promises, items)
	return r.redraw(ctx, row, items)
}

func (r *report) undrawn(day Day, promises []dbq.DrawPromise) {
	bound, _, _ := Binding(promisesOf(promises), desk.At(day.At(0, r.Zone)))
	if bound.Text != draw.NewSeed(r.Key, r.Desk, string(day)).Promise() {
		r.difference("its seed was promised under another seal key")
		return
	}
	r.difference("its seed was promised and the day is over: nobody has drawn it, or the draw is gone")
}

func (r *report) stamp(ms int64) string {
	return desk.Millis(ms).Time().In(r.Zone).Format("2006-01-02 15:04:05")
}

// macs checks what only who has the key could have written.
func (r *report) macs(row dbq.Draw, promises []dbq.DrawPromise, items []dbq.DrawItem) {
	for _, p := range promises {
		if p.Promise == row.Promise && !genuine(macOfPromise(r.Key, p), p.Mac) {
			r.difference("the promise is not as this key sealed it")
		}
	}
	if !genuine(macOfDraw(r.Key, headOf(row)), row.Mac) {
		r.difference("the draw is not as this key sealed it")
	}
	if row.Seed != draw.NewSeed(r.Key, r.Desk, row.Day).String() {
		r.difference("the seed is not the one that this key gives for the day")
	}
	for _, i := range items {
		if !genuine(macOfItem(r.Key, i), i.Mac) {
			r.difference("item %d of %s is not as this key sealed it", i.N, r.name(desk.AgentID(i.Agent)))
		}
	}
}

func (r *report) name(id desk.AgentID) string {
	if n := r.names[id]; n != "" {
		return n
	}
	return string(id)
}

// redraw draws again and compares, agent by agent.
func (r *report) redraw(ctx context.Context, row dbq.Draw, items []dbq.DrawItem) error {
	d, err := read(row)
	var tally []Tally
	if err == nil {
		err = json.Unmarshal([]byte(row.Tally), &tally)
	}
	if err != nil {
		r.difference("it cannot be read: %v", err)
		return nil
	}
	d.Sample = sampleOf(tally, items)
	found := map[desk.AgentID][]draw.Difference{}
	for _, x := range draw.Verify(d) {
		found[x.Agent] = append(found[x.Agent], x)
	}
	r.list(found[""])
	for _, a := range d.Sample {
		r.agent(a, len(found[a.Agent]) == 0)
		r.list(found[a.Agent])
		if err := r.passed(ctx, row.Day, a); err != nil {
			return err
		}
		delete(found, a.Agent)
	}
	delete(found, "")
	for agent, rest := range found {
		r.say("  %s: nothing\n", r.name(agent))
		r.list(rest)
	}
	return nil
}

func (r *report) agent(a draw.Drawn, ok bool) {
	replaced := 0
	for _, k := range a.Picks {
		if k.Replaces > 0 {
			replaced++
		}
	}
	text := fmt.Sprintf("%d of %d", len(a.Picks)-replaced, a.Population)
	if replaced > 0 {
		text += fmt.Sprintf(", %d replaced", replaced)
	}
	verdict := "follows"
	if !ok {
		verdict = "DIFFERS"
	}
	r.say("  %s: %s: %s\n", r.name(a.Agent), text, verdict)
}

func (r *report) list(found []draw.Difference) {
	for _, x := range found {
		if x.N > 0 {
			r.difference("item %d: %s", x.N, x.What)
			continue
		}
		r.difference("%s", x.What)
	}
}

// passed: what was passed over stands in the sample of another day.
func (r *report) passed(ctx context.Context, day string, a draw.Drawn) error {
	for _, k := range a.Picks {
		for _, id := range k.Passed {
			n, err := r.Record.DrawnElsewhere(ctx, dbq.DrawnElsewhereParams{Session: string(id), Agent: string(a.Agent), Day: day})
			if err != nil {
				return err
			}
			if n == 0 {
				r.difference("item %d: %s was passed over, but no other day has it", k.N, id)
			}
		}
	}
	return nil
}
