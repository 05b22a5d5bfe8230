package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"firstline/internal/store"
)

func newMigrate() *cobra.Command {
	var s source
	c := &cobra.Command{Use: "migrate", Short: "Bring the database's schema up to date, or show where it is"}
	up := &cobra.Command{Use: "up", Short: "Bring the schema up to date (serve does it by itself)", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		cfg, err := s.load()
		if err != nil {
			return err
		}
		st, err := openStore(c.Context(), cfg, false)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(c.OutOrStdout(), "the schema is up to date")
		if e := st.Close(); err == nil {
			err = e
		}
		return err
	}}
	status := &cobra.Command{Use: "status", Short: "Show which migrations have been applied", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		cfg, err := s.load()
		if err != nil {
			return err
		}
		list, err := store.Status(c.Context(), storeDSN(cfg))
		for _, m := range list {
			fmt.Fprintf(c.OutOrStdout(), "%-28s %s\n", m.Name, m.State)
		}
		return err
	}}
	s.flags(up, false)
	s.flags(status, false)
	c.AddCommand(up, status)
	return c
}
