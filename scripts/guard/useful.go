package guard

import (
	"strings"
	"unicode"

	"firstline/internal/yamlform"
)

// exceptions finds those that do nothing, and those that do too much.
func (c *compiler) exceptions() {
	useful, total := map[[2]int32]bool{}, map[[2]int32]bool{}
	for at, text := range c.excepts() {
		t := letters(nil, text)
		c.made.words.each(t, func(last int, word int32) {
			p := c.made.phrases[word]
			if from := last + 1 - len(p.letters); p.part == whole && p.rule == at[0] && p.stands(t, from) {
				useful[at] = true
				total[at] = total[at] || len(p.letters) == len(t)
			}
		})
	}
	for i, rule := range c.list.Rules {
		for j, text := range rule.Except {
			key, at := yamlform.Item(c.keys[i]+".except", j), [2]int32{int32(i), int32(j)}
			switch {
			case !useful[at]:
				c.problem(key, "%q holds no phrase of the rule", text)
			case total[at]:
				c.problem(key, "%q is a phrase of the rule itself", text)
			}
		}
	}
}

// excepts are the exceptions by rule and item.
func (c *compiler) excepts() map[[2]int32]string {
	out := map[[2]int32]string{}
	for i, rule := range c.list.Rules {
		for j, text := range rule.Except {
			out[[2]int32{int32(i), int32(j)}] = text
		}
	}
	return out
}

// replacements checks what is proposed: it may not be what the list is against anywhere.
func (c *compiler) replacements() {
	for i, rule := range c.list.Rules {
		for j, text := range rule.Replace {
			key := yamlform.Item(c.keys[i]+".replace", j)
			switch found := c.made.Check(text, Scope{}); {
			case len([]rune(text)) > maxReplace:
				c.problem(key, "longer than %d characters", maxReplace)
			case strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }):
				c.problem(key, "holds a control character")
			case len(found) > 0:
				c.problem(key, "holds %q, which %s is against", found[0].Phrase, found[0].Rule)
			}
		}
	}
}
