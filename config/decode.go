package config

import (
	"fmt"
	"strings"
)

// file reads the YAML file. It reports false when the file could not be read as
// YAML at all: checks between keys would then only repeat what is in it.
func (l *loader) file() bool {
	data := l.src.Data
	if data == nil && l.src.File != "" {
		var err error
		if data, err = l.src.ReadFile(l.src.File); err != nil {
			l.report(origin{where: l.src.File}, "", "cannot be read ("+reason(err)+")", "check the path and its permissions")
			return false
		}
	}
	root, p := parseTree(data)
	if p != nil {
		p.place.rank = rankFile
		p.Where = fmt.Sprintf("%s:%d:%d", l.src.File, p.place.line, p.place.col)
		l.problems = append(l.problems, *p)
		return false
	}
	switch root.kind {
	case table:
		l.table(root, "", settings(&l.cfg))
	case null:
	default:
		l.report(l.at(root.line, root.col), "", "has no keys", "write key: value, as firstline config default shows")
	}
	if _, given := l.set["channels"]; !given {
		l.addDefaultChannels()
	}
	return true
}

func (l *loader) at(line, col int) origin {
	return origin{where: fmt.Sprintf("%s:%d:%d", l.src.File, line, col), place: place{rank: rankFile, line: line, col: col}}
}

// table reads the entries of one YAML table. The settings' keys are full paths.
func (l *loader) table(t node, prefix string, all []setting) {
	for _, e := range l.unique(t, prefix) {
		key, here := prefix+e.key, l.at(e.line, e.col)
		s, known := find(all, key)
		switch {
		case key == "channels":
			l.channels(e)
		case key == providersKey:
			l.each(e, key, "provider", l.provider)
		case known:
			l.leaf(s, key, e)
		case !isTable(all, key):
			l.unknown(here, key, all)
		case e.value.kind != table:
			l.report(here, key, "takes keys below it, not "+describe(e.value), "give it "+strings.Join(children(all, key), ", "))
		default:
			l.table(e.value, key+".", all)
		}
	}
}

// leaf reads one value.
func (l *loader) leaf(s setting, key string, e entry) {
	here := l.at(e.value.line, e.value.col)
	g := given{text: e.value.text}
	wantList := s.val.setList != nil
	switch v := e.value; {
	case v.kind == null:
		here = l.at(e.line, e.col)
		l.report(here, key, "has no value", `write one, "" for none, or remove the line`)
		return
	case wantList && v.kind == list:
		for _, item := range v.items {
			if item.kind != scalar {
				l.report(l.at(item.line, item.col), key, "has an item that is "+describe(item), "write plain items: [one, two]")
				return
			}
			g.items = append(g.items, item.text)
		}
	case wantList:
		l.report(here, key, "takes a list, not "+describe(v), "write it in brackets: [one, two]")
		return
	case v.kind != scalar:
		l.report(here, key, "takes one value ("+s.val.kind+"), not "+describe(v), "write it behind the colon")
		return
	}
	l.assign(s, key, g, here)
}

// unique drops and reports repeated keys.
func (l *loader) unique(t node, prefix string) []entry {
	first := map[string]int{}
	var out []entry
	for _, e := range t.entries {
		if line, twice := first[e.key]; twice {
			l.report(l.at(e.line, e.col), prefix+e.key, fmt.Sprintf("is given twice, first in line %d", line), "keep one of the two")
			continue
		}
		first[e.key] = e.line
		out = append(out, e)
	}
	return out
}

func (l *loader) unknown(here origin, key string, all []setting) {
	do := "remove it; firstline config doc lists every key"
	if guess := suggest(key, all); guess != "" {
		do = "did you mean " + guess + "?"
	}
	l.report(here, clip(key), "is not a known key", do)
}
