// Package owntexts keeps the texts that people write for themselves, beside the department's scripts (SCR-01, ui.md 1.7). It
// decides how many one may have and what may stand in one; it refuses to show them to anybody but their owner, and what may be
// said in them is decided where a text is sent, as of every text (FBD-01).
package owntexts
