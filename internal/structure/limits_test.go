package structure

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"firstline/internal/desk"
)

var lengthShape = regexp.MustCompile(`(?i)maxlength[:=]"(\d{5,})"`)

// TestLongestText: a text that the door or a field of the page lets through has the length that the channels are told of.
// Neither a tag of Go nor markup can use the constant.
func TestLongestText(t *testing.T) {
	t.Parallel()
	r := repository(t)
	found := map[string]int{}
	for _, name := range r.files {
		door := strings.HasPrefix(name, "internal/api/") && strings.HasSuffix(name, ".go")
		if !door && (!strings.HasPrefix(name, "web/src/") || path.Ext(name) != ".vue") {
			continue
		}
		for _, m := range lengthShape.FindAllStringSubmatch(r.text(t, name), -1) {
			found[path.Ext(name)]++
			if m[1] != strconv.Itoa(desk.MaxText) {
				t.Errorf("%s: a text of %s, others have %d", name, m[1], desk.MaxText)
			}
		}
	}
	if found[".go"] < 10 || found[".vue"] < 3 {
		t.Errorf("only %v were found", found)
	}
}
