package checker

import "strconv"

// Firing is one alarm that was heard of.
type Firing struct {
	Chat    int64
	Due, At int64 // Unix milliseconds: when it had to be, and was
}

// Firings are all alarms of the run, by the histories of the sessions.
func Firings(e *Evidence) []Firing {
	folds := foldAll(e)
	var out []Firing
	for _, s := range e.Record.Sessions {
		chat, _ := strconv.ParseInt(s.Key, 10, 64)
		for _, x := range folds[s.ID].fired {
			out = append(out, Firing{Chat: chat, Due: x.due, At: x.at})
		}
	}
	return out
}
