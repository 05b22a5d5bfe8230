package router

import (
	"strings"
	"testing"

	"firstline/internal/desk"
)

// TestWanted: adapters hand a file's name on as the network has it; here it becomes one that can be saved, with its ending,
// whichever channel it came on. A file that cannot be had has failed at once, and nothing else that an event says of it stays.
func TestWanted(t *testing.T) {
	t.Parallel()
	got := wanted([]desk.File{
		{Name: "../../" + strings.Repeat("x", 250) + ".pdf", Ref: "r", State: desk.FileStored, Blob: "b", Reason: "gone"},
		{Name: "a\u202eb"},
	}, true)
	want := []desk.File{{Name: strings.Repeat("x", 196) + ".pdf", Ref: "r", State: desk.FileWanted}, {Name: "ab", State: desk.FileFailed, Reason: "not_fetched"}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if got := wanted(want[:1], false)[0]; got.State != desk.FileFailed || got.Reason != "not_fetched" {
		t.Errorf("on a channel that fetches nothing: %+v", got)
	}
}
