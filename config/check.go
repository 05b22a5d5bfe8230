package config

import (
	"fmt"
	"io"
	"strings"
)

// Check loads s and writes in a few lines what a program would run with, or
// returns the Problems. It touches nothing but the files that s names.
func Check(w io.Writer, s Source) error {
	c, err := Load(s)
	if err != nil {
		return err
	}
	name := s.File
	if name == "" {
		name = "no file"
	}
	_, err = fmt.Fprintf(w, "%s: ok\n%s", name, c.Summary())
	return err
}

// Summary says in a few lines what matters, without secrets.
func (c Config) Summary() string {
	database := c.Database.Driver
	if database == SQLite {
		database += " " + c.Database.DSN.Reveal()
	}
	redis := "in this process"
	if c.Redis.Mode != RedisNone {
		redis = c.Redis.Mode + " " + strings.Join(c.Redis.Addrs, ", ")
	}
	channels := make([]string, 0, len(c.Channels))
	for _, ch := range c.Channels {
		channels = append(channels, ch.ID+" ("+ch.Type+")")
	}
	if len(channels) == 0 {
		channels = append(channels, "none")
	}
	return fmt.Sprintf("  listen    %s\n  database  %s\n  live      %s\n  targets   first reply %s, next reply %s\n  channels  %s\n",
		c.Listen, database, redis, short(c.Targets.FirstReply), short(c.Targets.NextReply), strings.Join(channels, ", "))
}
