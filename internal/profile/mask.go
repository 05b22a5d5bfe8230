package profile

import (
	"strings"
	"unicode"
)

// Cover makes a contact fit to be shown to whoever has not asked for it: enough stays to tell two apart (SEC-01). Of a mailbox the
// domain stays, of a number of eleven digits the first three and the last four, of anything shorter less.
func Cover(value string) string {
	if name, domain, ok := strings.Cut(value, "@"); ok && name != "" && domain != "" {
		return ends([]rune(name), min(2, len([]rune(name))/2), 0) + "@" + domain
	}
	r := []rune(value)
	switch n := len(r); {
	case n >= 11:
		return ends(r, 3, 4)
	case n >= 7:
		return ends(r, 2, 2)
	case n >= 4:
		return ends(r, 1, 1)
	}
	return stars
}

// Shown is the value as it may be shown to whoever has not asked for it whole.
func (f Fact) Shown() string {
	if spec, ok := SpecOf(f.Field); ok && spec.Covered && f.Value != "" {
		return Cover(f.Value)
	}
	return f.Value
}

// stars stand for what is covered, however long it is.
const stars = "****"

func ends(r []rune, first, last int) string {
	return string(r[:first]) + stars + string(r[len(r)-last:])
}

// CoverKey is a conversation's key as screens and lists have it (SEC-01): what people wrote down always leads to the customer, what a
// network made only where it is a number or a mailbox. How it begins stays ("wa:", "mailto:"), as it says no more than the network.
func CoverKey(key string) string {
	how, what, named := strings.Cut(key, ":")
	switch {
	case named && reaches(how):
		return how + ":" + Cover(what)
	case named:
		return how + ":" + CoverKey(what)
	case Leads(key):
		return Cover(key)
	}
	return key
}

// reaches says whether a customer can be reached by whatever follows a key's beginning, however short it is: what people write down
// (desk.ByNumber, desk.ByWords), and how networks and standards begin numbers, mailboxes and names that one looks people up by.
func reaches(how string) bool {
	switch strings.ToLower(how) {
	case "tel", "at", "phone", "mobile", "fax", "sms", "wa", "whatsapp", "viber", "signal", "sip", "sips", "mailto", "mail", "email",
		"qq", "wechat", "weixin", "wx":
		return true
	}
	return false
}

// Leads says whether a part of a conversation's key is a telephone number or a mailbox, so that it is covered: eleven digits and more,
// or with a plus before them. Keys that networks count out are shorter, or begin otherwise.
func Leads(key string) bool {
	if name, domain, ok := strings.Cut(key, "@"); ok {
		return name != "" && strings.Contains(domain, ".")
	}
	digits, plus := strings.CutPrefix(key, "+")
	n := 0
	for i, c := range digits {
		switch {
		case unicode.IsDigit(c):
			n++
		case i == 0 || !strings.ContainsRune("-() ", c):
			return false
		}
	}
	return n >= 11 || plus && n >= 7
}
