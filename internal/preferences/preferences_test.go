package preferences

import "testing"

// TestCheck: what a browser of ours writes is taken, and nothing else.
func TestCheck(t *testing.T) {
	t.Parallel()
	for keys, fine := range map[string]bool{
		"": true, "Alt+KeyU": true, "Mod+KeyK": true, "Shift+Slash": true, "Alt+Shift+Digit1": true, "KeyJ": true, "KeyG KeyI": true, "F2": true,
		"Ctrl+KeyU": false, "Alt+": false, "KeyG Digit1": false, "keyU": false, "Alt+Mod+KeyU": false, "<b>": false, "KeyG KeyI KeyJ": false,
	} {
		if err := (Preferences{Keys: map[string]string{"urgent": keys}}).check(); (err == nil) != fine {
			t.Errorf("%q: %v", keys, err)
		}
	}
	many := map[string]bool{}
	for i := range mostEntries + 1 {
		many["s"+string(rune('a'+i%26))+string(rune('a'+i/26))] = true
	}
	for width, fine := range map[int]bool{279: false, 280: true, 320: true, 560: true, 561: false} {
		if err := (Preferences{List: &width}).check(); (err == nil) != fine {
			t.Errorf("a list of %d: %v", width, err)
		}
		if err := (Preferences{Side: &width}).check(); (err == nil) != fine {
			t.Errorf("a side of %d: %v", width, err)
		}
	}
	for hold, fine := range map[int]bool{-1: false, 0: true, 5: true, 7: false, 10: true, 600: false} {
		if err := (Preferences{Hold: &hold}).check(); (err == nil) != fine {
			t.Errorf("a close held for %d s: %v", hold, err)
		}
	}
	if (Preferences{Sounds: many}).check() == nil {
		t.Error("any number of sounds is taken")
	}
}
