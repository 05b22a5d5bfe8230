package checker

// Doubts are the messages of which nobody could know at first whether they arrived.
type Doubts struct {
	Unclear map[string]int // calls without a clear answer that took effect, by what the network did
	Cut     int            // messages reported unconfirmed although every call was answered clearly: the desk died meanwhile
	Shown   int            // messages that stood unconfirmed on a screen
	Doubled int            // messages that arrived more than once, because a person who saw the doubt had them sent again

	// What must not be: a message that is nowhere, and nobody was told; a copy that nobody asked for; a call without a clear
	// answer that was not reported, or that no screen has shown.
	Lost, Copied, Silent []string
}

// tally is what is known of one text in one chat: by the network's ledger, and by the record's histories.
type tally struct {
	arrived, unclear              int
	said, unsure, failed, resends int
	shown, hidden                 int // messages that were in doubt, by whether a screen showed it
}

// InDoubt looks at every message of ours: what the network's ledger has of it, against what was reported and shown.
func InDoubt(e *Evidence) Doubts {
	d := Doubts{Unclear: map[string]int{}}
	all := map[place]*tally{}
	at := func(p place) *tally {
		if all[p] == nil {
			all[p] = &tally{}
		}
		return all[p]
	}
	for _, s := range e.Sends {
		if !s.Done || s.Method != "sendMessage" {
			continue
		}
		n := at(place{chat(s.ChatID), s.Text})
		if n.arrived++; s.Fault != "" { // it took effect, and the desk was not told so
			n.unclear++
			d.Unclear[s.Fault]++
		}
	}
	seen := doubtsOnScreens(e)
	for key, ss := range e.conversations() {
		for _, s := range ss {
			told := reports(e.Record.Events[s.ID])
			for _, m := range e.Record.Messages[s.ID] {
				if m.outgoing() && !m.changes() {
					at(place{key, m.Text}).say(told[m.Seq], seen[spot{s.ID, m.Seq}])
				}
			}
		}
	}
	for p, n := range all {
		d.judge(p.key+": "+p.id, n)
	}
	return d
}

func (n *tally) say(t told, shown bool) {
	n.said++
	n.unsure, n.failed, n.resends = n.unsure+t.unsure, n.failed+t.failed, n.resends+t.resends
	switch {
	case t.unsure > 0 && shown:
		n.shown++
	case t.unsure > 0:
		n.hidden++
	}
}

// judge holds what is known of one text against each other.
func (d *Doubts) judge(text string, n *tally) {
	switch {
	case n.arrived < n.said-n.unsure-n.failed:
		d.Lost = append(d.Lost, text)
	case n.arrived > n.said+n.resends:
		d.Copied = append(d.Copied, text)
	case n.arrived > n.said:
		d.Doubled++
	}
	if n.unclear > n.unsure || n.hidden > 0 {
		d.Silent = append(d.Silent, text)
	}
	d.Cut += max(0, n.unsure-n.unclear)
	d.Shown += n.shown
}
