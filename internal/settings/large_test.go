package settings_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"firstline/internal/settings"
	"firstline/scripts/guard"
)

// TestLongList: a list of 20,000 phrases (the figure) is saved by its form and takes effect.
func TestLongList(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		phrases := make([]string, 20_000)
		for i := range phrases {
			phrases[i] = fmt.Sprintf("供货商%05d号", i)
		}
		form, err := json.Marshal(map[string]any{"locale": "zh-CN", "number": 1, "rules": []any{map[string]any{"id": "own.long", "level": "protected", "action": "block", "phrases": phrases}}})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		v, err := s.Change(t.Context(), settings.Change{ID: settings.ID{Kind: settings.KindPhrases, Name: settings.Only}, N: 1, Form: form, Who: "boss"})
		if err != nil {
			t.Fatal(err)
		}
		saved := time.Since(began)
		began = time.Now()
		if _, err := v.Form(); err != nil {
			t.Fatal(err)
		}
		t.Logf("saved in %v, read as a form in %v, %d bytes", saved, time.Since(began), len(v.Body))
		if found := s.Current().Guard.Check("问一下供货商12345号", guard.Scope{}); len(found) != 1 {
			t.Errorf("found %v", found)
		}
	})
}
