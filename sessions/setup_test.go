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

// morning is when the stories begin: Monday, 2 March 2026, nine o'clock in China.
func morning() desk.Millis { return desk.At(time.Date(2026, 3, 2, 9, 0, 0, 0, china())) }

// snapshot copies all that a State points at.
func snapshot(s sessions.State) sessions.State {
	s.Waits = append([]sessions.Wait(nil), s.Waits...)
	s.InFlight = append([]sessions.Flight(nil), s.InFlight...)
	s.Trouble = append([]sessions.Flight(nil), s.Trouble...)
	s.Passed = append([]desk.AgentID(nil), s.Passed...)
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
