package profile

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"firstline/channels"
	"firstline/internal/desk"
)

// Field is a kind of thing that is known of a customer. The words go to the browser and into the record.
type Field string

// The fields: CUS-01 names name, address, postcode, contact person, telephone and all contact means.
const (
	Name       Field = "name"
	Company    Field = "company"
	Person     Field = "contact_person"
	Phone      Field = "phone"
	Email      Field = "email"
	WeChat     Field = "wechat"
	QQ         Field = "qq"
	Other      Field = "other_contact"
	Address    Field = "address"
	Postcode   Field = "postcode"
	Language   Field = "language"
	Level      Field = "level"       // CUS-02
	VIP        Field = "vip"         // CUS-03
	Potential  Field = "potential"   // CUS-11
	Preference Field = "preferences" // CUS-08: habits, and what was agreed for this customer alone
	Taboo      Field = "taboos"      // CUS-08
	Tag        Field = "tag"
)

// What is said of an expectation that was missed (CUS-08). Each is said to one entry (Fact.About).
const (
	Expected    Field = "expected"
	Analysis    Field = "analysis"
	Improvement Field = "improvement"
	Answered    Field = "answer" // what the customer was told
)

// Yes is the value of a field that only holds or does not.
const Yes = "yes"

// Spec is what a field takes.
type Spec struct {
	Field   Field
	Most    int  // characters of a value
	Several bool // a customer has any number of them, mostItems at most
	Covered bool // it leads to the person: covered until somebody asks for it (SEC-01)
	lines   bool // may have several lines
	entry   bool // it is said to an entry
	form    *regexp.Regexp
}

// mostItems is how many values a field has at most that takes several.
const mostItems = 20

// What a value of some fields looks like.
var (
	phoneForm    = regexp.MustCompile(`^\+?\d{5,20}$`)
	emailForm    = regexp.MustCompile(`^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$`)
	wechatForm   = regexp.MustCompile(`^\S+$`)
	qqForm       = regexp.MustCompile(`^\d{5,12}$`)
	postcodeForm = regexp.MustCompile(`^[0-9A-Za-z -]+$`)
	languageForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// Fields is the one table of them, in the order in which people see them.
func Fields() []Spec {
	return []Spec{
		{Field: Name, Most: 80}, {Field: Company, Most: 80}, {Field: Person, Most: 80},
		{Field: Phone, Most: 24, Several: true, Covered: true, form: phoneForm},
		{Field: Email, Most: 120, Several: true, Covered: true, form: emailForm},
		{Field: WeChat, Most: 40, Several: true, Covered: true, form: wechatForm},
		{Field: QQ, Most: 12, Several: true, Covered: true, form: qqForm},
		{Field: Other, Most: 120, Several: true, Covered: true},
		{Field: Address, Most: 200, Covered: true},
		{Field: Postcode, Most: 12, form: postcodeForm},
		{Field: Language, Most: 20, form: languageForm},
		{Field: Level, Most: 40}, {Field: VIP, Most: 3}, {Field: Potential, Most: 3},
		{Field: Preference, Most: 1000, lines: true}, {Field: Taboo, Most: 1000, lines: true},
		{Field: Tag, Most: 24, Several: true},
	}
}

// MissedFields are the table of what is said of a missed expectation, in the order in which it is done.
func MissedFields() []Spec {
	out := []Spec{{Field: Expected}, {Field: Analysis}, {Field: Improvement}, {Field: Answered}}
	for i := range out {
		out[i].Most, out[i].lines, out[i].entry = 1000, true, true
	}
	return out
}

// SpecOf is what a field takes; false for one that there is not.
func SpecOf(f Field) (Spec, bool) {
	all := append(Fields(), MissedFields()...)
	i := slices.IndexFunc(all, func(s Spec) bool { return s.Field == f })
	if i < 0 {
		return Spec{}, false
	}
	return all[i], true
}

// clean is a value as it is kept; it fails with desk.Invalid.
func (s Spec) clean(value string, r Rules) (string, error) {
	value = strings.TrimSpace(channels.Storable(value))
	if !s.lines {
		value = strings.Join(strings.Fields(value), " ")
	}
	switch s.Field {
	case Phone, QQ:
		value = digits(value)
	case Email:
		value = strings.ToLower(value)
	}
	switch n := utf8.RuneCountInString(value); {
	case n == 0 || n > s.Most:
		return "", desk.Fail(desk.Invalid, "profile_value", "the value is empty or too long")
	case s.form != nil && !s.form.MatchString(value):
		return "", desk.Fail(desk.Invalid, "profile_form", "the value does not look like one of this field")
	case !r.takes(s.Field, value):
		return "", desk.Fail(desk.Invalid, "profile_choice", "the department's settings have no such level or tag")
	}
	return value, nil
}

// digits is a number as it is kept: the same digits are the same number, whatever stands between them.
func digits(value string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '０' && c <= '９':
			return c - '０' + '0'
		case c == '＋':
			return '+'
		case strings.ContainsRune(" -()（）.　\u00a0\u2010\u2011\u2013", c): // no-break space, hyphens and a dash
			return -1
		}
		return c
	}, value)
}
