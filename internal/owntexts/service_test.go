package owntexts_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"firstline/internal/desk"
	"firstline/internal/owntexts"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/internal/yamlform"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

func onBoth(t *testing.T, run func(t *testing.T, s *owntexts.Service)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		run(t, owntexts.New(st, func() int { return 3 }))
	})
}

func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// TestOwnTexts: what somebody writes is that person's alone; a change follows what its owner has seen, and the limit holds.
func TestOwnTexts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *owntexts.Service) {
		write := func(who desk.AgentID, x owntexts.Text) owntexts.Text {
			t.Helper()
			got, err := s.Write(t.Context(), who, x)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		first := write("anna", owntexts.Text{Title: " 稍等 ", Code: "sd", Text: " 请稍等{时长}。\n马上回来。 "})
		write("anna", owntexts.Text{Text: "好的。"})
		write("ben", owntexts.Text{Code: "SD", Text: "Ben's"})
		changed := write("anna", owntexts.Text{ID: first.ID, N: first.N, Title: "稍等", Code: "SD", Text: "请稍等。"})
		all, err := s.Of(t.Context(), "anna")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]owntexts.Text{{ID: first.ID, N: 2, Title: "稍等", Code: "SD", Text: "请稍等。"}, {ID: all[1].ID, N: 1, Text: "好的。"}}, all); d != "" || changed != all[0] {
			t.Errorf("%+v %s", changed, d)
		}
		if _, err := s.Write(t.Context(), "anna", first); codeOf(err) != "changed_meanwhile" {
			t.Errorf("what another window wrote was written over: %v", err)
		}
		if _, err := s.Write(t.Context(), "ben", owntexts.Text{ID: first.ID, N: 2, Text: "mine now"}); codeOf(err) != "no_text" {
			t.Errorf("ben changes what is anna's: %v", err)
		}
		if err := s.Drop(t.Context(), "ben", first.ID); err != nil {
			t.Error(err)
		}
		write("anna", owntexts.Text{Text: "三"})
		if _, err := s.Write(t.Context(), "anna", owntexts.Text{Text: "四"}); codeOf(err) != "own_texts_full" {
			t.Errorf("a fourth of three: %v", err)
		}
		write("anna", owntexts.Text{ID: first.ID, N: 2, Text: "the limit keeps nobody from changing one"})
		if err := s.Drop(t.Context(), "anna", first.ID); err != nil {
			t.Error(err)
		}
		write("anna", owntexts.Text{Text: "四"})
	})
}

// TestOwnTextsRefused: everything that is wrong is said at once, by key, and nothing is stored.
func TestOwnTextsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *owntexts.Service) {
		if _, err := s.Write(t.Context(), "anna", owntexts.Text{Code: "A1", Text: "one"}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			text owntexts.Text
			want string
		}{
			{owntexts.Text{Title: strings.Repeat("长", 61), Code: "a b", Text: " \n "}, "title: longer than 60 characters\ncode: \"a b\" is not a code: use up to 16 letters, digits and -\ntext: is empty"},
			{owntexts.Text{Title: "a\tb", Text: "a\x00b"}, "title: holds a control character\ntext: holds a control character"},
			{owntexts.Text{Text: strings.Repeat("长", 1001)}, "text: longer than 1000 characters"},
			{owntexts.Text{Code: "a1", Text: "two"}, `code: "a1" is there already`},
		} {
			_, err := s.Write(t.Context(), "anna", c.text)
			var wrong yamlform.Problems
			if !errors.As(err, &wrong) || wrong.Error() != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		}
		if all, err := s.Of(t.Context(), "anna"); err != nil || len(all) != 1 {
			t.Errorf("%d texts, %v", len(all), err)
		}
	})
}

// TestTwoWindows: of many texts that are begun at once one has the code, and no more are kept than there is room for.
func TestTwoWindows(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s *owntexts.Service) {
		at := func(who desk.AgentID, text func(int) owntexts.Text) int {
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() { _, _ = s.Write(t.Context(), who, text(i)) })
			}
			wg.Wait()
			all, err := s.Of(t.Context(), who)
			if err != nil {
				t.Fatal(err)
			}
			return len(all)
		}
		if n := at("anna", func(int) owntexts.Text { return owntexts.Text{Code: "A1", Text: "one"} }); n != 1 {
			t.Errorf("%d texts have one code", n)
		}
		if n := at("ben", func(i int) owntexts.Text { return owntexts.Text{Text: fmt.Sprint(i)} }); n != 3 {
			t.Errorf("%d texts where 3 have room", n)
		}
	})
}
