package sessions

// Inlet is how a customer came who did not write to a channel (CHN-01).
type Inlet string

// The inlets of the source beside the channels: hotline, visit, letter, fax, e-mail, text message, and a comment or an
// in-site message somewhere else.
const (
	InletPhone   Inlet = "phone"
	InletVisit   Inlet = "visit"
	InletLetter  Inlet = "letter"
	InletFax     Inlet = "fax"
	InletEmail   Inlet = "email"
	InletSMS     Inlet = "sms"
	InletComment Inlet = "comment"
)

// Inlets are all of them, in the order in which people choose.
func Inlets() []Inlet {
	return []Inlet{InletPhone, InletVisit, InletLetter, InletFax, InletEmail, InletSMS, InletComment}
}

// ByHand is the reason why nothing is said by the desk itself in a session that people write down: no greeting, no closing
// script, no text about waiting. The customer would not read it.
const ByHand = "by_hand"

// purpose is that of the customer's line: how it came, where somebody wrote it down.
func (e CustomerWrote) purpose() Purpose {
	if e.Inlet == "" {
		return ForCustomer
	}
	return Purpose("inlet:" + e.Inlet)
}

// writtenDown follows a line that somebody wrote down. Nobody waits in front of a screen for its answer: it runs no clock of
// seconds (SLA-01 is for messages); what the customer was promised is a promise (SCR-15). Who wrote it down spoke with the
// customer, and is the first contact (FCR-01).
func (a *applied) writtenDown(e CustomerWrote) {
	if a.s.Owner == "" {
		a.s.Owner = e.By
	}
	if e.Opening != nil {
		a.s.Greeting = Spoken{Skipped: ByHand}
	}
}
