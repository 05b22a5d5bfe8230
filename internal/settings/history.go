package settings

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/scripts/guard"
)

// Document is what holds, with what holds it.
type Document struct {
	Version
	Held *Held // nil: it is decided here
}

// Documents are all documents of the department, in the order of their kinds.
func (s *Service) Documents() []Document {
	d := s.Current()
	var out []Document
	for _, k := range kinds() {
		held := s.o.Start.held(k)
		for _, name := range k.names(d) {
			out = append(out, Document{d.Documents[ID{k.id, name}], held})
		}
	}
	return out
}

// Document gives what holds of one document. Hours that nobody has set are round the clock, written down for whoever
// wants to change them.
func (s *Service) Document(id ID) (Document, error) {
	d := s.Current()
	v, ok := d.Documents[id]
	k, known := kindOf(id.Kind)
	if !ok || !known {
		return Document{}, errUnknown(id)
	}
	if v.ID = id; v.Body == "" && id.Kind == KindHours {
		v.Body = aroundTheClock(d, id.Name)
	}
	return Document{v, s.o.Start.held(k)}, nil
}

// mostVersions is how much of a history is listed; older versions can still be read by their number.
const mostVersions = 500

// Versions are those of a document, the newest first, without their texts.
func (s *Service) Versions(ctx context.Context, id ID) ([]Version, error) {
	rows, err := s.o.Record.SettingVersions(ctx, dbq.SettingVersionsParams{Kind: string(id.Kind), Name: id.Name, Limit: mostVersions})
	if err != nil {
		return nil, away(err)
	}
	out := make([]Version, len(rows))
	for i, row := range rows {
		out[i] = Version{ID: id, N: row.N, Who: desk.AgentID(row.Who), Note: row.Note, At: desk.Millis(row.At)}
	}
	return out, nil
}

// Version reads one version of a document, also of one that is there no more (the hours of a group that was taken away).
func (s *Service) Version(ctx context.Context, id ID, n int64) (Version, error) {
	row, err := s.o.Record.SettingVersion(ctx, dbq.SettingVersionParams{Kind: string(id.Kind), Name: id.Name, N: n})
	if errors.Is(err, sql.ErrNoRows) {
		return Version{}, desk.Fail(desk.NotFound, "not_found", "there is no such version")
	}
	return versionOf(row), away(err)
}

// GroupNames are the names of all groups that there ever were, each by its newest: a record tells of groups that are gone.
func GroupNames(ctx context.Context, record Record, locale string) (map[desk.GroupID]string, error) {
	rows, err := record.SettingsOfKind(ctx, string(KindGroups))
	if err != nil {
		return nil, away(err)
	}
	names := map[desk.GroupID]string{}
	d := &Department{Groups: embeddedPresets()[0].Groups(locale)}
	for i := len(rows) - 1; ; i-- {
		for _, g := range d.Groups {
			names[g.ID] = g.Name
		}
		if i < 0 {
			return names, nil
		}
		_ = readGroups(rows[i].Body, Only, "", d) // what cannot be read names nobody
	}
}

// PhrasesOf gives the list of phrases of that version, as findings in the record carry it: what a message was held against
// can be read for ever.
func (s *Service) PhrasesOf(ctx context.Context, version string) (Version, guard.List, error) {
	rows, err := s.o.Record.SettingsOfKind(ctx, string(KindPhrases))
	if err != nil {
		return Version{}, guard.List{}, away(err)
	}
	for _, row := range rows {
		if l := guard.Read(row.Name, []byte(row.Body)); l.Version() == version {
			return versionOf(row), l, nil
		}
	}
	return Version{}, guard.List{}, desk.Fail(desk.NotFound, "not_found", "there is no list of that version")
}
