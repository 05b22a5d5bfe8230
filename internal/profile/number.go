package profile

import (
	"slices"
	"strconv"
	"strings"
)

// The rule by which two ways of writing are the same telephone number (CUS-01). With + or 00 before it a number begins with a country's
// code; any other is the department's own country's (Rules.Country), with or without that code, with or without the 0 that is dialled
// before an area. So a number of another country is never the one at home that has the same digits.
const (
	ownCountry = 86 // where the settings name none
	codedLeast = 8  // digits that are left where the own country's code is taken for one although no + says so
	coded      = 12 // digits from which on a number is no national one any more: another country's, without its +
)

// Forms are all the ways in which the number that somebody types may have been written down, as it was typed first; none where it is
// no number.
func Forms(words string, country int) []string {
	if !isNumber(words) {
		return nil
	}
	code, number := strconv.Itoa(country), digits(words)
	var out []string
	whole, abroad := strings.CutPrefix(number, "+")
	if !abroad {
		whole, abroad = strings.CutPrefix(number, "00")
	}
	home, ours := strings.CutPrefix(whole, code)
	switch {
	case abroad && ours:
		out = atHome(home, code)
	case abroad:
		out = away(whole)
	default:
		out = atHome(number, code)
		if ours && len(home) >= codedLeast {
			out = append(out, atHome(home, code)...)
		} else if len(number) >= coded && number[0] != '0' {
			out = append(out, away(number)...)
		}
	}
	slices.Sort(out)
	out = slices.DeleteFunc(slices.Compact(out), func(form string) bool { return form == number })
	return append([]string{number}, out...)
}

// atHome are the forms of a number of the own country, without its code. A short one is a service's own: nobody dials a 0 before it.
func atHome(number, code string) []string {
	number = strings.TrimPrefix(number, "0")
	out := []string{number, "+" + code + number, "00" + code + number}
	if len(number) >= codedLeast {
		out = append(out, "0"+number, code+number, "+"+code+"0"+number)
	}
	return out
}

// away are the forms of a number of another country, with its code.
func away(number string) []string {
	out := []string{"+" + number, "00" + number}
	if len(number) >= coded {
		out = append(out, number)
	}
	return out
}
