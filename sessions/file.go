package sessions

import "firstline/internal/desk"

// onFileSettled notes that a file is here, by its digest, or why it is not.
func (a *applied) onFileSettled(e FileSettled) error {
	if e.Seq < 1 || e.Seq > a.s.Seq || e.N < 0 || (e.Digest == "") == (e.Reason == "") {
		return desk.Fail(desk.Invalid, "file", "no such file")
	}
	a.emit(Filed{Seq: e.Seq, N: e.N, Digest: e.Digest, Reason: e.Reason})
	return nil
}
