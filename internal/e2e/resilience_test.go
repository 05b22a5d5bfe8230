package e2e

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestTwoTabs: two tabs of one browser share what it keeps. They show the same, no text leaves twice or for another customer, and what
// is told is heard once (ui.md 2.1: A6, A9).
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("tabs.mjs", "twoTabs", scene{})
}

// TestUpgrade: the server comes back as another version while an agent writes. The page says so, and nothing that was written is
// lost by the reload.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	newer := filepath.Join(t.TempDir(), "firstline")
	if out, err := exec.Command("go", "build", "-ldflags", "-X main.release=99.0.0", "-o", newer, "firstline/cmd/firstline").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	d.binary = newer // from the next start on
	d.play("upgrade.mjs", "upgrade", scene{})
}

// TestWrongClock: computers whose clocks are wrong by an hour count down and sound within a second of the server's deadlines (SLA-01).
func TestWrongClock(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "targets: {first_reply: 25s, apology: false, silence: 0s}\n")
	staff(d)
	d.start()
	d.play("clocks.mjs", "wrongClock", scene{})
}

// TestVisitorSleeps: a visitor's computer sleeps while both sides write; afterwards each message is there once.
func TestVisitorSleeps(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("clocks.mjs", "sleeps", scene{})
}

// TestRefusals: what a close, a transfer and a takeover ask for before they do anything, and what becomes of what is half written.
func TestRefusals(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("refusals.mjs", "refusals", scene{})
}
