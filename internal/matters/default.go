package matters

import (
	"embed"
	"path"
	"sync"

	"firstline/scripts"
)

//go:embed default/*.yaml
var files embed.FS

// embedded reads the documents of the binary once. They are part of the program and proved by its tests, hence the panic.
var embedded = sync.OnceValue(func() map[string][]byte {
	out := map[string][]byte{}
	for _, locale := range scripts.Locales() {
		source, err := files.ReadFile(path.Join("default", locale+".yaml"))
		if err != nil {
			panic(err)
		}
		out[locale] = source
	}
	return out
})

// Source is the document that comes with the program for a language, or for the nearest there is. It says what the service
// code names and nothing else: a department edits a copy of it.
func Source(locale string) []byte {
	for _, want := range scripts.Fallback(locale) {
		if source, ok := embedded()[want]; ok {
			return source
		}
	}
	return nil // not reached: the fallback ends with languages that are there
}

// Default is Source, read.
func Default(locale string) Matters {
	m, err := Load(locale+".yaml", Source(locale))
	if err != nil {
		panic(err)
	}
	return m
}
