package main

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/rulebook"
	"firstline/internal/settings"
	"firstline/internal/store"
	"firstline/scripts"
	"firstline/sessions"
)

func newExplain() *cobra.Command {
	var s source
	var locale string
	c := &cobra.Command{Use: "explain SESSION", Short: "Tell a session second by second",
		Long: "Explain prints what happened in a session, what was owed and when, whom the router asked and why others were passed over,\n" +
			"and whose the seconds of each turn were: the network's, our system's, nobody's, or an agent's. SESSION is its id.",
		Args: cobra.ExactArgs(1), RunE: func(c *cobra.Command, args []string) error {
			cfg, err := s.load()
			if err != nil {
				return err
			}
			if locale == "" {
				locale = cfg.Locale
			}
			if !slices.Contains(scripts.Locales(), locale) {
				return desk.Fail(desk.Invalid, "locale", locale+" is no language of this program: choose from "+strings.Join(scripts.Locales(), ", "))
			}
			return explainSession(c.Context(), cfg, desk.SessionID(args[0]), locale, c.OutOrStdout())
		}}
	s.flags(c, false)
	c.Flags().StringVar(&locale, "locale", "", "zh-CN, zh-TW or en; without it that of the desk")
	return c
}

func explainSession(ctx context.Context, cfg config.Config, id desk.SessionID, locale string, out io.Writer) error {
	if err := recordExists(cfg); err != nil {
		return err
	}
	st, err := openStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	story, names, err := teller(st, rulebook.Read(st))(ctx, id, locale)
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Fail(desk.NotFound, "not_found", "there is no session "+string(id)+": its id stands in the address of its page, behind /inbox/…/")
	}
	if err != nil {
		return err
	}
	names.Zone = story.Rules.Zone
	return story.Print(out, locale, names)
}

// teller tells sessions of the record; sql.ErrNoRows when there is none.
func teller(st *store.Store, book *rulebook.Book) api.Explain {
	return func(ctx context.Context, id desk.SessionID, locale string) (explain.Story, explain.Names, error) {
		story, err := storyOf(ctx, st, book, id)
		if err != nil {
			return explain.Story{}, explain.Names{}, err
		}
		names, err := namesOf(ctx, st, locale)
		return story, names, err
	}
}

// storyOf tells a session of the record without names; sql.ErrNoRows when there is none.
func storyOf(ctx context.Context, st *store.Store, book *rulebook.Book, id desk.SessionID) (explain.Story, error) {
	rows, err := st.EventsOf(ctx, string(id))
	if err != nil {
		return explain.Story{}, desk.Away(err)
	}
	if len(rows) == 0 {
		return explain.Story{}, sql.ErrNoRows
	}
	log := make([]explain.Stored, len(rows))
	for i, row := range rows {
		log[i] = explain.Stored{Version: row.Version, Kind: row.Kind, Body: []byte(row.Body)}
	}
	rules := func(version string) (sessions.Rules, error) { return book.Version(ctx, version) }
	return explain.Of(id, log, rules, desk.At(now()))
}

// namesOf are the names of people, groups and outcomes.
func namesOf(ctx context.Context, st *store.Store, locale string) (explain.Names, error) {
	rows, err := st.ListAgents(ctx)
	if err != nil {
		return explain.Names{}, err
	}
	gs, err := settings.GroupNames(ctx, st, locale)
	if err != nil {
		return explain.Names{}, err
	}
	matters, err := settings.MatterNames(ctx, st)
	if err != nil {
		return explain.Names{}, err
	}
	people := map[desk.AgentID]string{}
	for _, row := range rows {
		people[desk.AgentID(row.ID)] = row.Name
	}
	outcomes := map[string]string{}
	for _, o := range api.Outcomes(locale) {
		outcomes[o.ID] = o.Name
	}
	return explain.Names{Agent: func(id desk.AgentID) string { return people[id] }, Group: func(id desk.GroupID) string { return gs[id] },
		Outcome: func(id string) string { return outcomes[id] }, Category: func(id string) string { return matters[id] }}, nil
}
