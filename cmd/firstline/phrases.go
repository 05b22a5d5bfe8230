package main

import (
	"fmt"
	"os"

	"firstline/config"
	"firstline/scripts/guard"
)

// readPhrases compiles the department's list, or the one that comes with the program. The error names everything that is
// wrong with file, line and key.
func readPhrases(cfg config.Config) (*guard.Guard, error) {
	if cfg.Session.Phrases == "" {
		return guard.Compile(guard.Default(cfg.Locale))
	}
	text, err := os.ReadFile(cfg.Session.Phrases)
	if err != nil {
		return nil, fmt.Errorf("session.phrases: %w: write the file, or take the setting away", err)
	}
	return guard.Compile(guard.Read(cfg.Session.Phrases, text))
}
