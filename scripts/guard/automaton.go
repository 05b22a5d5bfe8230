package guard

import "slices"

// automaton finds all of many words in one pass (Aho and Corasick). States are numbered by depth, so that the children of
// a state follow one another; 0 is the root. The zero automaton finds nothing.
type automaton struct {
	root  []int32 // the state that each character leads to from the root, counted from base; 0 for none
	base  rune
	label []rune  // by state: the character that leads to it
	child []int32 // by state: its first child; those of s end where those of s+1 begin
	fail  []int32 // by state: that of its longest proper suffix
	more  []int32 // by state: the next along fail at which words end; 0 for none
	ends  []int32 // by state: the first of order that ends here, like child
	order []int32 // words by the state at which they end
}

// span is the words of the sorted list that begin with what a state stands for.
type span struct{ lo, hi, depth int32 }

// newAutomaton takes words without an empty one; equal ones are found each.
func newAutomaton(words [][]rune) automaton {
	sorted := make([]int32, len(words))
	for i := range sorted {
		sorted[i] = int32(i)
	}
	slices.SortFunc(sorted, func(a, b int32) int { return slices.Compare(words[a], words[b]) })
	a := automaton{label: []rune{0}, fail: []int32{0}}
	spans := []span{{0, int32(len(words)), 0}}
	for s := 0; s < len(spans); s++ {
		at := spans[s]
		a.ends = append(a.ends, int32(len(a.order)))
		for at.lo < at.hi && len(words[sorted[at.lo]]) == int(at.depth) {
			a.order = append(a.order, sorted[at.lo])
			at.lo++
		}
		a.child = append(a.child, int32(len(spans)))
		for at.lo < at.hi {
			r := words[sorted[at.lo]][at.depth]
			next := span{at.lo, at.lo + 1, at.depth + 1}
			for next.hi < at.hi && words[sorted[next.hi]][at.depth] == r {
				next.hi++
			}
			at.lo = next.hi
			spans = append(spans, next)
			a.label = append(a.label, r)
			a.fail = append(a.fail, a.suffix(s, r))
		}
	}
	a.child, a.ends = append(a.child, int32(len(spans))), append(a.ends, int32(len(a.order)))
	a.finish()
	return a
}

// suffix is the state of the longest proper suffix of s with r. States before s have their children already.
func (a *automaton) suffix(s int, r rune) int32 {
	for at := int32(s); at != 0; {
		at = a.fail[at]
		if next := a.search(at, r); next != 0 {
			return next
		}
	}
	return 0
}

// wideRoot is how many characters the table of the root may span: all Chinese of the basic plane and the letters below.
// What lies beyond is searched for.
const wideRoot = 0xa000

func (a *automaton) finish() {
	a.more = make([]int32, len(a.label))
	for s := 1; s < len(a.label); s++ {
		f := a.fail[s]
		if a.more[s] = f; a.ends[f] == a.ends[f+1] {
			a.more[s] = a.more[f]
		}
	}
	below := a.label[a.child[0]:a.child[1]]
	if len(below) == 0 {
		return
	}
	a.base = below[0]
	a.root = make([]int32, min(below[len(below)-1]-a.base+1, wideRoot))
	for i, r := range below {
		if r-a.base < wideRoot {
			a.root[r-a.base] = a.child[0] + int32(i)
		}
	}
}

// search is the child of s at r, 0 for none.
func (a *automaton) search(s int32, r rune) int32 {
	lo, hi := a.child[s], a.child[s+1]
	for hi-lo > 8 {
		mid := int32(uint32(lo+hi) / 2)
		if a.label[mid] <= r {
			lo = mid
		} else {
			hi = mid
		}
	}
	for ; lo < hi; lo++ {
		if a.label[lo] == r {
			return lo
		}
	}
	return 0
}

// step is the state after r.
func (a *automaton) step(s int32, r rune) int32 {
	for ; s != 0; s = a.fail[s] {
		if next := a.search(s, r); next != 0 {
			return next
		}
	}
	if i := r - a.base; i >= 0 && int(i) < len(a.root) {
		return a.root[i]
	} else if i < wideRoot {
		return 0
	}
	return a.search(0, r)
}

// each calls hit for every word that ends at a letter, letters in order and longer words before shorter.
func (a *automaton) each(t []letter, hit func(last int, word int32)) {
	if len(a.root) == 0 {
		return
	}
	s := int32(0)
	for i := range t {
		s = a.step(s, t[i].r)
		for at := s; at != 0; at = a.more[at] {
			for _, word := range a.order[a.ends[at]:a.ends[at+1]] {
				hit(i, word)
			}
		}
	}
}
