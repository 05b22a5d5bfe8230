package settings

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// KindPeople is the history of people: what each was, since when and by whom. Accounts themselves are rows of their own
// (internal/api/people), so this is no kind of document: nothing is read from it into a department.
const KindPeople Kind = "people"

// PersonThen is what a person was at some time. A password is never in it, only when it was set.
type PersonThen struct {
	Name        string         `json:"name"`
	Rank        desk.Rank      `json:"rank"`
	Speciality  string         `json:"speciality"`
	Groups      []desk.GroupID `json:"groups"`
	Level       int64          `json:"experience"`       // ORG-10
	Deputy      string         `json:"deputy,omitempty"` // an id (FCR-02)
	Capacity    int64          `json:"capacity"`
	Disabled    bool           `json:"disabled"`
	PasswordSet string         `json:"password_set"`            // date and time in UTC; empty = before this history began
	SignsInWith []string       `json:"signs_in_with,omitempty"` // accounts at providers of single sign-on; nil = as before

	SecondFactor string `json:"second_factor,omitempty"` // date and time in UTC, or FactorOff; empty = there was none yet
}

// FactorOff says of a second factor that it was taken away.
const FactorOff = "off"

// NotePerson adds what a person is now to the history, in the transaction that makes it so; what has not changed adds
// nothing. before is what the person was, for a history that begins with this change; nil = the person is new.
func NotePerson(ctx context.Context, q *dbq.Queries, id desk.AgentID, before *PersonThen, now PersonThen, by desk.AgentID, at desk.Millis) error {
	n, last, err := lastOf(ctx, q, id)
	if err != nil {
		return err
	}
	if n == 0 && before != nil {
		if err := putPerson(ctx, q, id, 1, *before, "", at); err != nil {
			return err
		}
		n, last = 1, *before
	}
	if now.PasswordSet == "" {
		now.PasswordSet = last.PasswordSet
	}
	if now.SignsInWith == nil {
		now.SignsInWith = last.SignsInWith
	}
	if now.SecondFactor == "" {
		now.SecondFactor = last.SecondFactor
	}
	was, _ := json.Marshal(last) // strings and numbers always marshal
	is, _ := json.Marshal(now)
	if n > 0 && string(was) == string(is) {
		return nil
	}
	return putPerson(ctx, q, id, n+1, now, by, at)
}

// lastOf is the newest entry of a person; n is 0 without any.
func lastOf(ctx context.Context, q *dbq.Queries, id desk.AgentID) (n int64, p PersonThen, err error) {
	rows, err := q.SettingVersions(ctx, dbq.SettingVersionsParams{Kind: string(KindPeople), Name: string(id), Limit: 1})
	if err != nil || len(rows) == 0 {
		return 0, p, err
	}
	row, err := q.SettingVersion(ctx, dbq.SettingVersionParams{Kind: string(KindPeople), Name: string(id), N: rows[0].N})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, p, err
	}
	form, err := FormOf(row.Body)
	if err != nil {
		return 0, p, err
	}
	p.Level = 1 // what an entry from before there were levels means
	return row.N, p, json.Unmarshal(form, &p)
}

func putPerson(ctx context.Context, q *dbq.Queries, id desk.AgentID, n int64, p PersonThen, by desk.AgentID, at desk.Millis) error {
	form, err := json.Marshal(p)
	if err != nil {
		return err
	}
	text, err := TextOf(form)
	if err != nil {
		return err
	}
	added, err := q.PutSetting(ctx, dbq.PutSettingParams{Kind: string(KindPeople), Name: string(id), N: n, Body: text, Who: string(by), At: int64(at)})
	if err == nil && added == 0 {
		return desk.Fail(desk.Conflict, "changed_meanwhile", "somebody else has changed this person: look again")
	}
	return err
}
