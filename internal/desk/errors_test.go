package desk_test

import (
	"errors"
	"fmt"
	"testing"

	"firstline/internal/desk"
)

// TestAway: a failure of the record is told as one, with its cause; nothing else is.
func TestAway(t *testing.T) {
	t.Parallel()
	cause := errors.New("connection refused")
	if err := desk.Away(cause); desk.KindOf(err) != desk.Unavailable || !errors.Is(err, cause) {
		t.Errorf("%v", err)
	}
	own := fmt.Errorf("read it: %w", desk.Fail(desk.NotFound, "no_view", "there is none"))
	if err := desk.Away(own); err != own {
		t.Errorf("one of ours became %v", err)
	}
	if err := desk.Away(nil); err != nil {
		t.Errorf("nothing became %v", err)
	}
}
