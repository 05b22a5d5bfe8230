package yamlform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong with a document. Its sentence says what to do where that is not plain.
type Problem struct {
	File   string // as the caller named it; empty for a document that is no file
	Line   int    // from 1; 0 when the value did not come from a text
	Key    string // scripts[greeting.morning].text; empty for the whole file
	Reason string
}

// String is "file:line: key: reason" without the parts that are empty.
func (p Problem) String() string {
	where := p.File
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	parts := slices.DeleteFunc([]string{where, p.Key, p.Reason}, func(s string) bool { return s == "" })
	return strings.Join(parts, ": ")
}

// Problems are all that is wrong with a document, by line, so that an author mends it in one go.
type Problems []Problem

// Error lists every problem on a line of its own.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Err is nil without problems, which Problems(nil) in an error would not be. It sorts them by line.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return p
}
