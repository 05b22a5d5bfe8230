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
	"firstline/internal/cases"
	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/media"
	"firstline/internal/store"
)

func newVerify() *cobra.Command {
	var s source
	var deep depth
	c := &cobra.Command{Use: "verify", Short: "Prove that the record is the one that was written",
		Long: "Verify recomputes the hash chain of every session and checks the seals, the seal files and the texts against it;\n" +
			"the complaint register with its events and numbers as well; and that every closed transcript keeps the order of the service code.\n" +
			"It names what was changed, is missing, was cut off or was added, and then ends with code 1. The desk may work meanwhile.",
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := s.load()
			if err != nil {
				return err
			}
			return verify(c.Context(), cfg, deep, c.OutOrStdout())
		}}
	s.flags(c, false)
	c.Flags().BoolVar(&deep.replay, "replay", false, "also derive every session again from its events and compare")
	c.Flags().BoolVar(&deep.files, "files", false, "with --replay's work: read the bytes of all files (media.dir) and hold them against the events")
	return c
}

// depth is what verify looks at beside chains and seals.
type depth struct {
	replay bool // every session is derived again
	files  bool // and the bytes of its files are read
}

// verify checks the configured record; an error also stands for findings.
func verify(ctx context.Context, cfg config.Config, deep depth, out io.Writer) error {
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
	differences, complaints, err := replay(ctx, cfg, st, deep, out)
	if err != nil {
		return err
	}
	ordered, err := evidence.Order(ctx, st, out)
	if err != nil {
		return err
	}
	if found.Found+differences+complaints+ordered.Found > 0 {
		return desk.Fail(desk.Conflict, "evidence", fmt.Sprintf("the record does not hold (findings: %d, differences: %d, complaints: %d, transcripts out of order: %d)",
			found.Found, differences, complaints, ordered.Found))
	}
	return nil
}

// replay derives sessions and the register again, as deep as was asked for; the register's chains are checked in any case.
func replay(ctx context.Context, cfg config.Config, st *store.Store, deep depth, out io.Writer) (differences, complaints int64, err error) {
	var got evidence.Replayed
	switch {
	case deep.files:
		dir, err := media.ReadDir(cfg.Media.Dir)
		if err != nil {
			return 0, 0, fmt.Errorf("media.dir: %w", err)
		}
		defer func() { _ = dir.Close() }()
		if got, err = evidence.ReplayFiles(ctx, st, dir.Open, out); err != nil {
			return 0, 0, err
		}
		complaints, err = cases.VerifyFiles(ctx, st, dir.Open, out)
		return got.Differences, complaints, err
	case deep.replay:
		if got, err = evidence.Replay(ctx, st, out); err != nil {
			return 0, 0, err
		}
	}
	complaints, err = cases.Verify(ctx, st, deep.replay, out)
	return got.Differences, complaints, err
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
