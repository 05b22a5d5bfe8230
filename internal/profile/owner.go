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

// valuesAtOnce is how many values FactsOfValue looks for.
const valuesAtOnce = 8

// Owners are the facts that have exactly this contact, newest first, as far as they still hold (SEC-01). Part of a contact has none; a
// telephone number is found however it was written (Forms).
func (s *Service) Owners(ctx context.Context, contact string) ([]Fact, error) {
	words := strings.Join(strings.Fields(channels.Storable(contact)), " ")
	if words == "" {
		return nil, nil
	}
	said, err := s.saying(ctx, append([]string{words, strings.ToLower(words)}, Forms(words, s.o.Rules().Code())...))
	var out []Fact
	for _, f := range said {
		if spec, ok := SpecOf(f.Field); !ok || !spec.Covered || f.Act != Said || f.Field == QQ && f.Value != digits(words) {
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
	return out, err
}

// saying are the facts with one of these values, newest first, ownersMost of them.
func (s *Service) saying(ctx context.Context, values []string) ([]Fact, error) {
	var out []Fact
	for some := range slices.Chunk(values, valuesAtOnce) {
		var v [valuesAtOnce]string
		for i := range v {
			v[i] = some[min(i, len(some)-1)] // an empty one would find nothing, and every index knows this one already
		}
		rows, err := s.o.Record.FactsOfValue(ctx, dbq.FactsOfValueParams{A: v[0], B: v[1], C: v[2], D: v[3], E: v[4], F: v[5], G: v[6], H: v[7], Most: ownersMost})
		if err != nil {
			return nil, desk.Away(err)
		}
		for _, r := range rows {
			out = append(out, factOf(dbq.FactsOfFieldRow(r)))
		}
	}
	slices.SortFunc(out, func(a, b Fact) int { return int(b.N - a.N) })
	out = slices.CompactFunc(out, func(a, b Fact) bool { return a.N == b.N })
	return out[:min(len(out), ownersMost)], nil
}

// Holds says whether a fact still does: it was neither withdrawn nor replaced, whoever's it is now.
func (s *Service) Holds(ctx context.Context, f Fact) (bool, error) {
	p, err := s.Of(ctx, f.Of)
	return slices.ContainsFunc(p.Now(f.Field), func(now Fact) bool { return now.N == f.N }), err
}

// How keys of conversations begin that go on with a number, a mailbox or a name (reaches). Networks of the whole world count numbers with
// the country's code before them and no +.
func numberKinds() []string {
	return []string{desk.ByNumber, desk.ByWords, "phone:", "mobile:", "sms:"}
}
func worldKinds() []string   { return []string{"wa:", "whatsapp:", "viber:", "signal:"} }
func mailboxKinds() []string { return []string{desk.ByWords, "mailto:", "mail:", "email:"} }
func nameKinds() []string    { return []string{desk.ByWords, "wechat:", "weixin:", "wx:", "qq:"} }

// Keys are the keys of conversations whose customer is known by exactly this contact, in a department of that country; none for nothing.
func Keys(contact string, country int) []string {
	words := strings.ToLower(strings.Join(strings.Fields(channels.Storable(contact)), " "))
	switch forms := Forms(words, country); {
	case words == "":
		return nil
	case strings.Contains(words, "@"):
		return begun(mailboxKinds(), words)
	case len(forms) > 0:
		return numberKeys(forms)
	}
	return begun(nameKinds(), words)
}

// begun is what follows, alone and behind each beginning.
func begun(kinds []string, words string) []string {
	out := []string{words}
	for _, kind := range kinds {
		out = append(out, kind+words)
	}
	return out
}

// numberKeys are the keys of a number's forms. A bare key is a number where it looks like one: networks count their own accounts too.
func numberKeys(forms []string) []string {
	out := []string{forms[0], "qq:" + forms[0]}
	for _, form := range forms {
		if form != forms[0] && Leads(form) {
			out = append(out, form)
		}
		for _, kind := range numberKinds() {
			out = append(out, kind+form)
		}
		if whole, ok := strings.CutPrefix(form, "+"); ok {
			for _, kind := range worldKinds() {
				out = append(out, kind+whole, kind+form)
			}
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
