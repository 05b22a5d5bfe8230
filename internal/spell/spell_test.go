package spell

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestKeys: readings, all of them where a character has several, words between them, and no more than is asked for.
// Shows SCR-01.
func TestKeys(t *testing.T) {
	t.Parallel()
	var s Speller
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"退款受理", 40, "tui kuan|xin shou|dao li"},
		{"VIP退款-7天", 40, "vip tui kuan|xin 7 tian"},
		{"退款受理", 2, "tui kuan|xin"},
		{"Good night!", 40, "good night"},
		{"", 40, ""},
		{"，。！{}", 40, ""},
	} {
		if got := s.Keys(c.text, c.most); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestEveryReading: 重, 行 and 了 are found by either reading, 绿 by what a keyboard has for ü, and traditional characters
// like simplified ones.
func TestEveryReading(t *testing.T) {
	t.Parallel()
	var s Speller
	for r, want := range map[string][]string{"重": {"zhong", "chong"}, "行": {"xing", "hang"}, "了": {"le", "liao"}, "绿": {"lv"}, "退": {"tui"}, "實": {"shi"}, "款": {"kuan"}} {
		got := strings.Split(s.Keys(r, 1), "|")
		if len(got) > mostReadings {
			t.Errorf("%s has %d readings", r, len(got))
		}
		for _, reading := range want {
			if !slices.Contains(got, reading) {
				t.Errorf("%s: %q, want %s", r, got, reading)
			}
		}
	}
}

func TestSpellsFromAnywhere(t *testing.T) {
	t.Parallel()
	var s Speller
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := s.Keys("退款", 9); got != "tui kuan|xin" {
				t.Error(got)
			}
		})
	}
	wg.Wait()
}
