package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"firstline/config"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/store"
)

func newVerify() *cobra.Command {
	var s source
	var again bool
	c := &cobra.Command{Use: "verify", Short: "Prove that the record is the one that was written",
		Long: "Verify recomputes the hash chain of every session and checks the seals, the seal files and the texts against it.\n" +
			"It names what was changed, is missing, was cut off or was added, and then ends with code 1. The desk may work meanwhile.",
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := s.load()
			if err != nil {
				return err
			}
			return verify(c.Context(), cfg, again, c.OutOrStdout())
		}}
	s.flags(c, false)
	c.Flags().BoolVar(&again, "replay", false, "also derive every session again from its events and compare")
	return c
}

// verify checks the configured record; an error also stands for findings.
func verify(ctx context.Context, cfg config.Config, again bool, out io.Writer) error {
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
	files, err := evidence.Files(ctx, st, cfg.DataDir, nodeName(cfg))
	if err != nil {
		return err
	}
	found, err := evidence.Verify(ctx, st, key, files, out)
	if err != nil {
		return err
	}
	differences, err := replay(ctx, st, again, out)
	if err != nil {
		return err
	}
	if found.Found+differences > 0 {
		return desk.Fail(desk.Conflict, "evidence", fmt.Sprintf("the record does not hold (findings: %d, differences: %d)", found.Found, differences))
	}
	return nil
}

func replay(ctx context.Context, st *store.Store, again bool, out io.Writer) (int64, error) {
	if !again {
		return 0, nil
	}
	got, err := evidence.Replay(ctx, st, out)
	return got.Differences, err
}

// recordExists: opening an SQLite file that is not there would make an empty one, in which everything holds.
func recordExists(cfg config.Config) error {
	if cfg.Database.Driver != config.SQLite {
		return nil
	}
	file := cfg.Database.DSN.Reveal()
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return desk.Fail(desk.NotFound, "no_record", "there is no record at "+file+": name its folder with --data or its configuration with --config")
	}
	return nil
}
