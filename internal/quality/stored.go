package quality

import (
	"encoding/json"
	"fmt"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
	"firstline/internal/store/dbq"
)

// read gives a stored draw as the algorithm takes it, without its items.
func read(row dbq.Draw) (draw.Stored, error) {
	d := draw.Stored{Hash: row.Hash, Promise: row.Promise}
	var err error
	if d.Population, err = draw.ParsePopulation(row.Population); err != nil {
		return draw.Stored{}, fmt.Errorf("the draw of %s: %w", row.Day, err)
	}
	if d.Seed, err = draw.ParseSeed(row.Seed); err != nil {
		return draw.Stored{}, fmt.Errorf("the draw of %s: %w", row.Day, err)
	}
	if err = json.Unmarshal([]byte(row.Settings), &d.Settings); err != nil {
		return draw.Stored{}, fmt.Errorf("the settings of the draw of %s: %w", row.Day, err)
	}
	return d, nil
}

// sampleOf is what was drawn, from its rows and the tally.
func sampleOf(tally []Tally, items []dbq.DrawItem) draw.Sample {
	var out draw.Sample
	at := map[desk.AgentID]int{}
	for _, t := range tally {
		at[t.Agent] = len(out)
		out = append(out, draw.Drawn{Agent: t.Agent, Population: t.Population})
	}
	for _, i := range items {
		agent := desk.AgentID(i.Agent)
		n, known := at[agent]
		if !known {
			n = len(out)
			at[agent], out = n, append(out, draw.Drawn{Agent: agent})
		}
		out[n].Picks = append(out[n].Picks, pickOf(i))
	}
	return out
}

// drawnOf is one agent's sample as it stands in rows.
func drawnOf(items []dbq.DrawItem, agent desk.AgentID) draw.Drawn {
	d := draw.Drawn{Agent: agent}
	for _, i := range items {
		if i.Agent == string(agent) {
			d.Picks = append(d.Picks, pickOf(i))
		}
	}
	return d
}

func pickOf(i dbq.DrawItem) draw.Pick {
	p := draw.Pick{N: int(i.N), Session: desk.SessionID(i.Session), Stratum: i.Stratum, Replaces: int(i.Replaces)}
	for _, id := range strings.Fields(i.Passed) {
		p.Passed = append(p.Passed, desk.SessionID(id))
	}
	return p
}

// joined is how passed sessions are stored.
func joined(ids []desk.SessionID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return strings.Join(texts, " ")
}
