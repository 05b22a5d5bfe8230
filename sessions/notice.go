package sessions

import "firstline/internal/desk"

// onNoticed shows colleagues what the network told of the conversation, while there is somebody to whom it matters. It
// answers nothing and stops nothing: whether a message still arrives is for the network to say, message by message.
func (a *applied) onNoticed(e Noticed) error {
	p := noticeLine(e.What)
	switch {
	case p == "":
		return desk.Fail(desk.Invalid, "notice", "no such notice of a network is known")
	case !a.s.Phase.Open():
		return a.ignore()
	}
	a.line(e.At, p, "", "")
	return nil
}

// noticeLine is the line for a notice; empty for one that is not known.
func noticeLine(n desk.Notice) Purpose {
	switch n {
	case desk.NoticeBlocked:
		return LineBlocked
	case desk.NoticeRemoved:
		return LineRemoved
	case desk.NoticeBack:
		return LineBack
	case desk.NoticeMoved:
		return LineMoved
	}
	return ""
}
