// Package settings keeps what the department has decided, since when and by whom: targets, groups, working hours,
// phrases, scripts, criteria and the department's own name, each a document with a history. It decides which version of each holds
// and puts them together into one Department, which takes effect without a restart, on this node at once and on all
// others within two seconds. It refuses a document that would not work, a change that overwrites somebody else's, and to
// change what the configuration holds.
//
// # How a decision takes effect
//
// Every version of every document is a row of the table setting, which is insert-only. A change is read by the parser of
// its kind, checked against the other documents, and added under the next number (compare-and-set). Then the whole
// Department is put together anew and adopted: new sessions live under its rules (internal/rulebook), texts are checked
// by its Guard, queues are those of its groups. Other nodes hear of it through the live store, and look once a second in
// any case. Sessions that are open keep the rules that they were opened under.
//
// # Where a department starts
//
// What the configuration says, and what comes with the program where it says nothing. That is written into the table as
// well, with nobody as its author, so that history is whole; as long as nobody has decided otherwise it follows the
// configuration and the program. A key that the configuration gives explicitly holds its documents (Held).
//
// # Adding a kind
//
// One row in kinds (kinds.go) and one file with its reader. The row says what the kind is called, which documents of it
// there are, where they start, which keys of the configuration hold it, who may change it, and how a text is read into
// the Department. The reader reports everything that is wrong, by key, as yamlform.Problems; its values go into a field
// of Department, from where Rules, Source or the assembly (cmd/firstline) take them. History, checks, restore, the API
// and the raw view in the browser then work for it; only its form in the browser is written by hand
// (web/src/settings/kinds.ts).
package settings
