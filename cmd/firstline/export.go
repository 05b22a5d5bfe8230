package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/export"
	"firstline/internal/profile"
	"firstline/internal/store"
)

// exported is what somebody wants written out.
type exported struct{ since, until, login, reason string }

func newExport() *cobra.Command {
	var s source
	var e exported
	c := &cobra.Command{Use: "export", Short: "Write the sessions of a time out, a line of JSON each",
		Long: "Export writes the sessions that were opened from --since to before --until, with transcript, notes and the hashes of their log, to\n" +
			"standard output. Addresses are covered, bytes of files are not in it. It is done in the name of an account that may export, and noted\n" +
			"with the reason before anything is written.",
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error { return exportSessions(c.Context(), s, e, c.OutOrStdout()) }}
	s.flags(c, false)
	f := c.Flags()
	f.StringVar(&e.since, "since", "", "first `day`, 2026-08-01, on the department's clock")
	f.StringVar(&e.until, "until", "", "the `day` behind the last one")
	f.StringVar(&e.login, "as", "", "`login` of who exports: a manager or an administrator")
	f.StringVar(&e.reason, "reason", "", "why; it stays in the customer log")
	for _, name := range []string{"since", "until", "as", "reason"} {
		_ = c.MarkFlagRequired(name)
	}
	return c
}

func exportSessions(ctx context.Context, s source, e exported, out io.Writer) error {
	cfg, err := s.load()
	if err != nil {
		return err
	}
	since, until, err := e.span(cfg.TimeZone)
	if err != nil {
		return err
	}
	if err := recordExists(cfg); err != nil {
		return err
	}
	st, err := openStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	who, err := exporter(ctx, st, e.login)
	if err != nil {
		return err
	}
	if err := profile.New(profile.Options{Record: st}).NoteExport(ctx, who, export.Span(since, until), e.reason); err != nil {
		return err
	}
	_, err = export.Write(ctx, st, since, until, out)
	return err
}

// span reads the days.
func (e exported) span(zone *time.Location) (since, until desk.Millis, err error) {
	for flag, at := range map[string]*desk.Millis{"since": &since, "until": &until} {
		text := map[string]string{"since": e.since, "until": e.until}[flag]
		day, err := time.ParseInLocation(time.DateOnly, text, zone)
		if err != nil {
			return 0, 0, desk.Fail(desk.Invalid, "export_time", fmt.Sprintf("--%s: %q is no day: write it as 2026-08-01", flag, text))
		}
		*at = desk.At(day)
	}
	if until <= since {
		return 0, 0, desk.Fail(desk.Invalid, "export_time", "--until has to be a later day than --since: it is not exported itself")
	}
	return since, until, nil
}

// exporter is the account in whose name sessions are written out.
func exporter(ctx context.Context, st *store.Store, login string) (desk.AgentID, error) {
	a, err := st.AgentByLogin(ctx, login)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && a.Disabled != 0:
		return "", desk.Fail(desk.NotFound, "no_such_agent", "--as: there is no account "+login+", or it is disabled")
	case err != nil:
		return "", err
	case !access.Can(desk.Rank(a.Rank), access.Export):
		return "", desk.Fail(desk.Forbidden, "not_allowed", "--as: "+login+" may not export: managers and administrators do")
	}
	return desk.AgentID(a.ID), nil
}
