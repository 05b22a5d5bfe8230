package channels_test

import (
	"errors"
	"strings"
	"testing"

	"firstline/channels"
)

// TestCut: no character is halved, and what fits stays as it is.
func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		most int
		want string
	}{{"", 0, ""}, {"abc", 3, "abc"}, {"abc", 2, "ab"}, {"长长", 6, "长长"}, {"长长", 5, "长"}, {"长长", 3, "长"}, {"长长", 2, ""}, {"a😀", 4, "a"}} {
		if got := channels.Cut(c.text, c.most); got != c.want {
			t.Errorf("%d bytes of %q are %q, want %q", c.most, c.text, got, c.want)
		}
	}
}

// TestFits counts as networks do: a character outside of the basic plane is two units.
func TestFits(t *testing.T) {
	t.Parallel()
	for text, fits := range map[string]bool{"": true, "长长长长": true, "长长长长长": false, "😀😀": true, "😀😀a": false} {
		err := channels.Fits(text, 4)
		var se *channels.SendError
		if (err == nil) != fits || (err != nil && (!errors.As(err, &se) || se.Reason != channels.TooLong)) {
			t.Errorf("%q in 4 units: %v", text, err)
		}
	}
	if err := channels.Fits(strings.Repeat("x", 1_000_000), 0); err != nil {
		t.Errorf("without a limit: %v", err)
	}
}
