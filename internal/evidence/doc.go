// Package evidence proves that the record is the one that was written. It decides what a seal covers, when one is made
// and what counts as a breach: each node seals the heads of its sessions' hash chains with a key that is outside the
// database and keeps a copy in a file; Verify finds what was changed, is missing, was cut off or was added; Replay
// derives every session again from its events. It refuses to mend anything, to judge what people did and to know the
// service code: what an event means is for sessions.Apply alone.
//
// What it cannot see: what happened since the last seal, if somebody who may write to the database makes the chain
// anew; and the newest seals together with all that they cover, if both the table and every file that has them are cut
// at the same place. Copies of the seal files on another machine close the second gap.
package evidence
