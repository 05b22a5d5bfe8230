// Package drafts keeps what people write in sessions and have not sent, so that another computer, another browser or a page
// that is loaded anew finds it: for each person and session one reply and one note. It decides which of two writers was first
// and how long a draft is kept; it refuses to know who may see a session, and to put anything of a draft into a session's
// record: it was said to nobody.
package drafts
