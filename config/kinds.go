package config

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// value is one kind of setting tied to the field it fills. Every source (default,
// file, environment, flag) goes through the same set, so a text means the same
// wherever it stands.
type value struct {
	field   any    // pointer to the filled field; tests use it to prove that no field was forgotten
	kind    string // how the reference page names it
	limit   string // its range in words
	secret  bool   // never quoted in a message, may come from a file named by X_FILE
	set     func(text string) error
	setList func(items []string) error // instead of set, for lists
}

func text(p *string, most int) value {
	return value{field: p, kind: "text", limit: fmt.Sprintf("at most %d characters", most), set: func(s string) error {
		if n := utf8.RuneCountInString(s); n > most {
			return fault{fmt.Sprintf("is %d characters long", n), fmt.Sprintf("use at most %d", most)}
		}
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }) {
			return fault{"holds a control character", "write it on one line"}
		}
		*p = s
		return nil
	}}
}

// folder is a path; it is used as given, relative to the working directory.
func folder(p *string) value {
	v := text(p, 4096)
	v.kind, v.limit = "path", ""
	return v
}

func choice(p *string, options ...string) value {
	all := strings.Join(options, ", ")
	return value{field: p, kind: "choice", limit: all, set: func(s string) error {
		if !slices.Contains(options, s) {
			return fault{quote(s) + " is not one of the choices", "choose from " + all}
		}
		*p = s
		return nil
	}}
}

func number(p *int, least, most int) value {
	limit := fmt.Sprintf("%d to %d", least, most)
	return value{field: p, kind: "number", limit: limit, set: func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil {
			return fault{quote(s) + " is not a whole number", "write a number from " + limit}
		}
		if n < least || n > most {
			return fault{s + " is out of range", "choose from " + limit}
		}
		*p = n
		return nil
	}}
}

func duration(p *time.Duration, least, most time.Duration) value {
	limit := short(least) + " to " + short(most)
	return value{field: p, kind: "duration", limit: limit, set: func(s string) error {
		if n, err := strconv.Atoi(s); err == nil {
			return fault{quote(s) + " has no unit", fmt.Sprintf("write %ds for seconds or %dm for minutes", n, n)}
		}
		d, err := time.ParseDuration(s)
		if err != nil {
			return fault{quote(s) + " is not a duration", "write a number with a unit, such as 60s, 5m or 24h"}
		}
		if d < least || d > most {
			return fault{s + " is out of range", "choose from " + limit}
		}
		*p = d
		return nil
	}}
}

// age is a duration from a least one on, or 0s: nothing goes.
func age(p *time.Duration, least, most time.Duration) value {
	v := duration(p, 0, most)
	v.limit = "0s, or " + short(least) + " to " + short(most)
	within := v.set
	v.set = func(s string) error {
		if err := within(s); err != nil {
			return err
		}
		if *p > 0 && *p < least {
			return fault{s + " is out of range", "choose from " + v.limit}
		}
		return nil
	}
	return v
}

// durations are several in one text, longest first.
func durations(p *[]time.Duration, least, most time.Duration) value {
	v := value{field: p, kind: "durations", limit: "none, or each from " + short(least) + " to " + short(most) + ", with commas"}
	v.set = func(s string) error {
		if s == "none" {
			*p = nil
			return nil
		}
		var out []time.Duration
		for _, item := range splitList(s) {
			var d time.Duration
			if err := duration(&d, least, most).set(item); err != nil {
				return err
			}
			out = append(out, d)
		}
		slices.SortFunc(out, func(a, b time.Duration) int { return cmp.Compare(b, a) })
		*p = slices.Compact(out)
		return nil
	}
	return v
}

func boolean(p *bool) value {
	return value{field: p, kind: "true or false", limit: "true, false", set: func(s string) error {
		switch s {
		case "true":
			*p = true
		case "false":
			*p = false
		default:
			return fault{quote(s) + " is neither true nor false", "write true or false"}
		}
		return nil
	}}
}

// size is a number of bytes, with or without a binary unit.
func size(p *int64, least, most int64) value {
	limit := bytesText(least) + " to " + bytesText(most)
	return value{field: p, kind: "size", limit: limit, set: func(s string) error {
		n, ok := parseSize(s)
		if !ok {
			return fault{quote(s) + " is not a size", "write bytes as a number, or a number with KiB or MiB, such as 1MiB"}
		}
		if n < least || n > most {
			return fault{s + " is out of range", "choose from " + limit}
		}
		*p = n
		return nil
	}}
}

func parseSize(s string) (int64, bool) {
	unit := int64(1)
	for suffix, u := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20} {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			s, unit = strings.TrimSpace(rest), u
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n * unit, err == nil && n >= 0 && n <= math.MaxInt64/unit
}

func bytesText(n int64) string {
	switch {
	case n%(1<<20) == 0:
		return fmt.Sprintf("%dMiB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%dKiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// short writes a duration the way people type it: 24h, not 24h0m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
