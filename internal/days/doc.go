// Package days tells one person's day from the record: how many sessions, how fast the answers, what was found in reviews,
// and the log of problems (ORG-06, ui.md 1.7 and 3.3). It decides what counts for a person, and compares nobody with
// anybody else; it refuses to know who may look, and to keep figures of its own.
package days
