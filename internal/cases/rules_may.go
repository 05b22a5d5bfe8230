package cases

import (
	"fmt"
	"slices"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// circle is who may make a change.
type circle int

const (
	nobody    circle = iota // the desk alone
	handlers                // the complaint group and superiors (ORG-07)
	followers               // also the first-contact owner, or who was named instead, who does the call-back (FCR-03)
	concerned               // also who reported it
	superiors               // who stands high enough for the ruling (CMP-17)
	managers                // who sees each closure (FLW-10)
	everyone                // whoever takes a complaint may register it (FCR-08, CMP-01)
)

// Actor is who changes an entry, as the caller has found out.
type Actor struct {
	ID     desk.AgentID
	Member bool // of the complaint group that has the entry
	Above  bool // a superior
	Rank   desk.Rank
}

// may says whether the actor belongs to the circle of an entry.
func (a Actor) may(c *Case, in circle) bool {
	switch {
	case in == everyone:
		return true
	case in == managers:
		return a.ID != "" && level(a.Rank) == len(ladder())
	case in == superiors:
		return a.ID != "" && slices.ContainsFunc(c.Escalations, func(e Escalation) bool { return e.RuledAt == 0 && level(a.Rank) >= level(e.Level) })
	case in != nobody && (a.Member || a.Above):
		return true
	case in == followers || in == concerned:
		return a.ID != "" && (a.ID == c.Owner || a.ID == c.Caller || in == concerned && a.ID == c.Reporter)
	}
	return false
}

// Can lists what the actor can do with the entry now.
func Can(c Case, who Actor) []Kind {
	out := []Kind{}
	for _, ch := range []Change{Assign{}, Describe{}, Judge{}, AddEvidence{}, Attach{}, Remark{}, SendOut{}, Handle{}, Return{}, Answer{}, Extend{}, AddAction{}, Done{}, Follow{}, Close{}, Reopen{},
		Contact{}, Investigate{}, Escalate{}, Rule{}, CallBy{}, See{}} {
		if who.may(&c, ch.circle()) && ch.ready(&c) == nil {
			out = append(out, ch.Kind())
		}
	}
	return out
}

// Settings are the figures of the service code, and whose days are meant.
type Settings struct {
	Zone       *time.Location
	DayEnds    time.Duration // after midnight: until when a day is that day; 0 = 23:59
	General    int           // days after that of the registration (CMP-10: 0)
	Major      int           // CMP-10, CMP-12: 3
	Extension  int           // most days that an extension adds (CMP-08: 3)
	Department int           // days in which a department answers (CMP-08: 3)

	Hours         calendar.Calendar // of the complaint group, for the three below; zero = every day is a working day
	Verify        bool              // a complaint is decided on the day of its registration (SLA-07)
	Investigation int               // working days in which a department says what it has found out (SLA-08); 0 = unset, as in the source
	Solution      int               // working days in which it gives its solution (SLA-08); 0 = unset
	Contact       bool              // the department contacts the customer at once (CMP-06)
}

// End is the end of the day that lies n days after the one of at. Who comes after the end of a day has the next one.
func (s Settings) End(at desk.Millis, n int) desk.Millis {
	ends := s.DayEnds
	if ends <= 0 {
		ends = 24*time.Hour - time.Minute
	}
	t := at.Time().In(s.Zone)
	end := time.Date(t.Year(), t.Month(), t.Day()+n, 0, int(ends/time.Minute), 0, 0, s.Zone)
	if !end.After(t) {
		end = time.Date(t.Year(), t.Month(), t.Day()+n+1, 0, int(ends/time.Minute), 0, 0, s.Zone)
	}
	return desk.At(end)
}

// Due is by when a complaint of that severity has to be closed.
func (s Settings) Due(since desk.Millis, v Severity) desk.Millis {
	if v == Major {
		return s.End(since, s.Major)
	}
	return s.End(since, s.General)
}

// Decide says whether the actor may make the change now, and completes it by what the settings say: deadlines are set
// by the desk, never by who asks.
func Decide(s Settings, c Case, who Actor, ch Change, at desk.Millis) (Change, error) {
	if !who.may(&c, ch.circle()) {
		return nil, desk.Fail(desk.Forbidden, "not_group", "only the complaint group and its superiors may do this")
	}
	switch v := ch.(type) {
	case Describe:
		v.Due = 0
		if v.Severity != nil {
			v.Due = s.Due(c.Since, *v.Severity)
		}
		if v.CustomerDue != nil && *v.CustomerDue != 0 && *v.CustomerDue <= at {
			return nil, desk.Fail(desk.Invalid, "date", "the time that the customer wants has passed: choose a later one")
		}
		return v, nil
	case SendOut:
		if v.Due == 0 {
			v.Due = s.End(at, s.Department)
		}
		return s.targets(v, at), nil
	case Reopen:
		v.Due, v.VerifyBy = s.Due(at, c.Severity), s.verifyBy(at)
		return v, nil
	case Close:
		v.Manager = true
		return v, nil
	case Rule:
		return v, v.within(c, who)
	case Extend:
		return v, s.extends(c, v, at)
	}
	return ch, nil
}

// extends checks the new date: later than what is due, and not too late (CMP-08).
func (s Settings) extends(c Case, e Extend, at desk.Millis) error {
	from := max(at, c.DueAt)
	if e.Until <= from {
		return desk.Fail(desk.Invalid, "date", "the new date must be later than the one that is due")
	}
	if e.Until > s.End(from, s.Extension) {
		return desk.Fail(desk.Invalid, "date", fmt.Sprintf("a deadline is put off by %d days at most (CMP-08)", s.Extension))
	}
	return nil
}
