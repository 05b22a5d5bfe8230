// Package agent is a simulated agent with a browser: it signs in, goes online, keeps a websocket, shows the sessions it
// holds and resumes by version, answers every turn of a customer with words that exist once, and closes, notes, passes
// on and hands back now and then. It decides what such a person does and notes all of it: what it commanded and was
// told (commands.jsonl), and what its screen showed (screens.jsonl).
//
// It speaks only what docs/api.md says and imports nothing of the server. It refuses to judge what it sees:
// that is for the checker.
package agent
