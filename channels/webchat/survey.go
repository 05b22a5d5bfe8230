package webchat

import (
	"slices"

	"firstline/internal/desk"
)

// reasons are what the page offers, in any order, at most once each.
func reasons() []string { return []string{"slow", "attitude", "unsolved", "unclear"} }

// survey is what a page says of the close (SAT-01); nil for what our page cannot have said, which is then a message like any other.
func survey(s *desk.Survey) *desk.Survey {
	if s == nil || s.Score < 1 || s.Score > 5 || !slices.Contains([]string{"", "yes", "partly", "no"}, s.Solved) {
		return nil
	}
	for i, r := range s.Reasons {
		if !slices.Contains(reasons(), r) || slices.Contains(s.Reasons[:i], r) {
			return nil
		}
	}
	return s
}
