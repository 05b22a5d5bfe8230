// Package search finds messages by their words and by the names of their files, and customers by their names. It keeps the full-text index behind the record: it is told of commits,
// reads the messages of a session from where it stopped, and goes through the whole record once in a while for what it
// was not told of. It decides what is in the index and whose question may find what; it refuses to make a commit wait, to
// keep a text that was erased, and to show anybody a session that the lists would not show.
package search
