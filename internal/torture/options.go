package torture

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"firstline/internal/torture/agent"
	"firstline/internal/torture/rig"
)

// Options are what a run is made of. Zero values take what the scenario suggests.
type Options struct {
	Scenario  string
	Setup     string // sqlite or postgres
	Seed      uint64
	Messages  int // customers' messages, at least
	Faults    int // what the scenario does to the desk or its network, so many times: kills (at each fail point), flushes, losses, outages, pauses, unclear answers
	Nodes     int
	Customers int
	Agents    int
	Keep      string // folder for the ledgers; empty = a new one in the temporary folder
	Binary    string // a program that was built with the tag failpoints; empty = build it
	DSN       string // PostgreSQL of somebody else; empty = one of our own
	Rest      time.Duration
	Away      time.Duration // how long a lost node stays lost
	Target    time.Duration // within which customers want an answer
	Faster    int           // the limits of the network, and what the desk knows of them, so many times; 0 = 1
	Out       io.Writer
}

// complete fills in what the scenario suggests.
func (o *Options) complete(s scenario) {
	o.Setup = cmp.Or(o.Setup, s.setups[0])
	o.Seed = cmp.Or(o.Seed, 1)
	o.Messages = cmp.Or(o.Messages, s.messages)
	o.Faults = cmp.Or(o.Faults, s.faults)
	o.Nodes = cmp.Or(o.Nodes, s.nodes, 1)
	o.Faster = max(o.Faster, 1)
	if s.each > 0 {
		o.Customers = cmp.Or(o.Customers, max(o.Messages/s.each, 1))
		o.Agents = cmp.Or(o.Agents, o.Customers/20+2) // each has 20 places
	}
	o.Customers = cmp.Or(o.Customers, min(max(o.Messages/50, 20), 100))
	o.Rest = cmp.Or(o.Rest, 90*time.Second)
	o.Away = cmp.Or(o.Away, away)
	o.Target = cmp.Or(o.Target, s.target, 5*time.Second)
	if o.Agents == 0 && !s.alone {
		o.Agents = 6
	}
	if o.Agents == 0 {
		o.Agents = s.idle
	}
	o.Agents = max(o.Agents, 0) // a negative number is a desk without people
}

// check refuses what cannot be run.
func (o *Options) check(s scenario) error {
	for _, setup := range s.setups {
		if setup == o.Setup {
			if o.Setup == rig.SQLite && o.Nodes > 1 {
				return fmt.Errorf("%s: the set-up sqlite has one node", o.Scenario)
			}
			return nil
		}
	}
	return fmt.Errorf("%s runs on %s, not on %q", o.Scenario, strings.Join(s.setups, " and "), o.Setup)
}

// command repeats the run.
func (o *Options) command() string {
	text := fmt.Sprintf("go run ./internal/torture/cmd/torture %s -setup %s -seed %d -messages %d -faults %d -nodes %d -customers %d -agents %d",
		o.Scenario, o.Setup, o.Seed, o.Messages, o.Faults, o.Nodes, o.Customers, o.Agents)
	if o.Away != away {
		text += " -away " + o.Away.String()
	}
	if o.Faster != 1 {
		text += fmt.Sprintf(" -faster %d", o.Faster)
	}
	return text
}

// scenario is one kind of torture.
type scenario struct {
	text     string
	setups   []string // the first is the default
	messages int
	faults   int
	nodes    int
	idle     int           // so many agents exist, and do nothing by themselves
	alone    bool          // without agents and customers: the scenario brings its own load
	each     int           // replies that the agents write into every conversation, beside what they do by themselves
	limited  bool          // the network has its limits
	poll     bool          // the desk asks the network, instead of being called
	handsOff bool          // nobody is away: no session may be taken from its holder
	target   time.Duration // of replies; 0 = 5 s
	pace     time.Duration // about how long one fault takes, for the pace of the load
	play     func(*run) error
}

// habits are what the agents do by themselves.
func (s scenario) habits() agent.Habits {
	if s.each > 0 {
		return agent.Habits{Think: agent.Ordinary().Think, Resend: agent.Ordinary().Resend}
	}
	return agent.Ordinary()
}

// Scenarios gives the names, with a line of text each.
func Scenarios() map[string]string {
	out := map[string]string{}
	for name, s := range scenarios() {
		out[name] = s.text
	}
	return out
}

func scenarios() map[string]scenario {
	both := []string{rig.SQLite, rig.Postgres}
	pg := []string{rig.Postgres}
	return map[string]scenario{
		"kills": {text: "kill -9 at random instants under load", setups: both, messages: 10_000, faults: 50, handsOff: true,
			pace: 1500 * time.Millisecond, play: kills},
		"polls": {text: "kill -9 at random instants under load, with a channel that is polled", setups: both, messages: 10_000, faults: 50, handsOff: true,
			poll: true, pace: 1500 * time.Millisecond, play: kills},
		"dupes": {text: "every update four times, shuffled and concurrent", setups: both, messages: 25_000, alone: true, target: time.Minute, play: dupes},
		"flush": {text: "FLUSHALL, and Redis restarted empty, under load", setups: pg, messages: 3_000, faults: 20, handsOff: true,
			pace: time.Second, play: flushes},
		"nodes": {text: "nodes killed and frozen past their leases under load", setups: pg, messages: 6_000, faults: 10, nodes: 2, handsOff: true,
			pace: 14 * time.Second, play: losses},
		"sqlaway": {text: "the record away under load: stopped, killed, frozen, disk full, read-only", setups: both, messages: 3_000, faults: 6,
			pace: 6 * time.Second, play: outages},
		"failpoints": {text: "killed between every two effects, under load", setups: both, messages: 8_000, faults: 20, handsOff: true,
			pace: 12 * time.Second, play: failpoints},
		"deadlines": {text: "deadlines spread over a minute, under kills and flushes, and all overdue at once", setups: both, messages: 20_000,
			faults: 20, alone: true, target: time.Minute, play: deadlines},
		"claims": {text: "everybody takes the same waiting sessions at the same time", setups: pg, messages: 100_000, nodes: 2,
			alone: true, idle: 32, target: time.Hour, handsOff: true, play: claims},
		"storm": {text: "a backlog of replies behind the network's limits, and pauses that it asks of chats and of the whole bot", setups: both, messages: 50_000,
			faults: 60, alone: true, each: 50, limited: true, handsOff: true, target: 2 * time.Hour, play: storm},
		"doubts": {text: "replies whose outcome nobody can know: cut, 502 or silence after they arrived, killed between send and record", setups: both, messages: 100_000,
			faults: 2_000, alone: true, each: 100, handsOff: true, target: 2 * time.Hour, play: doubts},
		"unconfirmed": {text: "the network cuts the connection after it has taken the message", setups: both, messages: 2_000, faults: 200,
			handsOff: true, pace: 200 * time.Millisecond, play: cuts},
	}
}
