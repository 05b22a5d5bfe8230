package channels

import (
	"errors"
	"fmt"
	"time"
)

// Reason is why a send did not succeed. The table below says what follows from each.
type Reason string

// The reasons. Each has a row in the table and a user text.
const (
	Unreachable Reason = "unreachable" // nothing left this machine: DNS, refused, TLS
	Throttled   Reason = "throttled"   // the network said when to come back
	Refused     Reason = "refused"     // the network said no to this message
	Blocked     Reason = "blocked"     // the customer blocked us
	Gone        Reason = "gone"        // the customer's account is deleted
	Removed     Reason = "removed"     // we are no member of the group any more
	NoSuchChat  Reason = "no_such_chat"
	BadToken    Reason = "bad_token"  // the account is dead: every send will fail until an admin acts
	Ambiguous   Reason = "ambiguous"  // the body left and no clear answer came
	Unanswered  Reason = "unanswered" // like Ambiguous, but the network knows a message that comes twice by its key
	TooLong     Reason = "too_long"
	QuotaUsed   Reason = "quota_used" // the network takes no more until the customer writes again
)

// Verdict answers the three questions that the core has about a failed send: again? whom to tell? what to show?
type Verdict struct {
	Retry  bool   // a later try may succeed and cannot double the message
	Admin  bool   // tell an admin too, not only the agent
	Unsure bool   // it may have arrived: shown as unconfirmed at the end, and sent again by itself only where Retry says so
	Text   string // for people, English; the browser translates the reason
}

// Verdicts has one row per reason.
func Verdicts() map[Reason]Verdict {
	return map[Reason]Verdict{
		Unreachable: {Retry: true, Text: "The network cannot be reached; it is tried again."},
		Throttled:   {Retry: true, Text: "The network asks for a pause; it is sent afterwards."},
		Refused:     {Text: "The network refused this message."},
		Blocked:     {Text: "The customer has blocked this account."},
		Gone:        {Text: "The customer's account was deleted."},
		Removed:     {Text: "This account is not in the group any more."},
		NoSuchChat:  {Text: "The conversation no longer exists on the network."},
		BadToken:    {Admin: true, Text: "The account's token is not valid any more: an admin must renew it."},
		Ambiguous:   {Unsure: true, Text: "It is not known whether the message arrived: check, then resend or mark it delivered."},
		Unanswered:  {Retry: true, Unsure: true, Text: "No clear answer came; it is sent again under the same key, by which the receiver knows it."},
		TooLong:     {Text: "The message is too long for this network."},
		QuotaUsed:   {Text: "The network takes no more messages until the customer writes again."},
	}
}

// SendError is a failed send.
type SendError struct {
	Reason     Reason
	RetryAfter time.Duration // what the network asked for; 0 = our own pause
	Detail     string        // the network's words, without secrets
	Err        error         // the cause; may be nil
}

// Error names the reason and the network's words.
func (e *SendError) Error() string {
	return fmt.Sprintf("send %s: %s", e.Reason, e.Detail)
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }

// Judge turns any error of Send into a SendError and its verdict: what is not one of ours is ambiguous, because nothing
// says that the body did not leave.
func Judge(err error) (*SendError, Verdict) {
	var se *SendError
	if !errors.As(err, &se) {
		se = &SendError{Reason: Ambiguous, Detail: err.Error(), Err: err}
	}
	return se, se.Reason.Verdict()
}

// Verdict is the reason's row; a reason without one counts as Ambiguous.
func (r Reason) Verdict() Verdict {
	table := Verdicts()
	if v, ok := table[r]; ok {
		return v
	}
	return table[Ambiguous]
}
