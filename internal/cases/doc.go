// Package cases keeps the complaint register 投诉登记 (CMP-01, CMP-03): every dispute that is handed to the complaint
// group gets a numbered entry first, and the entry goes through the steps of the service code until the customer is
// satisfied. It decides what may happen to an entry, in which order, by whom and until when; it refuses to touch a
// session (a case is a machine of its own beside it), to give a number twice or leave one out, to change what was
// written, and to close what was not answered.
//
// Its events hold their texts, unlike those of the sessions (docs/decisions/0005): the form with its reasons and answers
// is what the department has to archive (CMP-12). Excerpts only point into the session, where a text can be erased; files
// that are evidence belong to the entry, and an event has their digest (ORG-07).
package cases
