package e2e

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// screen is one state of a page that a test puts under axe-core, walks through by the keyboard and photographs. Its components are
// what must be drawn then, and what it stands for: a component that is a page, a panel or a dialog belongs to a screen.
type screen struct {
	name   string
	part   string // of the index
	test   string // that shows it
	zh, en string // what is to be seen
	shows  string // components, by their files' names
	looks  []string
}

// The looks of a picture's name: language, theme, width.
const (
	lightZh = "zh-CN-light-1440"
	darkEn  = "en-dark-1440"
	lightTw = "zh-TW-light-1024"
	lightEn = "en-light-390"
	darkZh  = "zh-CN-dark-390"

	darkZhDesk  = "zh-CN-dark-1440"
	lightEnDesk = "en-light-1440"
)

// looksOf are the ones of browser/appearance.mjs: all languages, both themes, three widths where FIRSTLINE_TEST_LOOKS is "all", and
// otherwise one of the two pairs on a desk, by the screen's name, so that each pair is looked at with every change.
func looksOf(name string) []string {
	pairs := [][]string{{lightZh, darkEn}, {darkZhDesk, lightEnDesk}}
	if os.Getenv("FIRSTLINE_TEST_LOOKS") == "all" {
		return append(slices.Concat(pairs...), lightTw, lightEn, darkZh)
	}
	sum := 0
	for _, c := range []byte(name) {
		sum += int(c)
	}
	return pairs[sum%len(pairs)]
}

// printedLooks are what the documentation shows of every screen: each language, theme and width.
var printedLooks = []string{lightZh, darkEn, lightTw, lightEn, darkZh}

// sighting is what the browser side tells of one state in one look.
type sighting struct {
	Name  string   `json:"name"`
	Shows []string `json:"shows"`
}

var lookShape = regexp.MustCompile(`^(.+)-((?:zh-CN|zh-TW|en)-(?:light|dark)-(?:1440|1024|390))$`)

// sights collects what a desk's acts have shown: by screen, the looks and the components.
type sights struct {
	looks, shows map[string]map[string]bool
}

func (s *sights) take(t *testing.T, out string) {
	t.Helper()
	for line := range strings.Lines(out) {
		text, found := strings.CutPrefix(strings.TrimSpace(line), "SCREEN ")
		if !found {
			continue
		}
		var one sighting
		ok(t, json.Unmarshal([]byte(text), &one))
		m := lookShape.FindStringSubmatch(one.Name)
		if m == nil {
			continue // a state that is only checked
		}
		if s.looks == nil {
			s.looks, s.shows = map[string]map[string]bool{}, map[string]map[string]bool{}
		}
		if s.looks[m[1]] == nil {
			s.looks[m[1]], s.shows[m[1]] = map[string]bool{}, map[string]bool{}
		}
		s.looks[m[1]][m[2]] = true
		for _, c := range one.Shows {
			s.shows[m[1]][c] = true
		}
	}
}

// whole fails the test that has left out a screen, or a look or a component of it.
func (s *sights) whole(t *testing.T) {
	root, _, _ := strings.Cut(t.Name(), "/")
	for _, one := range screens {
		if one.test != root {
			continue
		}
		for _, look := range one.wanted() {
			if !s.looks[one.name][look] {
				t.Errorf("the screen %s was not shown in %s", one.name, look)
			}
		}
		for _, c := range strings.Fields(one.shows) {
			if !s.shows[one.name][c] {
				t.Errorf("the screen %s did not show %s, but %s", one.name, c, strings.Join(slices.Sorted(maps.Keys(s.shows[one.name])), " "))
			}
		}
		if *shots {
			publish(t, one)
		}
	}
}

func (s screen) wanted() []string {
	if s.looks != nil {
		return s.looks
	}
	return looksOf(s.name)
}

// printed are the looks of which the documentation has a picture.
func (s screen) printed() []string {
	if s.looks != nil {
		return s.looks
	}
	return printedLooks
}

// screenShape are the names of components that fill a page, stand beside it or lie over it.
var screenShape = regexp.MustCompile(`(Page|Place|Panel|Dialog|Section|Form|Settings|Screen|View|Viewer|Picker|Palette|Menu|Switcher|Wizard|Bar|Bars|Strip|Log|Look|Tools)\.vue$`)

// TestEveryScreenIsShown: what fills a page or lies over it stands in the list of screens, every place has one, and every part of a
// place. Who adds one adds it there, and shows it in a test.
func TestEveryScreenIsShown(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, s := range screens {
		for _, c := range strings.Fields(s.shows) {
			shown[c] = true
		}
	}
	ok(t, filepath.WalkDir(source(), func(path string, d os.DirEntry, err error) error {
		if err == nil && screenShape.MatchString(path) && !shown[strings.TrimSuffix(d.Name(), ".vue")] {
			t.Errorf("%s is on no screen of screens_list_test.go: show it in a test under inspector().everywhere, and name it there", path)
		}
		return err
	}))
	for _, p := range pagesOf(t, "shell/places.ts", `page: \(\) => import\('@/([^']+)\.vue'\)`) {
		if !shown[filepath.Base(p)] {
			t.Errorf("no screen shows the place %s", p)
		}
	}
	named := map[string]bool{}
	for _, s := range screens {
		if named[s.name] {
			t.Errorf("there are two screens %s", s.name)
		}
		named[s.name] = true
	}
	for _, of := range []struct{ prefix, file, shape string }{
		{"settings-", "settings/kinds.ts", `\{ id: '([a-z]+)'`},
		{"own-", "own/parts.ts", `id: '([a-z]+)'`},
		{"inbox-", "shell/places.ts", `:view\(([a-z|]+)\)`},
	} {
		for _, id := range pagesOf(t, of.file, of.shape) {
			for one := range strings.SplitSeq(id, "|") {
				if !named[of.prefix+one] {
					t.Errorf("no screen is called %s%s", of.prefix, one)
				}
			}
		}
	}
}

func source() string { return filepath.Join("..", "..", "web", "src") }

// pagesOf are what a shape finds in a source of the application.
func pagesOf(t *testing.T, file, shape string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(source(), filepath.FromSlash(file)))
	ok(t, err)
	var out []string
	for _, m := range regexp.MustCompile(shape).FindAllStringSubmatch(string(data), -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Errorf("%s: nothing looks like %s any more", file, shape)
	}
	return out
}
