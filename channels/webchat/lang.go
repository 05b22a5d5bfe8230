package webchat

import (
	"slices"

	"golang.org/x/text/language"
)

// locales are the languages of the page, the default first.
func locales() []string { return []string{"zh-CN", "zh-TW", "en"} }

func known(locale string) bool { return slices.Contains(locales(), locale) }

// pick chooses the language of the page: what was asked for by name, else what the browser prefers, else the channel's.
func pick(asked, accept, fallback string) string {
	if known(asked) {
		return asked
	}
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return fallback
	}
	ours := make([]language.Tag, 0, len(locales()))
	for _, l := range locales() {
		ours = append(ours, language.MustParse(l))
	}
	_, i, sure := language.NewMatcher(ours).Match(tags...)
	if sure == language.No {
		return fallback
	}
	return locales()[i]
}
