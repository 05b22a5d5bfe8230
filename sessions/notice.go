package sessions

import "firstline/internal/desk"

// onNoticed shows colleagues what the network told of the conversation, while there is somebody to whom it matters; of a closed
// session it is kept as long as that may go on. It answers nothing and stops nothing: whether a message still arrives is for the
// network to say, message by message.
func (a *applied) onNoticed(e Noticed) error {
	p := noticeLine(e.What)
	if p == "" {
		return desk.Fail(desk.Invalid, "notice", "no such notice of a network is known")
	}
	if !Continues(a.rules, a.s, e.At) {
		return a.ignore()
	}
	switch news := a.hears(e.What); {
	case a.s.Phase.Open():
		a.line(e.At, p, "", "")
	case !news:
		return a.ignore()
	}
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
