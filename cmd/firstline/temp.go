package main

import (
	"context"
	"io"
	"github.com/spf13/cobra"
	"firstline/config"
)

type stage struct{}

func openStage(*config.Source) (*stage, error)                                   { return &stage{}, nil }
func (*stage) close()                                                            {}
func (*stage) prepare(context.Context, *parts, string, io.Writer) error          { return nil }
func (*stage) play(context.Context, *parts, *door, string) error                 { return nil }
func setupLink(context.Context, *parts) (string, bool, error)                    { return "", false, nil }
func newUser() *cobra.Command                                                    { return &cobra.Command{Use: "user"} }
func loadConfig(src config.Source) (config.Config, error) { return config.Load(src) }
