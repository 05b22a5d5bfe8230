package guard

import (
	"embed"
	"path"
	"sync"

	"firstline/scripts"
)

//go:embed default/*.yaml
var files embed.FS

// embedded reads the lists of the binary once. They are part of the program and proved by its tests, hence the panic.
var embedded = sync.OnceValue(func() map[string]List {
	lists := map[string]List{}
	for _, locale := range scripts.Locales() {
		name := path.Join("default", locale+".yaml")
		source, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		lists[locale] = Read(name, source)
	}
	return lists
})

// Default returns the list that comes with the program for a language, or for the nearest there is. It holds what the
// service code names (FBD-01, FBD-02, SCR-17, SEC-04) and is a beginning: a department edits a copy of it. Since
// Traditional and Simplified count as the same, the Chinese lists each find both.
func Default(locale string) List {
	for _, want := range scripts.Fallback(locale) {
		if list, ok := embedded()[want]; ok {
			return list.clone()
		}
	}
	return List{} // not reached: the fallback ends with languages that are there
}

// Source is the text of the list that Default gives, as Read takes it; nil if there is none.
func Source(locale string) []byte {
	for _, want := range scripts.Fallback(locale) {
		if source, err := files.ReadFile(path.Join("default", want+".yaml")); err == nil {
			return source
		}
	}
	return nil
}
