package inbox

import (
	"fmt"
	"time"
)

// Code is the number with which a socket is closed. 4000–4499 mean "come back", 4500–4999 "do not".
type Code int

// The close codes. The browser knows them by number (web/src/stream/closing.ts).
const (
	CodeSlow      Code = 4001 // did not read what was sent to it
	CodeDraining  Code = 4002 // this node is about to stop; the reason says when to come back
	CodeGoing     Code = 4003 // this node stops now
	CodeSignedOut Code = 4501 // the sign-in ended or was revoked
	CodeDisabled  Code = 4502 // the person may not work here any more
	CodeBadFrame  Code = 4503 // the client does not speak our protocol, or too fast
	CodeTooMany   Code = 4504 // too many sockets of one person
)

// reason is what the close frame says; it holds at most 123 bytes.
func (c Code) reason() string {
	switch c {
	case CodeSlow:
		return "slow"
	case CodeDraining, CodeGoing:
		return "going"
	case CodeSignedOut:
		return "signed out"
	case CodeDisabled:
		return "disabled"
	case CodeBadFrame:
		return "bad frame"
	case CodeTooMany:
		return "too many sockets"
	}
	return ""
}

// comeBack is the reason of CodeDraining: each client gets another time, so that they do not all come at once (D14).
func comeBack(after time.Duration) string {
	return fmt.Sprintf(`{"retry_after_ms":%d}`, after.Milliseconds())
}
