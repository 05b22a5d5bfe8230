package scripts

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed packs/*.yaml
var files embed.FS

// Packs is a choice of packs, one or more versions a language.
type Packs []Pack

// embedded parses the packs of the binary once. They are part of the program
// and proved by its tests, hence the panic.
var embedded = sync.OnceValue(func() Packs {
	var packs Packs
	for _, locale := range Locales() {
		name := locale + ".yaml"
		source, err := files.ReadFile(path.Join("packs", name))
		if err != nil {
			panic(err)
		}
		pack, err := Load(name, source)
		if err != nil {
			panic(err)
		}
		packs = append(packs, pack)
	}
	return packs
})

// Locales are the languages that come with the program, the usual one first.
func Locales() []string { return []string{"zh-CN", "zh-TW", "en"} }

// All returns the packs that come with the program.
func All() Packs { return slices.Clone(embedded()) }

// Default returns the program's pack for a language, or the nearest there is.
func Default(locale string) Pack { return All().For(locale) }

// For returns the pack for a language: the first of Fallback there is, else the
// first pack of all, so that a customer is answered in some language. Of several
// versions the one that stands first counts. The zero Pack when p is empty.
func (p Packs) For(locale string) Pack {
	for _, want := range Fallback(locale) {
		for _, pack := range p {
			if strings.EqualFold(pack.locale, want) {
				return pack
			}
		}
	}
	if len(p) == 0 {
		return Pack{}
	}
	return p[0]
}

// Fallback lists the languages to try for a customer, best first: the one asked
// for, the same without its region, and the program's. Who reads one Chinese
// script reads the other before English; a language we do not have gets English.
func Fallback(locale string) []string {
	asked := strings.ReplaceAll(strings.TrimSpace(locale), "_", "-")
	base, rest, _ := strings.Cut(strings.ToLower(asked), "-")
	try := []string{asked}
	switch {
	case base == "zh" && traditional(rest):
		try = append(try, "zh-TW", "zh-CN", "en")
	case base == "zh":
		try = append(try, "zh-CN", "zh-TW", "en")
	default:
		try = append(try, base, "en", "zh-CN", "zh-TW")
	}
	var order []string
	for _, l := range try {
		if l != "" && !slices.ContainsFunc(order, func(o string) bool { return strings.EqualFold(o, l) }) {
			order = append(order, l)
		}
	}
	return order
}

// traditional tells by the script, and where none is named by the region.
func traditional(rest string) bool {
	parts := strings.Split(rest, "-")
	if slices.Contains(parts, "hans") {
		return false
	}
	return slices.ContainsFunc(parts, func(p string) bool {
		return slices.Contains([]string{"hant", "tw", "hk", "mo"}, p)
	})
}

// Source is the text of the program's pack for exactly this language, as Load
// reads it; nil if there is none. It is kept with the rules that sessions live
// under, so that a later program can still read an older pack.
func Source(locale string) []byte {
	source, err := files.ReadFile(path.Join("packs", locale+".yaml"))
	if err != nil {
		return nil
	}
	return source
}
