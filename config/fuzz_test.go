package config

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// slowest is how long reading a configuration may take, whatever is in it.
const slowest = 100 * time.Millisecond

// FuzzLoad: no panic, no slowness, nothing but Problems, and each of them says
// where, what and what to do.
func FuzzLoad(f *testing.F) {
	for _, m := range mistakes() {
		f.Add([]byte(m.yaml), strings.Join(m.env, "\n"))
	}
	if example, err := os.ReadFile("example.yaml"); err == nil {
		f.Add(example, "FIRSTLINE_LISTEN=:1")
	}
	for _, odd := range []string{"[", "- ", "a:\n", "{a: ", "? ", "k: v\n", "&a ", "a: a\n ", "| \n", "\"", "#\n", "!!x ", "<<: ", "---\n", "a: [b]\n"} {
		f.Add([]byte(strings.Repeat(odd, maxFile/len(odd))), "")
		f.Add([]byte(strings.Repeat(odd, maxLines/2)), "")
	}
	f.Fuzz(func(t *testing.T, data []byte, env string) {
		took := load(t, data, env)
		for again := 0; again < 5 && took > slowest; again++ {
			took = min(took, load(t, data, env)) // the machine may be busy with something else
		}
		if took > slowest {
			t.Errorf("took %s", took)
		}
	})
}

func load(t *testing.T, data []byte, env string) time.Duration {
	t.Helper()
	start := time.Now()
	_, err := Load(Source{File: "f.yaml", Data: data, Env: strings.Split(env, "\n"), ReadFile: secretFiles, Random: zeros{}})
	took := time.Since(start)
	var problems Problems
	if err != nil && !errors.As(err, &problems) {
		t.Errorf("%T is not Problems", err)
	}
	for _, p := range problems {
		if p.What == "" || p.Do == "" || strings.Contains(p.Where, "default") {
			t.Errorf("%+v is no use to a person", p)
		}
	}
	return took
}
