package fold

import (
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Table folds characters to what is compared: one width, one case, Traditional as Simplified, nothing invisible, no marks
// that strike letters through. It folds for comparing, it does not convert: 著 and 着 count as one and so do 乾 and 干,
// whichever was meant.
type Table struct {
	near []rune // by character of the basic plane: what it is folded to, or together
	far  map[rune]rune
}

// together marks a character that has to be normalised with its neighbours.
const together = -2

// table is made when it is first wanted, in some milliseconds, and takes 256 kB.
var table = sync.OnceValue(func() *Table {
	pairs := chinese()
	t := &Table{near: make([]rune, 0x10000), far: map[rune]rune{}}
	for from, to := range pairs {
		if int(from) >= len(t.near) {
			t.far[from] = to
		}
	}
	for r := range rune(len(t.near)) {
		folded, plain := Plain(r)
		switch {
		case plain:
		case !alone(r):
			folded = together
		case strikes(r):
			folded = -1
		default:
			folded = Rare(r)
		}
		if to, ok := pairs[folded]; ok {
			folded = to
		}
		t.near[r] = folded
	}
	return t
})

// Characters returns the table; all callers share it.
func Characters() *Table { return table() }

// Fold folds a character: to a letter or digit, to Gap, or to -1 for nothing. alone is false for one that has to be
// normalised together with its neighbours; then folded means nothing.
func (t *Table) Fold(r rune) (folded rune, alone bool) {
	if 0 <= r && int(r) < len(t.near) {
		folded = t.near[r]
		return folded, folded != together
	}
	return Plain(r)
}

// FoldNormal folds a character of a text in normal form NFKC.
func (t *Table) FoldNormal(r rune) rune {
	folded, alone := t.Fold(r)
	switch {
	case strikes(r):
		return -1
	case !alone:
		folded = Rare(r)
	}
	if to, ok := t.far[folded]; ok {
		return to
	}
	return folded
}

// alone reports whether normalising leaves r as it is, whatever stands before it.
func alone(r rune) bool {
	s := string(r)
	return norm.NFKC.IsNormalString(s) && norm.NFKC.PropertiesString(s).BoundaryBefore()
}

// strikes reports whether r is a mark of the blocks whose marks, where they compose with nothing, strike letters through.
func strikes(r rune) bool {
	return 0x300 <= r && r <= 0x36f || 0x1ab0 <= r && r <= 0x1aff || 0x1dc0 <= r && r <= 0x1dff || 0x20d0 <= r && r <= 0x20ff
}
