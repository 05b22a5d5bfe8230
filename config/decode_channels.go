package config

import (
	"fmt"
	"slices"
	"strings"
)

// channels reads the list of channels. Id and type of an item are read first,
// wherever they stand: the type decides which other keys are right.
func (l *loader) channels(e entry) {
	l.set["channels"] = l.at(e.line, e.col)
	if e.value.kind != list {
		l.report(l.at(e.line, e.col), "channels", "takes a list, not "+describe(e.value), "begin each channel with - id:, or write [] for none")
		return
	}
	for i, item := range e.value.items {
		here := l.at(item.line, item.col)
		if item.kind != table {
			l.report(here, fmt.Sprintf("channels[%d]", i), "takes keys below it, not "+describe(item), "begin it with - id:")
			continue
		}
		l.channel(item, i)
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
	l.channelDefaults(&c)
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

// channelDefaults fills what the channel's type says.
func (l *loader) channelDefaults(c *Channel) {
	for _, s := range channelSettings(c) {
		if s.def != "" && s.val.set != nil {
			_ = s.val.set(s.def) // a test sets every default
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
		l.unknownIn(here, name, key, all)
	case described:
		l.report(here, name+"."+key, "is a key of "+strings.Join(types, " and ")+" channels, and this is "+typ, "remove it")
	}
}

func (l *loader) unknownIn(here origin, name, key string, all []setting) {
	names := make([]string, 0, len(all))
	for _, s := range all {
		names = append(names, s.key)
	}
	do := "remove it; this channel takes " + strings.Join(names, ", ")
	if guess := nearest(key, names); guess != "" {
		do = "did you mean " + guess + "?"
	}
	l.report(here, name+"."+clip(key), "is not a known key", do)
}

func (l *loader) addDefaultChannels() {
	for _, c := range defaultChannels() {
		l.channelDefaults(&c)
		l.cfg.Channels = append(l.cfg.Channels, c)
	}
}
