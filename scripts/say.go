package scripts

import (
	"fmt"
	"maps"
	"strconv"
	"time"
)

// Ask is the occasion on which a text is wanted.
type Ask struct {
	Pack Pack
	// At is now, already in the department's zone: its hour chooses the script.
	At time.Time
	// Returning is true for a customer who has had a session before.
	Returning bool
	// Organisation is the name under which the desk answers (SCR-12); it may
	// not be empty where the script says it.
	Organisation string
	// Agent is the name the customer knows the agent by.
	Agent string
	// Customer is how to address the customer; empty for somebody unknown.
	Customer string
}

// Greeting is the unified greeting the desk sends when a session opens, chosen
// by the time of day, or 您回来了 for a returning customer (SCR-02, SCR-03, SCR-12).
func Greeting(ask Ask) (Text, error) { return ask.moment(StageGreeting) }

// AgentGreeting is the greeting an agent's composer opens with (SCR-02).
func AgentGreeting(ask Ask) (Text, error) { return ask.moment(StageAgentGreeting) }

// Closing is the unified closing with its thanks; late in the evening it says
// good night (SCR-02, SCR-04, SCR-07).
func Closing(ask Ask) (Text, error) { return ask.moment(StageClosing) }

// Queue tells a customer the place in the queue; 1 is the next to be served.
func Queue(ask Ask, position int) (Text, error) {
	switch {
	case position < 1:
		return Text{}, fmt.Errorf("scripts: no place %d in a queue", position)
	case position == 1:
		return Say(ask, QueueNext)
	}
	vars := ask.variables()
	vars["Position"] = strconv.Itoa(position)
	return ask.Pack.say(QueuePosition, vars)
}

// Away says that nobody can answer now and, when it is known, the time of
// return (CHN-02, SLA-05). A return that is not after At is as good as unknown:
// the roster promised somebody who is not there.
func Away(ask Ask, back time.Time) (Text, error) {
	if !back.After(ask.At) {
		return Say(ask, AwayNobody)
	}
	vars := ask.variables()
	vars["Back"] = ask.Pack.clock.write(ask.At, back)
	return ask.Pack.say(AwayHours, vars)
}

// Transferred tells the customer which group takes over and, once somebody of
// it has accepted, who (RTE-05). An empty agent means that nobody has yet.
func Transferred(ask Ask, group, agent string) (Text, error) {
	id := HandoffAgent
	if agent == "" {
		id = HandoffGroup
	}
	vars := ask.variables()
	vars["Group"], vars["Agent"] = group, agent
	return ask.Pack.say(id, vars)
}

// Say is the script with this id, filled with what the Ask holds (SCR-01).
// ApologyLate, ThanksWaiting, ClarificationAgain and the like are said with it;
// so is whatever an agent picks.
func Say(ask Ask, id string) (Text, error) {
	return ask.Pack.say(id, ask.variables())
}

// Fill is the script with this id, filled with what the Ask holds and with more variables, such as Group, Position and
// Back. It is for those who show a script; what is said to customers is asked for by its occasion.
func Fill(ask Ask, id string, more map[string]string) (Text, error) {
	vars := ask.variables()
	maps.Copy(vars, more)
	return ask.Pack.say(id, vars)
}

// Clock puts a coming time into the pack's words, as seen from at and in its zone.
func (p Pack) Clock(at, coming time.Time) string { return p.clock.write(at, coming) }

func (ask Ask) moment(stage Stage) (Text, error) {
	script, err := ask.Pack.choose(stage, ask)
	if err != nil {
		return Text{}, err
	}
	return ask.Pack.render(script, ask.variables())
}

func (ask Ask) variables() map[string]string {
	return map[string]string{
		"Organisation": ask.Organisation,
		"Agent":        ask.Agent,
		"Customer":     ask.Customer,
	}
}

func (p Pack) say(id string, vars map[string]string) (Text, error) {
	i, ok := p.index[id]
	if !ok {
		return Text{}, fmt.Errorf("scripts: pack %q has no script %q", p.version, id)
	}
	return p.render(p.scripts[i], vars)
}
