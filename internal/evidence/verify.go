package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Report is what Verify found.
type Report struct {
	Sessions int64
	Events   int64
	Seals    int64
	Erased   int64     // texts that are gone with their salt, as an erasure leaves them
	Found    int64     // findings, all of them
	Findings []Finding // the first of them
}

// Holds says that nothing is wrong.
func (r Report) Holds() bool { return r.Found == 0 }

// Verify reads the whole record and the seal files (REC-02), a page at a time, and writes to out what does not hold, then one
// line of result. It may run while the desk works. files are read in full; one that does not exist is a finding. The
// error means that it could not be carried out, not that something was found.
func Verify(ctx context.Context, st *store.Store, key []byte, files []string, out io.Writer) (Report, error) {
	return verify(ctx, sqlSource{st}, key, files, out)
}

// verifier is one Verify under way.
type verifier struct {
	list
	src    source
	key    []byte
	report Report
	counts counts
	named  map[string]bool // sessions whose seals have been reported, with the kind
	heads  []sealedHead    // wait to be looked up
	nodes  map[string]bool // that have sealed; true: with a file
}

func verify(ctx context.Context, src source, key []byte, files []string, out io.Writer) (Report, error) {
	v := &verifier{list: list{out: out}, src: src, key: key, named: map[string]bool{}, nodes: map[string]bool{}}
	steps := []func(context.Context) error{v.rules, v.seals, func(ctx context.Context) error { return v.files(ctx, files) }, v.sessions, v.orphans}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return v.result(), err
		}
	}
	v.counts.check(&v.list)
	if v.report.Sessions > 0 && v.report.Seals == 0 {
		v.other(Missing, "the record", "no seal covers it: was it sealed with another database, or were all seals removed?")
	}
	v.conclude()
	return v.result(), v.err
}

func (v *verifier) result() Report {
	v.report.Found, v.report.Findings = v.n, v.first
	return v.report
}

// conclude writes the result.
func (v *verifier) conclude() {
	v.rest()
	if v.report.Erased > 0 {
		v.say("%d texts have been erased; their digests stand\n", v.report.Erased)
	}
	var bare []string
	for node, witnessed := range v.nodes {
		if !witnessed {
			bare = append(bare, node)
		}
	}
	if slices.Sort(bare); len(bare) > 0 {
		v.say("without a seal file here: %s\n", strings.Join(bare[:min(3, len(bare))], ", ")+more(len(bare)-3))
	}
	verdict := "all hold"
	if v.n > 0 {
		verdict = plural(v.n, "finding")
	}
	v.say("%d sessions, %d events, %d seals: %s\n", v.report.Sessions, v.report.Events, v.report.Seals, verdict)
}

func more(n int) string {
	if n > 0 {
		return ", …"
	}
	return ""
}

// rules checks that each version of the rules is what its name says.
func (v *verifier) rules(ctx context.Context) error {
	rows, err := v.src.rules(ctx)
	for _, r := range rows {
		if !genuine(r) {
			v.other(Changed, "rules "+r.Version, "they are not the rules that had this name")
		}
	}
	return err
}

// genuine: a version is named after the content (internal/rulebook).
func genuine(r dbq.Rules) bool {
	sum := sha256.Sum256([]byte(r.Doc))
	return hex.EncodeToString(sum[:8]) == r.Version
}

// sessions walks through all sessions.
func (v *verifier) sessions(ctx context.Context) error {
	return walk(ctx, v.src, func(s story) error {
		v.report.Sessions++
		v.report.Events += int64(len(s.events))
		v.counts.add(s)
		v.texts(s, v.chain(s))
		return nil
	})
}

// walk calls do for every session.
func walk(ctx context.Context, src source, do func(story) error) error {
	for after := ""; ; {
		page, err := src.stories(ctx, after)
		if err != nil {
			return err
		}
		for _, s := range page {
			if err := do(s); err != nil {
				return err
			}
			after = s.row.ID
		}
		if len(page) == 0 {
			return nil
		}
	}
}

// orphans finds sessions whose row is gone.
func (v *verifier) orphans(ctx context.Context) error {
	for _, of := range []string{ofEvents, ofMessages} {
		for after := ""; ; {
			page, err := v.src.orphans(ctx, of, after)
			if err != nil {
				return err
			}
			for _, o := range page {
				v.session(Missing, o.Session, fmt.Sprintf("its row is gone, and %d %s of it are there", o.N, of))
				after = o.Session
			}
			if len(page) == 0 {
				break
			}
		}
	}
	return nil
}
