package proposals

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// mostOpen is how many proposals one person may have open.
const mostOpen = 50

// Propose keeps a proposal: of a new script, or of other words for the one with the id. It is held to what a change of the
// scripts would be held to, so that a superior can approve it as it stands. Errors: yamlform.Problems; desk.Invalid
// "reason_needed", "same_script", "stage"; desk.NotFound "unknown_script"; desk.Conflict "proposals_full".
func (s *Service) Propose(ctx context.Context, who desk.AgentID, script string, wanted settings.ScriptEntry, reason string) (Proposal, error) {
	d := s.o.Settings.Current()
	p := Proposal{ID: uuid.Must(uuid.NewV7()).String(), Who: who, Locale: d.Locale, Script: script, Wanted: storable(wanted), Reason: written(reason), At: desk.At(s.o.Now())}
	if err := p.about(d); err != nil {
		return Proposal{}, err
	}
	c, _, err := change(d, &p)
	if err != nil {
		return Proposal{}, err
	}
	if err := s.o.Settings.Check(ctx, c); err != nil {
		return Proposal{}, err
	}
	row, err := p.row()
	if err != nil {
		return Proposal{}, err
	}
	err = s.o.Record.WriteAlone(ctx, "script_proposal:"+string(who), func(q *dbq.Queries) error {
		n, err := q.OpenScriptProposals(ctx, string(who))
		if err == nil && n >= mostOpen {
			err = desk.Fail(desk.Conflict, "proposals_full", fmt.Sprintf("%d proposals of yours wait for a verdict: withdraw some, or wait", n))
		}
		if err != nil {
			return err
		}
		return q.AddScriptProposal(ctx, row)
	})
	if err != nil {
		return Proposal{}, desk.Away(err)
	}
	s.tell(ctx, Notice{Agent: who, ID: p.ID})
	return p, nil
}

// written is what somebody has typed, as both records can keep it.
func written(text string) string { return strings.TrimSpace(channels.Storable(text)) }

func storable(e settings.ScriptEntry) settings.ScriptEntry {
	e.Title, e.Code, e.Text = channels.Storable(e.Title), channels.Storable(e.Code), channels.Storable(e.Text)
	return e
}

// about holds a proposal against the script that it is about.
func (p *Proposal) about(d *settings.Department) error {
	if p.Reason == "" {
		return desk.Fail(desk.Invalid, "reason_needed", "say why: whoever decides was not there")
	}
	if p.Script != "" {
		now, ok := d.ScriptOf(p.Script)
		if !ok {
			return desk.Fail(desk.NotFound, "unknown_script", "there is no such script any more: propose a new one")
		}
		p.Wanted.Stage = now.Stage
		if same(p.Wanted, now) {
			return desk.Fail(desk.Invalid, "same_script", "the script says this already: change something, or leave it")
		}
		p.Before, p.Now = &now, &now
	}
	if !p.Wanted.Stage.Offered() {
		return desk.Fail(desk.Invalid, "stage", "no agent says scripts of this stage: propose one that agents insert")
	}
	return nil
}

func (p *Proposal) row() (dbq.AddScriptProposalParams, error) {
	body, err := json.Marshal(p.Wanted)
	before := ""
	if err == nil && p.Before != nil {
		var was []byte
		was, err = json.Marshal(p.Before)
		before = string(was)
	}
	return dbq.AddScriptProposalParams{ID: p.ID, Who: string(p.Who), Locale: p.Locale, Script: p.Script, Before: before, Body: string(body), Reason: p.Reason, At: int64(p.At)}, err
}

// change is what the proposal makes of the scripts, and the id of its script.
func change(d *settings.Department, p *Proposal) (settings.Change, string, error) {
	form, id, err := d.WithScript(p.Script, p.Wanted)
	return settings.Change{ID: d.ScriptsID(), Form: form}, id, err
}

// Approve makes a proposal a new version of the scripts; n is the version that the superior has seen, whose name stands in the
// history with the note, or with the reason of the proposal. name gives the name of whoever has proposed it. Errors are those of
// settings.Change, among them *settings.Meanwhile where the scripts have changed since, and those of Refuse.
func (s *Service) Approve(ctx context.Context, who desk.AgentID, id string, n int64, note string, name func(desk.AgentID) string) (Proposal, error) {
	note = written(note)
	p, err := s.open(ctx, id)
	if err != nil {
		return Proposal{}, err
	}
	d := s.o.Settings.Current()
	if now := d.Documents[d.ScriptsID()]; now.N != n { // what the superior has seen, and nothing else, is what is changed
		return Proposal{}, &settings.Meanwhile{Newest: now}
	}
	if _, there := d.ScriptOf(p.Script); p.Script != "" && !there || p.Locale != d.Locale {
		return Proposal{}, desk.Fail(desk.Conflict, "script_gone", "the script is there no more: refuse the proposal, or have it proposed as a new one")
	}
	c, script, err := change(d, &p)
	if err != nil {
		return Proposal{}, err
	}
	c.N, c.Who, c.Note = n, who, strings.TrimSpace(cmp.Or(note, p.Reason)+" — "+name(p.Who))
	p.Verdict = &Verdict{As: Approved, Who: who, Reason: note, Script: script, At: desk.At(s.o.Now())}
	c.Also = func(ctx context.Context, q *dbq.Queries, v settings.Version) error {
		p.Verdict.N = v.N
		return decide(ctx, q, p)
	}
	if _, err := s.o.Settings.Change(ctx, c); err != nil {
		return Proposal{}, err
	}
	return s.decided(ctx, p), nil
}

// Refuse turns a proposal down; its author reads the reason. Errors: desk.Invalid "reason_needed"; desk.NotFound
// "no_proposal"; desk.Conflict "proposal_decided".
func (s *Service) Refuse(ctx context.Context, who desk.AgentID, id, reason string) (Proposal, error) {
	if reason = written(reason); reason == "" {
		return Proposal{}, desk.Fail(desk.Invalid, "reason_needed", "say why: its author reads it")
	}
	return s.end(ctx, id, "", Verdict{As: Refused, Who: who, Reason: reason})
}

// Withdraw takes a proposal of one's own back. Errors are those of Refuse; another's is not there.
func (s *Service) Withdraw(ctx context.Context, who desk.AgentID, id string) (Proposal, error) {
	return s.end(ctx, id, who, Verdict{As: Withdrawn, Who: who})
}

// end decides without a change of the scripts; only is whose proposal it has to be, empty = anybody's.
func (s *Service) end(ctx context.Context, id string, only desk.AgentID, v Verdict) (Proposal, error) {
	p, err := s.open(ctx, id)
	if err != nil {
		return Proposal{}, err
	}
	if only != "" && p.Who != only {
		return Proposal{}, errNone()
	}
	v.At = desk.At(s.o.Now())
	p.Verdict = &v
	if err := s.o.Record.Write(ctx, func(q *dbq.Queries) error { return decide(ctx, q, p) }); err != nil {
		return Proposal{}, desk.Away(err)
	}
	return s.decided(ctx, p), nil
}

// open reads a proposal that waits for a verdict.
func (s *Service) open(ctx context.Context, id string) (Proposal, error) {
	row, err := s.o.Record.ScriptProposal(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return Proposal{}, errNone()
	}
	if err != nil {
		return Proposal{}, desk.Away(err)
	}
	switch _, err := s.o.Record.ScriptVerdict(ctx, id); {
	case err == nil:
		return Proposal{}, errDecided()
	case !errors.Is(err, sql.ErrNoRows):
		return Proposal{}, desk.Away(err)
	}
	return read(&dbq.ScriptProposalsRow{ID: row.ID, Who: row.Who, Locale: row.Locale, Script: row.Script, Before: row.Before, Body: row.Body, Reason: row.Reason, At: row.At}, s.o.Settings.Current())
}

// decide writes the verdict, unless somebody was faster.
func decide(ctx context.Context, q *dbq.Queries, p Proposal) error {
	v := p.Verdict
	n, err := q.AddScriptVerdict(ctx, dbq.AddScriptVerdictParams{Proposal: p.ID, Verdict: v.As, Who: string(v.Who), Reason: v.Reason, Script: v.Script, N: v.N, At: int64(v.At)})
	if err == nil && n == 0 {
		err = errDecided()
	}
	return err
}

// decided tells of a verdict.
func (s *Service) decided(ctx context.Context, p Proposal) Proposal {
	p.Now, p.Outdated = nil, false
	s.tell(ctx, Notice{Agent: p.Who, ID: p.ID, Verdict: p.Verdict.As})
	return p
}

func errNone() error {
	return desk.Fail(desk.NotFound, "no_proposal", "there is no such proposal")
}

func errDecided() error {
	return desk.Fail(desk.Conflict, "proposal_decided", "this proposal was decided by somebody else, or taken back, meanwhile: look at what became of it")
}
