package media

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// TestRoom: what somebody chose and left behind keeps nobody from sending, and what a message waits for is not thrown away
// for what may never be sent.
func TestRoom(t *testing.T) {
	t.Parallel()
	records(t, func(t *testing.T, b *bench) {
		n := b.start("a")
		n.rest()
		at := desk.Address{Channel: "net", Key: "k"}
		hand := func(i int) string {
			b.clock.move(time.Millisecond)
			u, err := n.media.HandIn(t.Context(), at, fmt.Sprint(i, ".txt"), strings.NewReader("x"), 100)
			if err != nil {
				t.Fatal(err)
			}
			return u.ID
		}
		sent := hand(0)
		n.writes("net", "k", "upload:"+sent)
		left := hand(1)
		for i := range mostUploads + 5 {
			hand(i + 2)
		}
		there := func(id string) bool {
			_, err := n.store.UploadOf(t.Context(), dbq.UploadOfParams{ID: id, Owner: router.CustomerOwner(at)})
			return err == nil
		}
		if !there(sent) || there(left) {
			t.Errorf("what was sent is there: %v; what was left behind first is there: %v", there(sent), there(left))
		}
	})
}
