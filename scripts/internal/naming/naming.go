// Package naming decides what may be called how in scripts and lists: ids, locales, rules of the service code. It refuses to
// know which of them there are.
package naming

import "regexp"

var (
	localePattern = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	idPattern     = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	rulePattern   = regexp.MustCompile(`^[A-Z]{3}-\d{2}$`)
)

// IsLocale reports whether a text is a language tag such as zh-TW.
func IsLocale(text string) bool { return localePattern.MatchString(text) }

// IsID reports whether a text is the name of a script or a rule, such as greeting.morning.
func IsID(text string) bool { return idPattern.MatchString(text) }

// IsServiceCode reports whether a text has the form of a service-code id, such as SCR-03.
func IsServiceCode(text string) bool { return rulePattern.MatchString(text) }
