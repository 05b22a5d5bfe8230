package config

import (
	"reflect"
	"strings"
	"testing"
)

// TestEveryFieldHasAKey walks the structs: a field that no setting fills would be
// a promise without a way to keep it.
func TestEveryFieldHasAKey(t *testing.T) {
	t.Parallel()
	var c Config
	filled := fieldsOf(settings(&c))
	missing(t, filled, reflect.ValueOf(&c).Elem(), "Config")
	var ch Channel
	filled = fieldsOf(commonSettings(&ch))
	for _, n := range networks() {
		for p := range fieldsOf(n.settings(&ch)) {
			filled[p] = true
		}
	}
	missing(t, filled, reflect.ValueOf(&ch).Elem(), "Channel")
	var p Provider
	missing(t, fieldsOf(providerSettings(&p)), reflect.ValueOf(&p).Elem(), "Provider")
}

func fieldsOf(all []setting) map[uintptr]bool {
	filled := map[uintptr]bool{}
	for _, s := range all {
		filled[reflect.ValueOf(s.val.field).Pointer()] = true
	}
	return filled
}

func missing(t *testing.T, filled map[uintptr]bool, v reflect.Value, path string) {
	t.Helper()
	for i := range v.NumField() {
		f, name := v.Field(i), path+"."+v.Type().Field(i).Name
		switch f.Addr().Interface().(type) {
		case *[]Channel, *[]Provider, *Given:
			continue // have their own decoders; is about the others
		case *Database, *Redis:
			// one text fills them whole; redis_mode reaches inside
		case *Log, *Session, *Targets, *Accept, *Auth, *Quality, *Seal, *Node, *Telegram, *Slack, *Webchat:
			missing(t, filled, f, name)
			continue
		}
		if !filled[f.Addr().Pointer()] {
			t.Errorf("%s has no key", name)
		}
	}
}

// TestTable holds what the loader relies on.
func TestTable(t *testing.T) {
	t.Parallel()
	names := map[string]string{}
	check := func(s setting, env string) {
		if (s.val.set == nil) == (s.val.setList == nil) {
			t.Errorf("%s has no setter, or two", s.key)
		}
		if s.def != "" && s.val.setList != nil {
			if s.val.setList(splitList(s.def)) != nil {
				t.Errorf("%s refuses its default %q", s.key, s.def)
			}
		} else if s.def != "" && s.val.set(s.def) != nil {
			t.Errorf("%s refuses its default %q", s.key, s.def)
		}
		if s.def == "" && s.sample == "" {
			t.Errorf("%s has neither a default nor a sample", s.key)
		}
		if !strings.HasSuffix(s.doc, ".") {
			t.Errorf("%s: the sentence %q does not end", s.key, s.doc)
		}
		if other, taken := names[env]; taken {
			t.Errorf("%s and %s share the variable %s", s.key, other, env)
		}
		names[env] = s.key
		if reserved(env) {
			t.Errorf("%s is reserved", env)
		}
	}
	for _, s := range settings(&Config{}) {
		check(s, envName(s.key))
	}
	for _, s := range providerSettings(&Provider{}) {
		check(s, envName(providersKey+"."+s.key))
	}
	for _, n := range networks() {
		for _, s := range n.settings(&Channel{}) {
			check(s, envPrefix+"CHANNELS_"+n.typ+"_"+s.key)
			if strings.HasSuffix(s.key, "_type") {
				t.Errorf("%s: FIRSTLINE_CHANNELS_<ID>_TYPE would be ambiguous", s.key)
			}
			if _, twice := find(commonSettings(&Channel{}), s.key); twice {
				t.Errorf("%s is a key of every channel already", s.key)
			}
		}
	}
}
