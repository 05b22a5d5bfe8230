package people

import (
	"context"
	"time"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// then is a person's row as the history keeps it.
func then(row dbq.Agent) settings.PersonThen {
	return settings.PersonThen{Name: row.Name, Rank: desk.Rank(row.Rank), Speciality: row.Speciality, Groups: access.ReadGroups(row.MemberOf), Level: row.Level, Deputy: row.Deputy,
		Capacity: row.Capacity, Disabled: row.Disabled != 0}
}

// stamp is when, as the history says it; to the millisecond, so that each time is another entry.
func stamp(at desk.Millis) string { return at.Time().UTC().Format(time.DateTime+".000") + " UTC" }

// noteNew begins the history of a person.
func noteNew(ctx context.Context, q *dbq.Queries, row dbq.CreateAgentParams, by desk.AgentID) error {
	p := then(dbq.Agent{Name: row.Name, Rank: row.Rank, Speciality: row.Speciality, MemberOf: row.MemberOf, Level: row.Level, Capacity: row.Capacity})
	if row.Password != "" {
		p.PasswordSet = stamp(desk.Millis(row.CreatedAt))
	}
	return settings.NotePerson(ctx, q, desk.AgentID(row.ID), nil, p, by, desk.Millis(row.CreatedAt))
}

// noteChange adds what somebody made of a person.
func noteChange(ctx context.Context, q *dbq.Queries, was dbq.Agent, now dbq.ChangeAgentParams, by desk.AgentID, password bool, at desk.Millis) error {
	before := then(was)
	after := then(dbq.Agent{Name: now.Name, Rank: now.Rank, Speciality: now.Speciality, MemberOf: now.MemberOf, Level: now.Level, Deputy: now.Deputy, Capacity: now.Capacity,
		Disabled: now.Disabled})
	if password {
		after.PasswordSet = stamp(at)
	}
	return settings.NotePerson(ctx, q, desk.AgentID(was.ID), &before, after, by, at)
}

// notePassword adds that a person has replaced the password.
func notePassword(ctx context.Context, q *dbq.Queries, who dbq.Agent, at desk.Millis) error {
	before := then(who)
	after := before
	after.PasswordSet = stamp(at)
	return settings.NotePerson(ctx, q, desk.AgentID(who.ID), &before, after, desk.AgentID(who.ID), at)
}

// noteFactor adds that a second factor was set up, by the person, or taken away.
func noteFactor(ctx context.Context, q *dbq.Queries, who dbq.Agent, factor string, by desk.AgentID, at desk.Millis) error {
	before := then(who)
	after := before
	after.SecondFactor = factor
	return settings.NotePerson(ctx, q, desk.AgentID(who.ID), &before, after, by, at)
}
