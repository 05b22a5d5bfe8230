package settings_test

import (
	"errors"
	"strings"
	"testing"

	"firstline/internal/settings"
	"firstline/internal/yamlform"
)

const ownEntry = "\n  - {id: library.refund, stage: library, title: 退款受理, code: TK01, groups: [order], text: \"预计{时效}到账。\"}\n"

// TestOwnEntries: a supervisor adds entries of the department's own; groups that are not there, and gaps in what nobody would
// fill in, are refused when they are written. Shows SCR-01.
func TestOwnEntries(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		s := r.open(start(t, ""))
		id := settings.ID{Kind: settings.KindScripts, Name: "zh-CN"}
		was := body(t, s, id.Kind, id.Name)
		for change, key := range map[string]string{
			strings.ReplaceAll(ownEntry, "[order]", "[order, moon]"):   "scripts[library.refund].groups[1]",
			strings.ReplaceAll(ownEntry, "TK01", "退款"):                 "scripts[library.refund].code",
			"\n  - {id: queue.own, stage: queue, text: \"约{分钟}后。\"}\n": "scripts[queue.own].text",
		} {
			var wrong yamlform.Problems
			if _, err := s.Change(t.Context(), settings.Change{ID: id, N: 1, Body: was + change, Who: "boss"}); !errors.As(err, &wrong) || wrong[0].Key != key {
				t.Errorf("%q: %v", change, err)
			}
		}
		v, err := s.Change(t.Context(), settings.Change{ID: id, N: 1, Body: was + ownEntry, Who: "boss"})
		if err != nil || v.N != 2 {
			t.Fatalf("%+v (%v)", v, err)
		}
		if one, ok := s.Current().Pack.Script("library.refund"); !ok || one.Code != "TK01" {
			t.Errorf("the entry is %+v", one)
		}
	})
}
