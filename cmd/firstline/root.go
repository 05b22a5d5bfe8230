package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"firstline/config"
)

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "firstline",
		Short:         "The service desk of a customer-service department",
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
	}
	root.AddCommand(newServe(), newConfig(), newMigrate(), newUser(), newVerify(), newExplain(), newExport(), newDraw(), newVersion())
	return root
}

// source reads the flags that every command with a configuration has.
type source struct{ file, listen, data string }

func (s *source) flags(c *cobra.Command, serving bool) {
	c.Flags().StringVar(&s.file, "config", os.Getenv("FIRSTLINE_CONFIG"), "configuration `file` (YAML)")
	c.Flags().StringVar(&s.data, "data", "", "data `folder` (data_dir)")
	if serving {
		c.Flags().StringVar(&s.listen, "listen", "", "`address` to listen on, host:port (listen)")
	}
}

func (s *source) source() config.Source {
	src := config.Source{File: s.file, Env: os.Environ(), Types: channelTypes()}
	for _, f := range []config.Flag{{Name: "--listen", Key: "listen", Value: s.listen}, {Name: "--data", Key: "data_dir", Value: s.data}} {
		if f.Value != "" {
			src.Flags = append(src.Flags, f)
		}
	}
	return src
}

func (s *source) load() (config.Config, error) { return config.Load(s.source()) }

func newConfig() *cobra.Command {
	var s source
	c := &cobra.Command{Use: "config", Short: "Check or show the configuration"}
	check := &cobra.Command{Use: "check", Short: "Name every problem of a configuration", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		return config.Check(c.OutOrStdout(), s.source())
	}}
	s.flags(check, true)
	c.AddCommand(check,
		&cobra.Command{Use: "default", Short: "Print the configuration with every default", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			return config.Default(c.OutOrStdout())
		}},
		&cobra.Command{Use: "doc", Short: "Print the reference of every key", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			return config.Doc(c.OutOrStdout())
		}})
	return c
}

func newVersion() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		_, err := fmt.Fprintln(c.OutOrStdout(), version())
		return err
	}}
}

// release is set by the linker for released builds.
var release = ""

// version is the release, or what the toolchain wrote into the binary.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " (" + s.Value[:12] + ")"
		}
	}
	return v
}
