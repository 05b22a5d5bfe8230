package draw

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"firstline/internal/desk"
)

// Participation is one agent's part in one session: what a check is about. Ids and channel hold no white space.
type Participation struct {
	Agent   desk.AgentID
	Session desk.SessionID
	Channel desk.ChannelID
	Hour    int // 0 to 23, on the department's clock, in which the agent first held the session
}

// Population is everything that could be drawn on a day. Its order does not matter; nothing is in it twice.
type Population []Participation

// String is the canonical text: sorted, one line for each participation.
func (p Population) String() string {
	var b strings.Builder
	for _, one := range p.sorted() {
		fmt.Fprintf(&b, "%s %s %s %d\n", one.Agent, one.Session, one.Channel, one.Hour)
	}
	return b.String()
}

// Hash is the SHA-256 of String, in hex: whoever knows it knows whether a list is the one that was drawn from.
func (p Population) Hash() string {
	sum := sha256.Sum256([]byte(p.String()))
	return hex.EncodeToString(sum[:])
}

// ParsePopulation reads what String wrote. It fails on anything else, and says in which line.
func ParsePopulation(text string) (Population, error) {
	var out Population
	for line := range strings.Lines(text) {
		one, err := parseLine(line)
		if err == nil && len(out) > 0 && compare(out[len(out)-1], one) >= 0 {
			err = fmt.Errorf("it is not behind the one before")
		}
		if err != nil {
			return nil, fmt.Errorf("population, line %d: %w", len(out)+1, err)
		}
		out = append(out, one)
	}
	return out, nil
}

func parseLine(line string) (Participation, error) {
	whole, ok := strings.CutSuffix(line, "\n")
	f := strings.Split(whole, " ")
	if !ok || len(f) != 4 || slices.Contains(f, "") {
		return Participation{}, fmt.Errorf("it is not agent, session, channel and hour")
	}
	hour, err := strconv.Atoi(f[3])
	if err != nil || hour < 0 || hour > 23 || strconv.Itoa(hour) != f[3] {
		return Participation{}, fmt.Errorf("%q is no hour", f[3])
	}
	return Participation{Agent: desk.AgentID(f[0]), Session: desk.SessionID(f[1]), Channel: desk.ChannelID(f[2]), Hour: hour}, nil
}

func compare(a, b Participation) int {
	return cmp.Or(cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Session, b.Session))
}

func (p Population) sorted() Population {
	out := slices.Clone(p)
	slices.SortFunc(out, compare)
	return out
}

// agents are the agents of the population, sorted, each with the own part of it.
func (p Population) agents() []Population {
	var out []Population
	for _, one := range p.sorted() {
		if n := len(out); n == 0 || out[n-1][0].Agent != one.Agent {
			out = append(out, nil)
		}
		last := &out[len(out)-1]
		*last = append(*last, one)
	}
	return out
}

// of is the agent's own part.
func (p Population) of(agent desk.AgentID) Population {
	var out Population
	for _, one := range p {
		if one.Agent == agent {
			out = append(out, one)
		}
	}
	return out
}
