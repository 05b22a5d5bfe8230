package profile

import (
	"slices"
	"time"

	"firstline/internal/desk"
)

// Rules is what the department has decided about its customers' profiles. The zero value has no levels and no tags, and everybody
// who serves a customer says all of it.
type Rules struct {
	Levels       []LevelRule   // CUS-02; the sources name none
	LevelBy      desk.Rank     // the lowest rank that says them; empty = who serves the customer
	VIPBy        desk.Rank     // the same of CUS-03
	Tags         []string      // those that are offered
	ListedOnly   bool          // no others are taken
	RevealReason bool          // who wants to see a contact whole says why (SEC-01)
	VIPBonus     time.Duration // CUS-03: a VIP is ranked as if waiting so much longer; 0 = like everybody
	Country      int           // the code before telephone numbers of the department's own country (Forms); 0 = 86
}

// Code is the code of the department's own country.
func (r Rules) Code() int {
	if r.Country == 0 {
		return ownCountry
	}
	return r.Country
}

// LevelRule is a level of customers with what makes one.
type LevelRule struct {
	ID       string
	Name     string
	Criteria string // for people; empty = nothing is written about it
}

// takes says whether the department has such a value.
func (r Rules) takes(f Field, value string) bool {
	switch f {
	case Level:
		return slices.ContainsFunc(r.Levels, func(l LevelRule) bool { return l.ID == value })
	case VIP, Potential:
		return value == Yes
	case Tag:
		return !r.ListedOnly || slices.Contains(r.Tags, value)
	}
	return true
}

// May says whether somebody of the rank may say the field, being one who may say anything of this customer.
func (r Rules) May(f Field, rank desk.Rank) bool {
	least := desk.RankAgent
	switch {
	case f == Level && r.LevelBy != "":
		least = r.LevelBy
	case f == VIP && r.VIPBy != "":
		least = r.VIPBy
	}
	return slices.Index(ranks(), rank) >= slices.Index(ranks(), least)
}

// ranks are those who serve, lowest first.
func ranks() []desk.Rank {
	return []desk.Rank{desk.RankAgent, desk.RankLead, desk.RankSupervisor, desk.RankManager, desk.RankAdmin}
}
