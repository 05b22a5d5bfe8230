package profile

import (
	"slices"
	"strings"
	"testing"
)

// TestForms: ways of writing one number find each other in both directions, and numbers of two countries never do, whatever their digits.
// Shows CUS-01.
func TestForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		country int
		ways    string
	}{
		{"a mobile number", 86, "13812345678|138-1234-5678|138 1234 5678|１３８12345678|+86 138 1234 5678|＋8613812345678|8613812345678|008613812345678|00 86 138–1234–5678"},
		{"one of another country with the same digits", 86, "+1 380 013 8000|0013800138000|+13800138000"},
		{"the one at home with these digits", 86, "13800138000|+86 13800138000|8613800138000"},
		{"an area", 86, "010-12345678|(010) 1234 5678|+86 10 12345678|+86 (0)10 12345678|861012345678|1012345678"},
		{"abroad, also without its plus where it is too long for one at home", 86, "+49 170 1234567|491701234567|0049 1701234567"},
		{"abroad, short enough for one at home", 86, "+852 2123 4567|00852 2123 4567"},
		{"one at home with the digits of that one", 86, "85221234567|+86 852 2123 4567"},
		{"a service", 86, "95588|+86 95588|0086 95588"},
		{"one that begins like the code", 86, "8612345|+86 8612345"},
		{"another country's desk", 852, "2123 4567|+852 2123 4567|85221234567|0085221234567"},
		{"and what is abroad from there", 852, "+86 138 1234 5678|8613812345678|008613812345678"},
	} {
		ways := strings.Split(c.ways, "|")
		for _, stored := range ways {
			for _, typed := range ways {
				if !slices.Contains(Forms(typed, c.country), digits(stored)) {
					t.Errorf("%s: %q does not find %q: %v", c.name, typed, stored, Forms(typed, c.country))
				}
			}
		}
	}
	for _, c := range []struct {
		country int
		a, b    string
	}{
		{86, "+1 380 013 8000", "13800138000"}, {86, "+1 380 013 8000", "+86 138 0013 8000"}, {86, "+852 2123 4567", "85221234567"}, {86, "+852 2123 4567", "2123 4567"},
		{86, "+49 30 12345678", "030 12345678"}, {86, "95588", "8695588"}, {86, "13812345678", "13812345679"}, {852, "13812345678", "+86 138 1234 5678"}, {1, "+86 380 013 8000", "380 013 8000"},
		{86, "1234567", "861234567"},
	} {
		for _, way := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if slices.Contains(Forms(way[0], c.country), digits(way[1])) {
				t.Errorf("in %d, %q finds %q", c.country, way[0], way[1])
			}
		}
	}
	for _, none := range []string{"", "1234", "call 13812345678", "li@example.com", "86-", "+"} {
		if got := Forms(none, 86); len(got) > 0 {
			t.Errorf("%q is a number: %v", none, got)
		}
	}
}

// TestNumberKeys: a number finds the conversations that are held under it, and no account of a network that counts its own.
func TestNumberKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, key string
		want       bool
	}{
		{"+86 138 1234 5678", "tel:13812345678", true}, {"138 1234 5678", "tel:+8613812345678", true}, {"13812345678", "wa:8613812345678", true}, {"+86 138 1234 5678", "8613812345678", true},
		{"+1 380 013 8000", "wa:13800138000", true}, {"+1 380 013 8000", "tel:13800138000", false}, {"13800138000", "wa:13800138000", false}, {"491701234567", "wa:491701234567", true},
		{"987654321", "987654321", true}, {"+86 987654321", "987654321", false}, {"10001000", "qq:10001000", true}, {"+8610001000", "qq:10001000", false},
		{"Li_88", "wechat:li_88", true}, {"a@b.cn", "mailto:a@b.cn", true},
	} {
		if got := slices.Contains(Keys(c.typed, 86), c.key); got != c.want {
			t.Errorf("%q finds the conversation %q: %v", c.typed, c.key, got)
		}
	}
}
