package config

import (
	"fmt"
	"slices"
	"strings"
)

// channels reads the list of channels. Id and type of an item are read first,
// wherever they stand: the type decides which other keys are right.
func (l *loader) channels(e entry) { l.each(e, "channels", "channel", l.channel) }

// each reads the items of a list whose items are tables that begin with an id.
func (l *loader) each(e entry, key, one string, read func(item node, number int)) {
	l.set[key] = l.at(e.line, e.col)
	if e.value.kind != list {
		l.report(l.at(e.line, e.col), key, "takes a list, not "+describe(e.value), "begin each "+one+" with - id:, or write [] for none")
		return
	}
	for i, item := range e.value.items {
		here := l.at(item.line, item.col)
		if item.kind != table {
			l.report(here, fmt.Sprintf("%s[%d]", key, i), "takes keys below it, not "+describe(item), "begin it with - id:")
			continue
		}
		read(item, i)
	}
}

func (l *loader) channel(item node, number int) {
	var c Channel
	peek(item, "id", commonSettings(&c)[0])
	peek(item, "type", commonSettings(&c)[1])
	name := fmt.Sprintf("channels[%d]", number)
	if names := labels(append(slices.Clip(l.cfg.Channels), c)); c.ID != "" && !strings.Contains(names[len(names)-1], "[") {
		name = label(c.ID)
	}
	l.set[name] = l.at(item.line, item.col)
	l.itemDefaults(channelSettings(&c))
	all := channelSettings(&c)
	for _, e := range l.unique(item, name+".") {
		if s, ok := find(all, e.key); ok {
			l.leaf(s, name+"."+e.key, e)
			continue
		}
		l.strangeKey(l.at(e.line, e.col), name, e.key, c.Type, all)
	}
	l.cfg.Channels = append(l.cfg.Channels, c)
}

// peek sets one value ahead of the others and leaves complaints to the real pass.
func peek(item node, key string, s setting) {
	for _, e := range item.entries {
		if e.key == key && e.value.kind == scalar {
			_ = s.val.set(e.value.text)
			return
		}
	}
}

// itemDefaults fills what the settings of one item of a list say.
func (l *loader) itemDefaults(all []setting) {
	for _, s := range all {
		switch { // a test sets every default
		case s.def == "":
		case s.val.setList != nil:
			_ = s.val.setList(splitList(s.def))
		default:
			_ = s.val.set(s.def)
		}
	}
}

// strangeKey is a key that this channel does not take: another network's, or
// nobody's. With the type unknown, keys of any network pass; the type is reported.
func (l *loader) strangeKey(here origin, name, key, typ string, all []setting) {
	types := owners(key)
	_, described := networkOf(typ)
	switch {
	case len(types) == 0:
		l.unknownIn(here, name, key, "channel", all)
	case described:
		l.report(here, name+"."+key, "is a key of "+strings.Join(types, " and ")+" channels, and this is "+typ, "remove it")
	}
}

func (l *loader) unknownIn(here origin, name, key, one string, all []setting) {
	names := make([]string, 0, len(all))
	for _, s := range all {
		names = append(names, s.key)
	}
	do := "remove it; this " + one + " takes " + strings.Join(names, ", ")
	if guess := nearest(key, names); guess != "" {
		do = "did you mean " + guess + "?"
	}
	l.report(here, name+"."+clip(key), "is not a known key", do)
}

func (l *loader) addDefaultChannels() {
	for _, c := range defaultChannels() {
		l.itemDefaults(channelSettings(&c))
		l.cfg.Channels = append(l.cfg.Channels, c)
	}
}
