package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"firstline/config"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/quality"
)

func newDraw() *cobra.Command {
	var s source
	var day string
	verify := &cobra.Command{Use: "verify", Short: "Draw again and compare: prove that nobody picked",
		Long: "Verify draws the transcripts of each day once more, from the promised seed and the stored population, and names what was drawn\n" +
			"otherwise, changed, or never drawn; it then ends with code 1. It needs the seal key. The desk may work meanwhile.",
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := s.load()
			if err != nil {
				return err
			}
			return verifyDraws(c.Context(), cfg, day, c.OutOrStdout())
		}}
	s.flags(verify, false)
	verify.Flags().StringVar(&day, "day", "", "only the transcripts of this `day`, such as 2026-08-20")
	c := &cobra.Command{Use: "draw", Short: "The samples of transcripts that are checked"}
	c.AddCommand(verify)
	return c
}

// verifyDraws checks the configured record; an error also stands for differences.
func verifyDraws(ctx context.Context, cfg config.Config, text string, out io.Writer) error {
	var day quality.Day
	var err error
	if text != "" {
		if day, err = quality.ParseDay(text); err != nil {
			return err
		}
	}
	if err := recordExists(cfg); err != nil {
		return err
	}
	key, err := evidence.ReadKey(cfg.Seal.Key.Reveal(), cfg.Seal.KeyFile)
	if err != nil {
		return err
	}
	st, err := openStore(ctx, cfg, false)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	found, err := quality.Verify(ctx, quality.Proof{Record: st, Key: key, Desk: st.Epoch(), Zone: cfg.TimeZone, At: cfg.Quality.DrawAt, Now: now()}, day, out)
	if err != nil {
		return err
	}
	if found > 0 {
		return desk.Fail(desk.Conflict, "draw", fmt.Sprintf("the samples do not follow from their seeds (differences: %d)", found))
	}
	return nil
}
