package cases

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"firstline/internal/desk"
)

// Numbering is how numbers are written: a text with {year} and {serial:N}, which has at least N digits. The zero value
// is TS-{year}-{serial:6}.
type Numbering struct {
	before, after string
	digits        int
}

var serialShape = regexp.MustCompile(`\{serial(?::([1-9]))?\}`)

// ParseNumbering reads a form. Without the year two years would give the same numbers.
func ParseNumbering(form string) (Numbering, error) {
	at := serialShape.FindAllStringSubmatchIndex(form, -1)
	if len(at) != 1 || strings.Count(form, "{year}") != 1 || len(form) > 60 {
		return Numbering{}, desk.Fail(desk.Invalid, "number", fmt.Sprintf("%q is no form for numbers: write {year} and {serial:6} once each, such as TS-{year}-{serial:6}", form))
	}
	n := Numbering{before: form[:at[0][0]], after: form[at[0][1]:], digits: 1}
	if at[0][2] >= 0 {
		n.digits = int(form[at[0][2]] - '0')
	}
	return n, nil
}

// Number writes one.
func (n Numbering) Number(year, serial int64) string {
	if n == (Numbering{}) {
		n = Numbering{before: "TS-{year}-", digits: 6}
	}
	return strings.Replace(n.before+fmt.Sprintf("%0*d", n.digits, serial)+n.after, "{year}", strconv.FormatInt(year, 10), 1)
}
