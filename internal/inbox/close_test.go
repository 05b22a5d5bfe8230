package inbox

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestCloseCodesAreDescribed keeps the page about the stream complete.
func TestCloseCodesAreDescribed(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []Code{CodeSlow, CodeDraining, CodeGoing, CodeSignedOut, CodeDisabled, CodeBadFrame, CodeTooMany} {
		if c.reason() == "" || len(c.reason()) > 123 {
			t.Errorf("%d has no reason that fits", c)
		}
		if !strings.Contains(string(page), fmt.Sprintf("| %d |", c)) {
			t.Errorf("%d is not described", c)
		}
	}
	if Code(1).reason() != "" {
		t.Error("a code that does not exist has a reason")
	}
}
