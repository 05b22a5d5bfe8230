package config

import (
	"slices"
	"strings"
)

const envPrefix = "FIRSTLINE_"

// Variables that begin with FIRSTLINE_ and are not keys: the file's own name, and
// what tests and crash tests hand to the program. A Kubernetes service
// called "firstline" puts FIRSTLINE_SERVICE_… and FIRSTLINE_PORT… into every pod;
// no key begins with those words, and a test keeps it so.
func reserved(name string) bool {
	rest := strings.TrimPrefix(name, envPrefix)
	return rest == "CONFIG" || rest == "FAILPOINT" || rest == "PORT" || strings.HasPrefix(rest, "TEST_") ||
		strings.HasPrefix(rest, "SERVICE_") || strings.HasPrefix(rest, "PORT_")
}

// variable is one FIRSTLINE_ variable that is not empty.
type variable struct{ name, text string }

// env lays the environment over the file. An empty variable counts as not set,
// because compose files and units pass empty ones on.
func (l *loader) env() {
	vars := variables(l.src.Env)
	l.declareChannels(vars)
	for _, v := range vars {
		o := origin{where: v.name, place: place{rank: rankEnv, name: v.name}}
		if rest, ok := strings.CutPrefix(v.name, envPrefix+"CHANNELS_"); ok {
			if l.readable {
				l.channelVariable(v, rest, o)
			}
			continue
		}
		if rest, ok := strings.CutPrefix(v.name, envName(providersKey)+"_"); ok {
			if l.readable {
				l.providerVariable(v, rest, o)
			}
			continue
		}
		all := settings(&l.cfg)
		if s, file, ok := match(all, strings.TrimPrefix(v.name, envPrefix)); ok {
			l.fromEnv(s, s.key, v, file, o)
			continue
		}
		l.unknownVariable(v.name, o, all)
	}
}

func variables(env []string) []variable {
	var vars []variable
	for _, kv := range env {
		name, text, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, envPrefix) && !reserved(name) && text != "" {
			vars = append(vars, variable{name, text})
		}
	}
	slices.SortStableFunc(vars, func(a, b variable) int { return strings.Compare(a.name, b.name) })
	return vars
}

// match finds the setting of a variable's name; file is true for the X_FILE form.
func match(all []setting, name string) (s setting, file, ok bool) {
	for _, s := range all {
		if envSuffix(s.key) == name {
			return s, false, true
		}
	}
	for _, s := range all {
		if s.val.secret && envSuffix(s.key)+"_FILE" == name {
			return s, true, true
		}
	}
	return setting{}, false, false
}

func envSuffix(key string) string { return strings.TrimPrefix(envName(key), envPrefix) }

// fromEnv takes a variable's text, or that of the file it names.
func (l *loader) fromEnv(s setting, key string, v variable, file bool, o origin) {
	if file {
		plain := strings.TrimSuffix(v.name, "_FILE")
		if prev, ok := l.set[key]; ok && prev.where == plain {
			l.report(o, key, "is given together with "+plain, "keep one of the two")
			return
		}
		data, err := l.src.ReadFile(v.text)
		if err != nil {
			l.report(o, key, "the file "+quote(v.text)+" cannot be read ("+reason(err)+")", "check the path and its permissions")
			return
		}
		if v.text = strings.TrimSpace(string(data)); v.text == "" {
			l.report(o, key, "the file it names is empty", "write the secret into the file")
			return
		}
	}
	l.assign(s, key, given{text: v.text, items: splitList(v.text)}, o)
}

func (l *loader) unknownVariable(name string, o origin, all []setting) {
	names := make([]string, 0, len(all))
	for _, s := range all {
		names = append(names, strings.ToLower(envName(s.key)))
	}
	do := "remove it; firstline config doc lists every variable"
	if guess := nearest(name, names); guess != "" {
		do = "did you mean " + strings.ToUpper(guess) + "?"
	}
	l.report(o, "", "is not a known variable", do)
}

// splitList takes a comma-separated list apart.
func splitList(text string) []string {
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
