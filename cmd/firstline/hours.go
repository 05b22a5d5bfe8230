package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// hours are the working hours of the groups: as they were written, and compiled.
type hours struct {
	texts     map[desk.GroupID]string
	calendars map[desk.GroupID]calendar.Calendar
}

// readHours reads GROUP.yaml of each group from the folder. The error names everything that is wrong in all of them, and
// files that belong to no group: a misspelt name would leave its group at work round the clock.
func readHours(dir string) (hours, error) {
	h := hours{texts: map[desk.GroupID]string{}, calendars: map[desk.GroupID]calendar.Calendar{}}
	if dir == "" {
		return h, nil
	}
	var problems []error
	mine := map[string]bool{}
	for _, g := range groups() {
		path := filepath.Join(dir, string(g)+".yaml")
		mine[path] = true
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		c, err := calendar.Load(path, text, time.LoadLocation)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		h.texts[g], h.calendars[g] = string(text), c
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if _, e := os.Stat(dir); err == nil && e != nil {
		err = fmt.Errorf("session.hours: %w: make the folder, or take the setting away", e)
	}
	for _, path := range found {
		if !mine[path] {
			problems = append(problems, fmt.Errorf("%s: there is no group of that name: rename the file or take it away", path))
		}
	}
	return h, errors.Join(append(problems, err)...)
}
