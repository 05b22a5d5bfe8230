package preferences

import (
	"fmt"
	"regexp"
	"slices"

	"firstline/internal/desk"
)

// Preferences are what a person has chosen; what is absent was never chosen, and the browser's own default holds.
type Preferences struct {
	Locale     *string           `json:"locale,omitempty" doc:"zh-CN, zh-TW, en"`
	Theme      *string           `json:"theme,omitempty" doc:"system, light, dark"`
	Density    *string           `json:"density,omitempty" doc:"comfortable, compact"`
	Send       *string           `json:"send,omitempty" doc:"Which key sends: enter, or ctrl_enter with Enter for a new line"`
	Sound      *bool             `json:"sound,omitempty" doc:"Whether anything is heard at all"`
	Volume     *int              `json:"volume,omitempty" doc:"Per cent, 0 to 100"`
	Desktop    *bool             `json:"desktop,omitempty" doc:"Notifications of the system while no window of the desk is seen"`
	SingleKeys *bool             `json:"single_keys,omitempty" doc:"Shortcuts without a modifier (WCAG 2.1.4)"`
	Customer   *bool             `json:"customer_panel,omitempty" doc:"The customer's side stands open"`
	List       *int              `json:"list_width,omitempty" doc:"Of the inbox's list, in pixels, 280 to 560"`
	Side       *int              `json:"side_width,omitempty" doc:"Of the customer's side, in pixels, 280 to 560"`
	Hold       *int              `json:"close_hold,omitempty" doc:"Seconds for which a close can be taken back before it is carried out: 0, 5, 10"`
	Sounds     map[string]bool   `json:"sounds,omitempty" doc:"Which events are heard, by their name. Replaced as a whole"`
	Keys       map[string]string `json:"keys,omitempty" doc:"Other keys for commands, such as Alt+KeyU or KeyG KeyI; empty: none. Replaced as a whole"`
}

const (
	mostEntries = 100 // of Sounds and of Keys
	mostVolume  = 100
	leastWidth  = 280 // of a pane: narrower ones show no row whole
	mostWidth   = 560
)

var (
	word    = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,31}$`)
	binding = regexp.MustCompile(`^((Mod\+|Alt\+)?(Shift\+)?[A-Z][A-Za-z0-9]{0,23}|Key[A-Z] Key[A-Z])?$`)
)

// check refuses what no browser of ours writes.
func (p Preferences) check() error {
	for _, c := range []struct {
		field string
		value *string
		of    []string
	}{
		{"locale", p.Locale, []string{"zh-CN", "zh-TW", "en"}},
		{"theme", p.Theme, []string{"system", "light", "dark"}},
		{"density", p.Density, []string{"comfortable", "compact"}},
		{"send", p.Send, []string{"enter", "ctrl_enter"}},
	} {
		if c.value != nil && !slices.Contains(c.of, *c.value) {
			return invalid("%s must be one of %v", c.field, c.of)
		}
	}
	if p.Volume != nil && (*p.Volume < 0 || *p.Volume > mostVolume) {
		return invalid("volume must be from 0 to %d", mostVolume)
	}
	for _, width := range []*int{p.List, p.Side} {
		if width != nil && (*width < leastWidth || *width > mostWidth) {
			return invalid("a pane is %d to %d pixels wide", leastWidth, mostWidth)
		}
	}
	if p.Hold != nil && !slices.Contains([]int{0, 5, 10}, *p.Hold) {
		return invalid("a close is held for 0, 5 or 10 seconds")
	}
	if len(p.Sounds) > mostEntries || len(p.Keys) > mostEntries {
		return invalid("at most %d sounds and as many keys", mostEntries)
	}
	for name := range p.Sounds {
		if !word.MatchString(name) {
			return invalid("no sound is called %q", name)
		}
	}
	for name, keys := range p.Keys {
		if !word.MatchString(name) || !binding.MatchString(keys) {
			return invalid("%q is no key for %q", keys, name)
		}
	}
	return nil
}

func invalid(format string, args ...any) error {
	return desk.Fail(desk.Invalid, "invalid", fmt.Sprintf(format, args...))
}

// with is p with what next has in it.
func (p Preferences) with(next Preferences) Preferences {
	take(&p.Locale, next.Locale)
	take(&p.Theme, next.Theme)
	take(&p.Density, next.Density)
	take(&p.Send, next.Send)
	take(&p.Sound, next.Sound)
	take(&p.Volume, next.Volume)
	take(&p.Desktop, next.Desktop)
	take(&p.SingleKeys, next.SingleKeys)
	take(&p.Customer, next.Customer)
	take(&p.List, next.List)
	take(&p.Side, next.Side)
	take(&p.Hold, next.Hold)
	if next.Sounds != nil {
		p.Sounds = next.Sounds
	}
	if next.Keys != nil {
		p.Keys = next.Keys
	}
	return p
}

func take[T any](to **T, from *T) {
	if from != nil {
		*to = from
	}
}
