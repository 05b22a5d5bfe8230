package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/desk"
	"firstline/internal/rulebook"
	"firstline/internal/settings"
	"firstline/internal/store"
	"firstline/sessions"
)

// openSettings makes what the department has decided the rules that new sessions live under, now and after each change.
func (p *parts) openSettings(ctx context.Context) error {
	start, err := startOf(p.cfg)
	if err != nil {
		return err
	}
	p.book = rulebook.Read(p.store)
	adopt := func(ctx context.Context, d *settings.Department) error {
		return p.book.Adopt(ctx, now(), d.Rules(), d.Source())
	}
	p.settings, err = settings.Open(ctx, settings.Options{Record: p.store, Live: p.live, Start: start, Adopt: adopt, Log: p.log})
	return err
}

// startOf is where a department starts: what the configuration says, with the files that it names.
func startOf(cfg config.Config) (settings.Start, error) {
	hours, err := readHours(cfg.Session.Hours)
	phrases, err2 := readText("session.phrases", cfg.Session.Phrases)
	matters, err3 := readText("session.matters", cfg.Session.Matters)
	return settings.Start{Config: cfg, Hours: hours, Phrases: phrases, Matters: matters}, errors.Join(err, err2, err3)
}

// readHours reads GROUP.yaml of each group from the folder.
func readHours(dir string) (map[desk.GroupID]settings.Text, error) {
	if dir == "" {
		return nil, nil
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("session.hours: %w: make the folder, or take the setting away", err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	hours := map[desk.GroupID]settings.Text{}
	var problems []error
	for _, path := range found {
		text, err := os.ReadFile(path)
		problems = append(problems, err)
		hours[desk.GroupID(strings.TrimSuffix(filepath.Base(path), ".yaml"))] = settings.Text{File: path, Body: string(text) + "\n"}
	}
	return hours, errors.Join(problems...)
}

// readText reads the department's own document that a key of the configuration names; none is the one that comes with the
// program.
func readText(key, path string) (settings.Text, error) {
	if path == "" {
		return settings.Text{}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return settings.Text{}, fmt.Errorf("%s: %w: write the file, or take the setting away", key, err)
	}
	return settings.Text{File: path, Body: string(text)}, nil
}

// match says which category a customer's text belongs to by the words of this moment.
func (p *parts) match(text string, channel desk.ChannelID) *sessions.Match {
	return p.settings.Current().Matters.Match(text, channel)
}

// thanks says whether a customer's text is an acknowledgement, by the list of this moment.
func (p *parts) thanks(text string) bool { return p.settings.Current().Matters.Thanked(text) }

// menu are the buttons below a greeting, as the department has decided (ORG-06).
func (p *parts) menu() []desk.Choice { return p.settings.Current().Matters.Menu() }

// matters are what people choose from: categories, departments, levels, with their names.
func (p *parts) matters() api.MatterChoices {
	d := p.settings.Current()
	out := api.MatterChoices{Complaint: string(d.ComplaintGroup()), Steps: d.Matters.Steps, Confirm: d.Matters.Confirm, Handoff: d.Matters.Handoff, Levels: d.Matters.Ladder}
	for _, c := range d.Rules().Categories {
		for _, named := range d.Matters.Categories {
			if named.ID == c.ID {
				out.Categories = append(out.Categories, api.CategoryChoice{ID: c.ID, Name: named.Name, Group: c.Group, Need: c.Need, Flow: c.Flow})
			}
		}
	}
	for _, x := range d.Matters.Departments {
		out.Departments = append(out.Departments, api.Choice(x))
	}
	for _, g := range d.Matters.Gravities {
		out.Gravities = append(out.Gravities, api.GravityChoice{ID: g.ID, Name: g.Name, From: g.From})
	}
	return out
}

// level is the least experience that a group asks for (ORG-10).
func (p *parts) level(g desk.GroupID) int { return p.settings.Current().Level(g) }

// groups are the queues as they are now.
func (p *parts) groups() []desk.GroupID { return p.settings.Current().GroupIDs() }

// groupName is a group's name of this moment; empty for one that is not there.
func (p *parts) groupName(id desk.GroupID) string {
	for _, g := range p.settings.Current().Groups {
		if g.ID == id {
			return g.Name
		}
	}
	return ""
}

// choices are the groups with their names.
func (p *parts) choices() []api.Choice {
	var out []api.Choice
	for _, g := range p.settings.Current().Groups {
		out = append(out, api.Choice{ID: string(g.ID), Name: g.Name})
	}
	return out
}

// look reads the department of a record for a command that does not serve.
func look(ctx context.Context, st *store.Store, cfg config.Config) (*settings.Department, error) {
	start, err := startOf(cfg)
	if err != nil {
		return nil, err
	}
	return settings.Look(ctx, st, start)
}
