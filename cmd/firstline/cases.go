package main

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/config"
	"firstline/internal/cases"
	"firstline/internal/desk"
	"firstline/scripts/guard"
	"firstline/sessions"
)

// openCases makes the complaint register.
func (p *parts) openCases() (*cases.Service, error) {
	c := p.cfg.Complaints
	numbers, err := cases.ParseNumbering(c.Number)
	if err != nil {
		return nil, err
	}
	figures := cases.Settings{DayEnds: c.DayEnds, General: c.General, Major: c.Major, Extension: c.Extension, Department: c.Department,
		Verify: c.Verify, Investigation: c.Investigation, Solution: c.Solution, Contact: c.Contact}
	settings := func() cases.Settings {
		now := figures
		d := p.settings.Current()
		now.Zone, now.Hours = d.Zone, d.Hours[d.ComplaintGroup()]
		return now
	}
	group := func() desk.GroupID { return p.settings.Current().ComplaintGroup() }
	return cases.New(cases.Options{Record: p.store, Group: group, Settings: settings, Numbers: numbers, Sealer: p.sealer, Live: p.live, Log: p.log,
		Unasked: unasked(p.cfg.Locale)}), nil
}

// fault says what becomes of the apology for a fault of ours in a session: while its complaint has not been found valid,
// what the configuration chooses between the sources that contradict each other (SCR-21). A register that cannot be read
// stops no message.
func (p *parts) fault(s sessions.State) guard.Action {
	if p.cfg.Complaints.FaultApology == config.FaultAlways {
		return ""
	}
	switch valid, known := p.found(s); {
	case valid, !known:
		return ""
	case p.cfg.Complaints.FaultApology == config.FaultBlock:
		return guard.Block
	}
	return guard.Warn
}

// valid says whether an apology is owed in a session: its complaint was found valid, and the configuration asks for one
// (SCR-06). A register that cannot be read keeps no session open.
func (p *parts) valid(s sessions.State) bool {
	if !p.cfg.Complaints.Apology {
		return false
	}
	valid, _ := p.found(s)
	return valid
}

// found reads whether the session's complaint was found valid; not known where the register cannot be read.
func (p *parts) found(s sessions.State) (valid, known bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	valid, err := p.cases.Valid(ctx, s.ID)
	if err != nil {
		p.log.Warn("the register cannot be read: an apology goes unchecked", zap.String("session", string(s.ID)), zap.Error(err))
	}
	return valid, err == nil
}

// unasked is the reason of an entry that a keyword rule has led to.
func unasked(locale string) string {
	switch locale {
	case "zh-TW":
		return "依關鍵字規則直接進入投訴組"
	case "en":
		return "A keyword rule led to the complaint group"
	}
	return "按关键词规则直接进入投诉组"
}
