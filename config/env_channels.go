package config

import (
	"slices"
	"strings"
)

// declareChannels adds a channel for every FIRSTLINE_CHANNELS_<ID>_TYPE whose id
// the file does not have, so that a container needs no file.
func (l *loader) declareChannels(vars []variable) {
	for _, v := range vars {
		rest, ok := strings.CutPrefix(v.name, envPrefix+"CHANNELS_")
		id, ok2 := strings.CutSuffix(rest, "_TYPE")
		id = strings.ReplaceAll(strings.ToLower(id), "_", "-")
		declared := slices.ContainsFunc(l.cfg.Channels, func(c Channel) bool { return c.ID == id })
		if !ok || !ok2 || declared {
			continue
		}
		c := Channel{Type: v.text}
		if err := commonSettings(&c)[0].val.set(id); err != nil {
			continue // channelVariable reports it: no channel has that id
		}
		l.itemDefaults(channelSettings(&c))
		l.set[label(c.ID)] = origin{where: v.name, place: place{rank: rankEnv, name: v.name}}
		l.cfg.Channels = append(l.cfg.Channels, c)
	}
}

// channelVariable finds the channel and the key of FIRSTLINE_CHANNELS_<ID>_<KEY>.
func (l *loader) channelVariable(v variable, rest string, o origin) {
	names := labels(l.cfg.Channels)
	var hits []int
	var nearKey, nearName string
	for i, c := range l.cfg.Channels {
		key, ok := strings.CutPrefix(rest, envID(c.ID)+"_")
		if !ok || c.ID == "" || names[i] != label(c.ID) {
			continue
		}
		nearKey, nearName = strings.ToLower(key), names[i]
		if _, _, ok := match(channelSettings(&l.cfg.Channels[i]), key); ok {
			hits = append(hits, i)
		}
	}
	switch {
	case len(hits) == 1:
		l.setChannel(v, rest, hits[0], o)
	case len(hits) > 1:
		l.report(o, "", "could mean channel "+l.cfg.Channels[hits[0]].ID+" or "+l.cfg.Channels[hits[1]].ID, "rename one of the two channels")
	case nearName != "":
		c := Channel{Type: l.typeOf(nearName)}
		l.strangeKey(o, nearName, nearKey, c.Type, channelSettings(&c))
	default:
		l.report(o, "", "names no channel", "add the channel to the file, or set FIRSTLINE_CHANNELS_<ID>_TYPE, with an id of 1 to 32 of a-z, 0-9 and -")
	}
}

func (l *loader) setChannel(v variable, rest string, i int, o origin) {
	c := &l.cfg.Channels[i]
	s, file, _ := match(channelSettings(c), strings.TrimPrefix(rest, envID(c.ID)+"_"))
	key := label(c.ID) + "." + s.key
	switch s.key {
	case "id":
		l.report(o, key, "is the channel's own name", "change it in the file")
	case "type":
		// A type of its own would need the other type's defaults and keys.
		if v.text != c.Type {
			l.report(o, key, "would change the type from "+c.Type, "change it in the file")
		}
		l.set[key] = o
	default:
		l.fromEnv(s, key, v, file, o)
	}
}

func (l *loader) typeOf(name string) string {
	for _, c := range l.cfg.Channels {
		if label(c.ID) == name {
			return c.Type
		}
	}
	return ""
}
