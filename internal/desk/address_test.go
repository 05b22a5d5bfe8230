package desk_test

import (
	"testing"

	"firstline/internal/desk"
)

// TestAddressInLogs: a log names a conversation, and nobody.
func TestAddressInLogs(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"7001": "c/7001", "T1/D1": "c/T1/D1", "tel:13800001234": "c/tel:…34", "sub:李": "c/sub:…李", "at:": "c/at:…", "sub:a:b@c": "c/sub:…@c"} {
		if got := (desk.Address{Channel: "c", Key: key}).String(); got != want {
			t.Errorf("%s is logged as %s, want %s", key, got, want)
		}
	}
}
