package cases

import "firstline/internal/desk"

// Ask is a change as somebody asks for it: exactly one field is set.
type Ask struct {
	Assign   *Assign      `json:"assign,omitempty"`
	Describe *Describe    `json:"describe,omitempty"`
	Judge    *Judge       `json:"judge,omitempty" doc:"Valid or invalid (CMP-04)"`
	Evidence *AddEvidence `json:"evidence,omitempty" doc:"Messages of the session"`
	Attach   *Attach      `json:"attach,omitempty" doc:"A file (ORG-07)"`
	Remark   *Remark      `json:"remark,omitempty"`
	Dispatch *SendOut     `json:"dispatch,omitempty"`
	Handle   *Handle      `json:"handle,omitempty" doc:"The answer of a department, or what was done without one"`
	Return   *Return      `json:"return,omitempty"`
	Answer   *Answer      `json:"answer,omitempty" doc:"The customer was told"`
	Extend   *Extend      `json:"extend,omitempty"`
	Action   *AddAction   `json:"action,omitempty"`
	Done     *Done        `json:"done,omitempty"`
	FollowUp *Follow      `json:"follow_up,omitempty"`
	Close    *Close       `json:"close,omitempty"`
	Reopen   *Reopen      `json:"reopen,omitempty"`

	Contact     *Contact     `json:"contact,omitempty" doc:"The department has contacted the customer (CMP-06)"`
	Investigate *Investigate `json:"investigate,omitempty" doc:"What a department has found out (SLA-08)"`
	Escalate    *Escalate    `json:"escalate,omitempty" doc:"Put before a superior (CMP-13, CMP-14, CMP-17)"`
	Rule        *Rule        `json:"rule,omitempty" doc:"The superior's ruling"`
	Caller      *CallBy      `json:"caller,omitempty" doc:"Who calls back (FCR-03)"`
	See         *See         `json:"see,omitempty" doc:"A manager has seen the closure (FLW-10)"`
}

// Change gives the one change, with its texts as tidy leaves them. What only the desk sets is empty.
func (a Ask) Change(tidy func(string) string) (Change, error) {
	var all []Change
	clean := func(texts ...*string) {
		for _, t := range texts {
			if t != nil {
				*t = tidy(*t)
			}
		}
	}
	add(&all, a.Assign, func(*Assign) {})
	add(&all, a.Describe, func(d *Describe) {
		clean(d.Nature, d.Cause, d.Wanted, d.Problem, d.Analysis, d.Solution, d.Suggestion, d.Responsible)
		d.Due = 0
	})
	add(&all, a.Judge, func(j *Judge) { clean(&j.Grounds) })
	add(&all, a.Evidence, func(e *AddEvidence) { clean(&e.Note) })
	add(&all, a.Attach, func(f *Attach) { clean(&f.Note); f.File = nil })
	add(&all, a.Remark, func(r *Remark) { clean(&r.Text) })
	add(&all, a.Dispatch, func(s *SendOut) { clean(&s.Department, &s.Text); s.InvestigateBy, s.SolveBy, s.Contact = 0, 0, false })
	add(&all, a.Handle, func(h *Handle) { clean(&h.Answer) })
	add(&all, a.Return, func(r *Return) { clean(&r.Note) })
	add(&all, a.Answer, func(n *Answer) { clean(&n.Text) })
	add(&all, a.Extend, func(e *Extend) { clean(&e.Reason, &e.Told) })
	add(&all, a.Action, func(n *AddAction) { clean(&n.Text) })
	add(&all, a.Done, func(d *Done) { clean(&d.Note) })
	add(&all, a.FollowUp, func(f *Follow) { clean(&f.Note) })
	add(&all, a.Close, func(c *Close) { clean(&c.Result); c.Manager = false })
	add(&all, a.Reopen, func(r *Reopen) { clean(&r.Reason); r.Due, r.VerifyBy = 0, 0 })
	add(&all, a.Contact, func(k *Contact) { clean(&k.How) })
	add(&all, a.Investigate, func(i *Investigate) { clean(&i.Result) })
	add(&all, a.Escalate, func(e *Escalate) { clean(&e.Reason) })
	add(&all, a.Rule, func(r *Rule) { clean(&r.Decision) })
	add(&all, a.Caller, func(*CallBy) {})
	add(&all, a.See, func(*See) {})
	if len(all) != 1 {
		return nil, desk.Fail(desk.Invalid, "change", "ask for exactly one change at a time")
	}
	return all[0], nil
}

// add appends a copy of what was asked for.
func add[T Change](all *[]Change, asked *T, tidy func(*T)) {
	if asked != nil {
		v := *asked
		tidy(&v)
		*all = append(*all, v)
	}
}
