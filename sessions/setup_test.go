package sessions_test

import (
	"flag"
	"os"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/scripts"
	"firstline/sessions"
)

// update rewrites what is compared: go test ./sessions -update. Look at the diff before you keep it.
var update = flag.Bool("update", false, "rewrite the transcripts and docs/state-machine.md")

func TestMain(m *testing.M) {
	flag.Parse()
	asked := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { asked[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": sequences, "rapid.nofailfile": "true"} { // the seed is printed
		if asked[name] {
			continue
		}
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// china needs no time zone database on the machine.
func china() *time.Location { return time.FixedZone("CST", 8*60*60) }

// houseRules are the rules of every test here unless it says otherwise: sixty seconds, a day to come back.
func houseRules() sessions.Rules {
	return sessions.Rules{Version: "house", FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: 24 * time.Hour,
		DefaultGroup: "service", Zone: china(), Organisation: "蓝海商城", Pack: scripts.Default("zh-CN")}
}

// fullRules are the house's with everything on that a department may leave off: the steps of the four flows, what
// customers want, offers, the ladder.
func fullRules() sessions.Rules {
	r := houseRules()
	r.Duties = true
	r.Version, r.Steps, r.Complaint, r.Offer, r.Repeat, r.Warning, r.VIP = "full", true, "complaint", 20*time.Second, 2*time.Minute, 5*time.Minute, 3*time.Minute
	r.Categories = []sessions.Category{{ID: "consult"}, {ID: "order", Group: "order"}, {ID: "dispute", Group: "complaint", Flow: sessions.FlowDispute, Bonus: time.Minute},
		{ID: "fault", Need: desk.SpecialityTechnical, Flow: sessions.FlowFault}}
	r.Ladder = []sessions.Rung{{Rank: desk.RankLead}, {Rank: desk.RankSupervisor, Direct: []string{"major"}}, {Rank: desk.RankManager, Direct: []string{"safety"}}}
	return r
}

// textRules are the full ones with all that a customer is told by the desk itself.
func textRules() sessions.Rules {
	r := fullRules()
	r.Version, r.Steps, r.Offer, r.Nobody, r.Handoff, r.Place, r.Confirm = "texts", false, 0, true, true, true, true
	return r
}

// morning is when the stories begin: Monday, 2 March 2026, nine o'clock in China.
func morning() desk.Millis { return desk.At(time.Date(2026, 3, 2, 9, 0, 0, 0, china())) }

// snapshot copies all that a State points at.
func snapshot(s sessions.State) sessions.State {
	s.Waits = append([]sessions.Wait(nil), s.Waits...)
	s.InFlight = append([]sessions.Flight(nil), s.InFlight...)
	s.Trouble = append([]sessions.Flight(nil), s.Trouble...)
	s.Passed = append([]desk.AgentID(nil), s.Passed...)
	s.Declined = append([]desk.AgentID(nil), s.Declined...)
	s.Steps = append([]sessions.Step(nil), s.Steps...)
	s.Asks = append([]sessions.Ask(nil), s.Asks...)
	s.Aims = append([]sessions.Aim(nil), s.Aims...)
	s.Promises = append([]sessions.Promise(nil), s.Promises...)
	s.Held = append([]sessions.Held(nil), s.Held...)
	if s.Rating != nil {
		r := *s.Rating
		s.Rating = &r
	}
	if s.Holder != nil {
		h := *s.Holder
		s.Holder = &h
	}
	if s.Ending != nil {
		e := *s.Ending
		s.Ending = &e
	}
	return s
}
