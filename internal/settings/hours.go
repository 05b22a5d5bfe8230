package settings

import (
	"fmt"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
)

// groupNames are the documents of hours: one for each group.
func groupNames(d *Department) []string {
	names := make([]string, len(d.Groups))
	for i, g := range d.Groups {
		names[i] = string(g.ID)
	}
	return names
}

// startHours are those of the configuration's folder.
func startHours(s Start, _ *Department, group string) string {
	return s.Hours[desk.GroupID(group)].Body
}

// aroundTheClock are the hours of a group that nobody has set (CHN-02), written down.
func aroundTheClock(d *Department, group string) string {
	name := group
	for _, g := range d.Groups {
		if string(g.ID) == group {
			name = g.Name
		}
	}
	return fmt.Sprintf("name: %s\nzone: %s\n", yamlQuote(name), d.Zone)
}

// readHours reads the working hours of a group (CHN-02). No text is round the clock.
func readHours(text, group, file string, d *Department) error {
	if text == "" {
		delete(d.Hours, desk.GroupID(group))
		return nil
	}
	c, err := calendar.Load(file, []byte(text), time.LoadLocation)
	if err != nil {
		return err
	}
	d.Hours[desk.GroupID(group)] = c
	return nil
}
