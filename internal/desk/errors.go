package desk

import "errors"

// Fault is the kind of a failure that a caller can act on. Anything else is an internal error to users.
type Fault string

// The kinds. Only the HTTP layer knows which status code each becomes.
const (
	Invalid     Fault = "invalid"     // the request is wrong; the message says where
	NotFound    Fault = "not_found"   // no such thing, or not yours to see
	Conflict    Fault = "conflict"    // the state has moved on
	Forbidden   Fault = "forbidden"   // known, and not allowed
	Unavailable Fault = "unavailable" // storage is away; try again later
	Duplicate   Fault = "duplicate"   // an idempotency key came back with another body
)

// Error is a failure with a kind, a stable code for machines and a sentence for people.
type Error struct {
	Kind    Fault
	Code    string // stable, snake_case, translated by the browser
	Message string // English, one sentence, says what to do
	Err     error  // the cause; may be nil
}

// Error is the sentence, with the cause behind it.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Fail makes an Error without a cause.
func Fail(kind Fault, code, message string) *Error {
	return &Error{Kind: kind, Code: code, Message: message}
}

// Because makes an Error with a cause.
func Because(kind Fault, code, message string, err error) *Error {
	return &Error{Kind: kind, Code: code, Message: message, Err: err}
}

// KindOf is the kind of the first Error in the chain, or "" if there is none.
func KindOf(err error) Fault {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// Away is a failure of the record, as callers are told of it: desk.Unavailable "record_away". What is one of ours already stays, and so
// does nil.
func Away(err error) error {
	if err == nil || KindOf(err) != "" {
		return err
	}
	return Because(Unavailable, "record_away", "the record cannot be reached: try again", err)
}
