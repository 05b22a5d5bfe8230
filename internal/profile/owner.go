package profile

import (
	"context"
	"slices"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Names says whether a field says what a customer, or whom one asks for there, is called.
func (f Field) Names() bool { return f == Name || f == Company || f == Person }

// ownersMost bounds how many facts have the same contact: a number that more write down is nobody's.
const ownersMost = 50

// Owners are the facts that have exactly this contact, newest first, as far as they still hold (SEC-01). Part of a contact has none.
func (s *Service) Owners(ctx context.Context, contact string) ([]Fact, error) {
	words := strings.Join(strings.Fields(channels.Storable(contact)), " ")
	if words == "" {
		return nil, nil
	}
	number := digits(words)
	rows, err := s.o.Record.FactsOfValue(ctx, dbq.FactsOfValueParams{A: words, B: strings.ToLower(words), C: number, D: "+" + strings.TrimPrefix(number, "+"), Most: ownersMost})
	if err != nil {
		return nil, desk.Away(err)
	}
	var out []Fact
	for _, r := range rows {
		f := factOf(dbq.FactsOfFieldRow(r))
		if spec, ok := SpecOf(f.Field); !ok || !spec.Covered || f.Act != Said {
			continue
		}
		holds, err := s.Holds(ctx, f)
		if err != nil {
			return nil, err
		}
		if holds {
			out = append(out, f)
		}
	}
	return out, nil
}

// Holds says whether a fact still does: it was neither withdrawn nor replaced, whoever's it is now.
func (s *Service) Holds(ctx context.Context, f Fact) (bool, error) {
	p, err := s.Of(ctx, f.Of)
	return slices.ContainsFunc(p.Now(f.Field), func(now Fact) bool { return now.N == f.N }), err
}

// How keys of conversations begin that go on with a number, a mailbox or a name (reaches).
func numberKinds() []string {
	return []string{desk.ByNumber, desk.ByWords, "wa:", "whatsapp:", "phone:", "mobile:", "sms:", "viber:", "signal:", "qq:"}
}
func mailboxKinds() []string { return []string{desk.ByWords, "mailto:", "mail:", "email:"} }
func nameKinds() []string    { return []string{desk.ByWords, "wechat:", "weixin:", "wx:", "qq:"} }

// Keys are the keys of conversations whose customer is known by exactly this contact; none for nothing.
func Keys(contact string) []string {
	words := strings.ToLower(strings.Join(strings.Fields(channels.Storable(contact)), " "))
	if words == "" {
		return nil
	}
	kinds, forms := nameKinds(), []string{words}
	switch {
	case strings.Contains(words, "@"):
		kinds = mailboxKinds()
	case isNumber(words):
		number := strings.TrimPrefix(digits(words), "+")
		kinds, forms = numberKinds(), []string{number, "+" + number}
	}
	out := slices.Clone(forms)
	for _, form := range forms {
		for _, kind := range kinds {
			out = append(out, kind+form)
		}
	}
	return out
}

// isNumber says whether something is dialled: five digits and more, and nothing but what stands between them.
func isNumber(words string) bool { return phoneForm.MatchString(digits(words)) }

// Asks says whether somebody who types this asks whose contact it is, found or not: a whole telephone number or a mailbox.
func Asks(words string) bool {
	words = strings.TrimSpace(words)
	if name, domain, ok := strings.Cut(words, "@"); ok {
		return name != "" && strings.Contains(domain, ".") && !strings.ContainsAny(words, " \t")
	}
	return isNumber(words) && len(strings.TrimPrefix(digits(words), "+")) >= 7
}
