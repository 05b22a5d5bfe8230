package cases

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"firstline/internal/evidence"
	"firstline/internal/store/dbq"
)

// Register is the record as Verify reads it.
type Register interface {
	ComplaintsAfter(ctx context.Context, arg dbq.ComplaintsAfterParams) ([]dbq.Complaint, error)
	CaseEvents(ctx context.Context, complaint string) ([]dbq.CaseEvent, error)
	ComplaintOf(ctx context.Context, idOrNumber string) (dbq.Complaint, error)
	OrphanCaseEvents(ctx context.Context) ([]dbq.OrphanCaseEventsRow, error)
	UploadOf(ctx context.Context, arg dbq.UploadOfParams) (dbq.Upload, error)
}

// Verify checks the register: no number of a year is missing, and the events of each entry are chained up to its row.
// With again it also folds them through Apply, compares the entry with what follows, and looks whether the files that are
// evidence are still known. It names to out what does not hold and ends with one line of result; found counts. The seals are
// for internal/evidence, which has them. It may run while the desk works.
func Verify(ctx context.Context, r Register, again bool, out io.Writer) (found int64, err error) {
	return (&verifier{r: r, again: again, out: out}).run(ctx)
}

// VerifyFiles is Verify with again that also reads the bytes of all files and holds them against their digests in the events.
func VerifyFiles(ctx context.Context, r Register, open evidence.Opener, out io.Writer) (found int64, err error) {
	return (&verifier{r: r, again: true, open: open, out: out}).run(ctx)
}

func (v *verifier) run(ctx context.Context) (found int64, err error) {
	if err := v.all(ctx); err != nil {
		return v.found, err
	}
	orphans, err := v.r.OrphanCaseEvents(ctx)
	if err != nil {
		return v.found, err
	}
	for _, o := range orphans {
		v.tell(o.Complaint, fmt.Sprintf("its row is gone, and %d events of it are there", o.N))
	}
	verdict := "all hold"
	if v.found > 0 {
		verdict = fmt.Sprintf("%d findings", v.found)
	}
	done := ""
	if v.again {
		done = " re-derived"
	}
	v.say("%d complaints%s, %d events: %s\n", v.entries, done, v.events, verdict)
	return v.found, v.err
}

type verifier struct {
	r               Register
	again           bool
	open            evidence.Opener // nil = the bytes of files are not read
	out             io.Writer
	err             error // of out
	found           int64
	entries, events int64
}

func (v *verifier) say(form string, args ...any) {
	if v.err == nil {
		_, v.err = fmt.Fprintf(v.out, form, args...)
	}
}

func (v *verifier) tell(name, what string) {
	v.found++
	v.say("complaint %s: %s\n", name, what)
}

// all walks through the register by its numbers.
func (v *verifier) all(ctx context.Context) error {
	var year, serial int64
	for {
		rows, err := v.r.ComplaintsAfter(ctx, dbq.ComplaintsAfterParams{Year: year, Serial: serial})
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if row.Year != year {
				year, serial = row.Year, 0
			}
			if row.Serial != serial+1 {
				v.tell(row.Number, fmt.Sprintf("the numbers before it are missing from %d on", serial+1))
			}
			serial = row.Serial
			if err := v.entry(ctx, row); err != nil {
				return err
			}
		}
	}
}

func (v *verifier) entry(ctx context.Context, row dbq.Complaint) error {
	events, err := v.r.CaseEvents(ctx, row.ID)
	if err != nil {
		return err
	}
	if int64(len(events)) != row.Version { // it may have moved on between the two reads
		if row, err = v.r.ComplaintOf(ctx, row.ID); err != nil {
			return err
		}
		if events, err = v.r.CaseEvents(ctx, row.ID); err != nil {
			return err
		}
	}
	v.entries++
	v.events += int64(len(events))
	v.chain(row, events)
	if v.again {
		return v.fold(ctx, row, events)
	}
	return nil
}

// chain recomputes the hashes.
func (v *verifier) chain(row dbq.Complaint, events []dbq.CaseEvent) {
	var head []byte
	for i, e := range events {
		if e.N != int64(i+1) {
			v.tell(row.Number, fmt.Sprintf("event %d is missing", i+1))
			return
		}
		if !bytes.Equal(hashOf(head, e), e.Hash) {
			v.tell(row.Number, fmt.Sprintf("event %d was changed", e.N))
		}
		head = e.Hash
	}
	switch {
	case int64(len(events)) != row.Version:
		v.tell(row.Number, fmt.Sprintf("%d events, its row is of version %d", len(events), row.Version))
	case !bytes.Equal(head, row.Head):
		v.tell(row.Number, "its row bears another hash than its last event")
	}
}

// fold derives the entry again and compares all columns that follow from it, and its files.
func (v *verifier) fold(ctx context.Context, row dbq.Complaint, events []dbq.CaseEvent) error {
	var c Case
	for _, stored := range events {
		e, _, err := eventOf(stored)
		if err == nil {
			c, err = Apply(c, e)
		}
		if err != nil {
			v.tell(row.Number, fmt.Sprintf("event %d does not follow: %v", stored.N, err))
			return nil
		}
	}
	want, err := rowOf(c, row.Head)
	if err != nil {
		v.tell(row.Number, err.Error())
		return nil
	}
	got := dbq.MoveComplaintParams{ID: row.ID, Version: row.Version, Number: row.Number, Owner: row.Owner, Handler: row.Handler, Step: row.Step, DueAt: row.DueAt, ClosedAt: row.ClosedAt,
		SortAt: row.SortAt, Search: row.Search, Asks: row.Asks, Caller: row.Caller, State: row.State, Head: row.Head}
	a, _ := json.Marshal(want) // plain fields always marshal
	b, _ := json.Marshal(got)
	fixed := row.Session == string(c.Session) && row.Grp == string(c.Group) && row.FromGrp == string(c.From) && row.Reporter == string(c.Reporter)
	if !bytes.Equal(a, b) || !fixed {
		v.tell(row.Number, "the stored entry is not what its events give")
	}
	return v.files(ctx, c)
}
