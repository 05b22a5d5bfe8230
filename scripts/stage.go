package scripts

// Stage is the moment of a session at which a script is said.
type Stage string

const (
	// StageGreeting is what the desk says by itself when a session opens (SCR-02, SCR-03).
	StageGreeting Stage = "greeting"
	// StageAgentGreeting is the greeting an agent's first message starts with (SCR-02).
	StageAgentGreeting Stage = "agent_greeting"
	// StageClosing ends a session (SCR-02, SCR-04, SCR-07).
	StageClosing Stage = "closing"
	// StageApology is said when a reply is late or a complaint is valid (SCR-06).
	StageApology Stage = "apology"
	// StageQueue tells a waiting customer where they stand.
	StageQueue Stage = "queue"
	// StageAway is said when nobody can answer now (CHN-02, SLA-05).
	StageAway Stage = "away"
	// StageHandoff tells who takes over (RTE-05).
	StageHandoff Stage = "handoff"
	// StageThanks thanks the customer (SCR-07, SCR-14).
	StageThanks Stage = "thanks"
	// StageClarification asks a customer to say it again (SCR-13).
	StageClarification Stage = "clarification"
	// StageCongratulation wishes well (SCR-05).
	StageCongratulation Stage = "congratulation"
	// StageAnswer says yes, or that something was understood (SCR-08).
	StageAnswer Stage = "answer"
	// StageExplanation gives the reason for what cannot be changed (SCR-09).
	StageExplanation Stage = "explanation"
	// StageConsent asks whether it is all right like that, in place of a refusal (SCR-11).
	StageConsent Stage = "consent"
	// StageRefusal says no tactfully (SCR-16).
	StageRefusal Stage = "refusal"
	// StageLibrary is the department's own text on any matter, its unified answers (SCR-01).
	StageLibrary Stage = "library"
	// StageConfirm asks whether that answered it, before the closing (FLW-06).
	StageConfirm Stage = "confirm"
	// StageRating asks for a rating behind the closing (SAT-01, FLW-06).
	StageRating Stage = "rating"
)

// Scripts that the desk asks for by name. Every pack has them.
const (
	ApologyLate        = "apology.late"         // nobody answered in time (SCR-06, SLA-01)
	ApologyFault       = "apology.fault"        // only for a complaint found valid (SCR-21)
	AwayHours          = "away.hours"           // closed, with the time of return (SLA-05)
	AwayNobody         = "away.nobody"          // nobody there, time of return unknown (CHN-02)
	ClarificationAgain = "clarification.again"  // please say it again (SCR-13)
	ClarificationSlow  = "clarification.slower" // please say it more slowly (SCR-13)
	HandoffAgent       = "handoff.agent"        // a named person has taken over (RTE-05)
	HandoffGroup       = "handoff.group"        // on the way to a group (RTE-05, RTE-10)
	QueueNext          = "queue.next"           // first in the queue
	QueuePosition      = "queue.position"       // further back in the queue
	ThanksPraise       = "thanks.praise"        // the answer to praise (SCR-14)
	ThanksWaiting      = "thanks.waiting"       // thanks for the patience (SCR-07)
)

// AnswerUnderstood is what a complainant hears first, right or wrong (SCR-21). A pack may leave it out.
const AnswerUnderstood = "answer.understood"

// RatingAsk asks for a number from 1 to 5 (SAT-01). A pack may leave it out: then nobody is asked.
const RatingAsk = "rating.ask"

// ConfirmAsk asks whether that answered the question (FLW-06). A pack may leave it out: then nobody is asked.
const ConfirmAsk = "confirm.ask"

// demands is what a script must satisfy to be let into a pack.
type demands struct {
	// sure variables are always filled at this stage; maybe ones can be empty
	// (an anonymous visitor has no name), so a text uses them only inside an if.
	sure, maybe []string
	uses        []string // variables the text must say
	says        []set    // phrase sets of which the text must hold a phrase
	silent      []set    // phrase sets of which it must hold none
	byMoment    bool     // chosen by time of day and returning customer, not by name
}

// demands of a stage; false when there is no such stage.
//
// A greeting that holds a closing phrase (the Taiwanese 晚安 is both) would make
// the desk believe that it has said goodbye already, hence silent.
func (s Stage) demands() (demands, bool) {
	anyone := demands{sure: []string{"Organisation"}, maybe: []string{"Agent", "Customer"}}
	d := anyone
	switch s {
	case StageGreeting: // SCR-02, SCR-03, SCR-12
		d.maybe = []string{"Customer"}
		d.uses, d.says, d.silent, d.byMoment = d.sure, []set{greetingSet}, []set{closingSet}, true
	case StageAgentGreeting: // SCR-02
		d.sure, d.maybe = []string{"Organisation", "Agent"}, []string{"Customer"}
		d.uses, d.says, d.silent, d.byMoment = []string{"Agent"}, []set{greetingSet}, []set{closingSet}, true
	case StageClosing: // SCR-02, SCR-04, SCR-07
		d.says, d.byMoment = []set{closingSet, thanksSet}, true
	case StageApology: // SCR-06
		d.says = []set{apologySet}
	case StageThanks: // SCR-07
		d.says = []set{thanksSet}
	case StageHandoff: // RTE-05
		d.sure = append(d.sure, "Group")
		d.uses = []string{"Group"}
	case StageAway: // SLA-05
		d.maybe = append(d.maybe, "Back")
	case StageQueue, StageClarification, StageConfirm, StageRating, StageCongratulation, StageAnswer, StageExplanation, StageConsent, StageRefusal, StageLibrary:
	default:
		return demands{}, false
	}
	return d, true
}

// named lists the scripts every pack has, with the variables that only the
// function behind each of them fills and that its text must therefore say.
func named() map[string]struct {
	stage Stage
	uses  []string
} {
	return map[string]struct {
		stage Stage
		uses  []string
	}{
		ApologyLate:        {stage: StageApology},
		ApologyFault:       {stage: StageApology},
		AwayHours:          {stage: StageAway, uses: []string{"Back"}},
		AwayNobody:         {stage: StageAway},
		ClarificationAgain: {stage: StageClarification},
		ClarificationSlow:  {stage: StageClarification},
		HandoffAgent:       {stage: StageHandoff, uses: []string{"Agent"}},
		HandoffGroup:       {stage: StageHandoff},
		QueueNext:          {stage: StageQueue},
		QueuePosition:      {stage: StageQueue, uses: []string{"Position"}},
		ThanksPraise:       {stage: StageThanks},
		ThanksWaiting:      {stage: StageThanks},
	}
}
