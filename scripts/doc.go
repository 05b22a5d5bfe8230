// Package scripts decides what may be said to a customer and what must be
// said: the texts of a desk, which of them fits the moment, and whether a human
// has already said it.
//
// The texts live in packs, one a language, written by hand in packs/*.yaml.
// Load refuses a pack that would break the service code (a closing without
// thanks, an automatic greeting that does not name the organisation), so that
// whatever a loaded pack says is allowed by construction (SCR-01, SCR-02).
//
// The package is pure. It reads no clock (the time is part of the question),
// opens no connection, logs nothing and sends nothing. It does not decide when
// a text is due either: that is the session's business.
package scripts
