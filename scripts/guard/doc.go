// Package guard decides which phrases of an outgoing text the department does not want to be said: forbidden ones
// (FBD-01), negative ones with a better wording (FBD-02, SCR-11, SCR-16), absolute promises (SCR-17, SCR-18) and what no
// customer may learn (SEC-04). It refuses to judge tone, truth or intent, to change a text, and to look at what customers
// write: it finds listed phrases, exactly, and says where.
//
// # Lists
//
// A List is data with a version: Read takes it from YAML, or it is filled from JSON; Compile checks all of it and makes a
// Guard, which never changes and serves any number of goroutines. Default is the list that comes with the program in
// a language. Try runs a draft over texts that agents have sent before it goes live.
//
// # Use on the path of a message
//
// A text of an agent is checked before the command becomes an event:
//
//	found := guard.Check(text, guard.Scope{Channel: …, Group: …, Phase: …})
//	switch guard.Strictest(found) {
//	case guard.Block: // refuse the command and show the findings
//	case guard.Ask:   // refuse it unless it carries a reason; keep the reason with the findings
//	case guard.Warn:  // send it, keep the findings
//	}
//
// A refused command has changed nothing: there is no event, no message and no outbox row, and its idempotency key is not
// used up, so that the agent's client may send the mended text under the same key. The findings of a text that is sent
// are kept with its message; they name rule, list version and place, so that an inspector sees the hit as it was judged,
// whatever the list says later. The same Check may run while the agent types; only the one before the event counts.
// Texts of the system come from packs and are not checked; a test holds our packs against the default lists.
//
// # What counts as the same
//
// Compared are letters and digits after NFKC: one width, one case, Traditional as Simplified, without invisible
// characters and strike-through marks. What stands between two letters matters as follows.
//
//   - Between Chinese characters, spaces, dashes, quotes, symbols and emoji do not matter: 我 不*知-道 is 我不知道.
//     Punctuation of clauses and sentences does, so that 已经寄给您，好的 holds no 您好, unless it stands between all
//     characters of a phrase of three or more (我，不，知，道), or the list has it there too.
//   - Between letters of spelled scripts a gap is a gap: "no way" is neither "noway" nor "now ay"; but a phrase of three or
//     more letters is also found spelled out, "c a n ' t". It has to stand as a word of its own: can't is not in decant.
package guard
