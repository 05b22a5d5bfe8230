package sessions

import "firstline/internal/desk"

func (CustomerWrote) kind() string { return "customer_wrote" }

// When implements Event.
func (e CustomerWrote) When() desk.Millis { return e.At }

// Who implements Event.
func (CustomerWrote) Who() string { return "customer" }

func (AgentReplied) kind() string { return "agent_replied" }

// When implements Event.
func (e AgentReplied) When() desk.Millis { return e.At }

// Who implements Event.
func (e AgentReplied) Who() string { return string(e.Agent) }

func (ReplyChanged) kind() string { return "reply_changed" }

// When implements Event.
func (e ReplyChanged) When() desk.Millis { return e.At }

// Who implements Event.
func (e ReplyChanged) Who() string { return string(e.Agent) }

func (NoteAdded) kind() string { return "note_added" }

// When implements Event.
func (e NoteAdded) When() desk.Millis { return e.At }

// Who implements Event.
func (e NoteAdded) Who() string { return string(e.Agent) }

func (Assigned) kind() string { return "assigned" }

// When implements Event.
func (e Assigned) When() desk.Millis { return e.At }

// Who implements Event.
func (e Assigned) Who() string { return e.By }

func (Transferred) kind() string { return "transferred" }

// When implements Event.
func (e Transferred) When() desk.Millis { return e.At }

// Who implements Event.
func (e Transferred) Who() string { return string(e.By) }

func (Returned) kind() string { return "returned" }

// When implements Event.
func (e Returned) When() desk.Millis { return e.At }

// Who implements Event.
func (e Returned) Who() string { return e.By }

func (CloseRequested) kind() string { return "close_requested" }

// When implements Event.
func (e CloseRequested) When() desk.Millis { return e.At }

// Who implements Event.
func (e CloseRequested) Who() string { return string(e.By) }

func (DeliveryReported) kind() string { return "delivery_reported" }

// When implements Event.
func (e DeliveryReported) When() desk.Millis { return e.At }

// Who implements Event.
func (DeliveryReported) Who() string { return "system" }

func (DeliveryResolved) kind() string { return "delivery_resolved" }

// When implements Event.
func (e DeliveryResolved) When() desk.Millis { return e.At }

// Who implements Event.
func (e DeliveryResolved) Who() string { return string(e.By) }

func (TimeReached) kind() string { return "time_reached" }

// When implements Event.
func (e TimeReached) When() desk.Millis { return e.At }

// Who implements Event.
func (TimeReached) Who() string { return "system" }

func (CustomerMarked) kind() string { return "customer_marked" }

// When implements Event.
func (e CustomerMarked) When() desk.Millis { return e.At }

// Who implements Event.
func (CustomerMarked) Who() string { return "customer" }

func (CustomerSaw) kind() string { return "customer_saw" }

// When implements Event.
func (e CustomerSaw) When() desk.Millis { return e.At }

// Who implements Event.
func (CustomerSaw) Who() string { return "customer" }

func (FileSettled) kind() string { return "file_settled" }

// When implements Event.
func (e FileSettled) When() desk.Millis { return e.At }

// Who implements Event.
func (FileSettled) Who() string { return "system" }

func (Noticed) kind() string { return "noticed" }

// When implements Event.
func (e Noticed) When() desk.Millis { return e.At }

// Who implements Event.
func (Noticed) Who() string { return "system" }
