// Package marks reads a transcript for whoever checks it (QA-05, QA-06, QA-07): it says at which message a greeting, a
// closing, a listed phrase, a late answer or an open question stands, and states facts for each criterion. It decides
// where something is and how sure that is; it refuses to give a verdict, to propose one, to count points and to touch the
// transcript (ui.md 4.2, 4.3).
package marks
