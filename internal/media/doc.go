// Package media keeps the bytes of files: what customers send with their messages, what agents send back, and what either
// has handed in and not sent yet. It decides what a file is by its bytes, how large it may be, when it is fetched from its
// network and when that is given up; it refuses to believe a network's word, to use a name from outside in a path, and to
// know anything of a message but that a file belongs to it. docs/decisions/0012-files.md says why the bytes are no rows.
package media
