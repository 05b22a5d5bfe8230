package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// Flow is the way that a matter takes through the department (FLW-01…04). The zero value is the general one.
type Flow string

// The four flows of the service code.
const (
	FlowGeneral    Flow = ""           // 客服受理 → 解决问题 → 回复顾客 → 问题反馈
	FlowDispute    Flow = "dispute"    // 客服受理 → 交易纠纷 → 投诉专员 → 核实处理 → 回复顾客 → 问题反馈
	FlowFault      Flow = "fault"      // 客服受理 → 技术故障 → 技术倾向型客服 → 核实处理 → 回复顾客 → 问题反馈
	FlowDepartment Flow = "department" // … → 核实处理无法解决 → 申报技术部门 → 回复顾客 → 问题反馈
)

// StepName names a step of a flow.
type StepName string

// The steps.
const (
	StepAccepted   StepName = "accepted"   // 受理: an agent has it
	StepSolved     StepName = "solved"     // 解决: an agent has given the answer
	StepJudged     StepName = "judged"     // 判定: it is a dispute, or a technical fault
	StepSpecialist StepName = "specialist" // 投诉专员 or 技术倾向型客服 has it
	StepVerified   StepName = "verified"   // 核实处理
	StepDeclared   StepName = "declared"   // 申报技术部门
	StepReplied    StepName = "replied"    // 回复顾客: the channel accepted a human answer after all that
	StepFedBack    StepName = "fed_back"   // 问题反馈
)

// Step is a step that is done, by whom and when. By is an agent's id, or "system" where a keyword rule decided.
type Step struct {
	Name StepName    `json:"name"`
	At   desk.Millis `json:"at"`
	By   string      `json:"by"`
}

// Steps are those of the flow, in order.
func (f Flow) Steps() []StepName {
	switch f {
	case FlowDispute, FlowFault:
		return []StepName{StepAccepted, StepJudged, StepSpecialist, StepVerified, StepReplied, StepFedBack}
	case FlowDepartment:
		return []StepName{StepAccepted, StepJudged, StepSpecialist, StepVerified, StepDeclared, StepReplied, StepFedBack}
	}
	return []StepName{StepAccepted, StepSolved, StepReplied, StepFedBack}
}

// NextStep is what has to be done next; empty when all is done.
func (s State) NextStep() StepName {
	if way := s.Flow.Steps(); len(s.Steps) < len(way) {
		return way[len(s.Steps)]
	}
	return ""
}

// advance stamps the steps that follow from where the session is: somebody has it, it was judged, a specialist has it.
func (a *applied) advance(at desk.Millis) {
	for a.rules.Steps && a.s.Phase.Open() && !a.offered() {
		name := a.s.NextStep()
		by := a.reached(name)
		if by == "" {
			return
		}
		a.s.Steps = append(a.s.Steps, Step{name, at, by})
	}
}

// reached is who did a step that is done by being where one is; empty when it is not done, or is one of the others.
func (a *applied) reached(name StepName) string {
	switch name {
	case StepAccepted:
		return string(a.holder())
	case StepJudged:
		return a.s.SortedBy
	case StepSpecialist:
		if h := a.s.Holder; h != nil && a.specialist(*h) {
			return string(h.Agent)
		}
	}
	return ""
}

// specialist says whether the holder is who the flow is for: any complaint specialist for a dispute (RTE-01), an agent of
// the technical leaning or an all-round one for a fault (RTE-02, ORG-03).
func (a *applied) specialist(h Holder) bool {
	if a.s.Flow == FlowDispute {
		return a.s.Group == a.rules.Complaint
	}
	return h.Speciality == desk.SpecialityTechnical || h.Speciality == desk.SpecialityAllRound
}

// done stamps a step that something was done for, if it is its turn. The answer is the newest one as long as nothing came
// after it, and the department has to answer before the customer can be.
func (a *applied) done(name StepName, at desk.Millis, by string) {
	if !a.rules.Steps {
		return
	}
	if name == StepReplied && a.s.Flow == FlowDepartment && a.departmentSilent() {
		return
	}
	if n := len(a.s.Steps); n > 0 && a.s.Steps[n-1].Name == name {
		a.s.Steps = a.s.Steps[:n-1]
	}
	if a.s.NextStep() == name {
		a.s.Steps = append(a.s.Steps, Step{name, at, by})
	}
}

// retake takes the way from the step on once more, because what led there has changed.
func (a *applied) retake(name StepName) {
	if i := slices.IndexFunc(a.s.Steps, func(s Step) bool { return s.Name == name }); i >= 0 {
		a.s.Steps = a.s.Steps[:i]
	}
}

// goWay puts the session on another way. What was done before the ways part stays done.
func (a *applied) goWay(f Flow, by string) {
	if a.s.Flow == f || f == FlowFault && a.s.Flow == FlowDepartment {
		return
	}
	a.s.Flow = f
	if len(a.s.Steps) > 1 {
		a.s.Steps = a.s.Steps[:1]
	}
	if f != FlowGeneral {
		a.s.SortedBy = by
	}
}

// onVerified records what the specialist found (核实处理). Found unsolvable, a fault has to be declared to the technical
// department before the customer can be answered (FLW-04). It may be said again; then the customer is owed a new answer.
func (a *applied) onVerified(e Verified) error {
	if err := a.mayAct(e.By, e.Any); err != nil {
		return err
	}
	way := a.s.Flow.Steps()
	switch {
	case a.s.Phase != Serving:
		return refuse("not_serving", "nobody has this session")
	case !slices.Contains(way, StepVerified):
		return refuse("no_such_step", "this session's way has no verification: say first that it is a dispute or a technical fault")
	case len(a.s.Steps) < slices.Index(way, StepVerified):
		return refuse("step_"+string(a.s.NextStep()), "a step of this session's way is not done yet: "+string(a.s.NextStep()))
	case e.Unsolved && a.s.Flow == FlowDispute:
		return refuse("not_technical", "only a technical fault is declared to the technical department: escalate the dispute")
	}
	a.retake(StepVerified)
	switch {
	case e.Unsolved:
		a.s.Flow = FlowDepartment
	case a.s.Flow == FlowDepartment:
		a.s.Flow = FlowFault
	}
	a.done(StepVerified, e.At, string(e.By))
	a.note(e.At, ForFinding, e.By, e.ClientID, e.Text)
	return nil
}
