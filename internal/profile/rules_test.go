package profile

import (
	"strings"
	"testing"

	"firstline/internal/yamlform"
)

// TestCovered: enough of a contact stays to tell two apart, and never the whole of it. Shows SEC-01.
func TestCovered(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"13800001234": "138****1234", "+8613800001234": "+86****1234", "02012345678": "020****5678", "8812345": "88****45", "12345": "1****5", "123": "****", "": "****",
		"li.na@example.com": "li****@example.com", "a@b.cn": "****@b.cn", "li_na_88": "li****88", "广东省广州市天河区一路二号": "广东省****一路二号",
	} {
		if got := Cover(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
	for key, want := range map[string]bool{"13800001234": true, "+85212345678": true, "li@example.com": true, "987654321": false, "-1001234567890": false, "U02ABC:1700000000.000100": false,
		"0199f0c2-7d7a-7000": false, "@": false, "order-20260101000000": false} {
		if Leads(key) != want {
			t.Errorf("%q leads to somebody: %v", key, !want)
		}
	}
	for key, want := range map[string]string{
		"tel:10086": "tel:1****6", "at:li_na_88": "at:li****88", "wa:8613800001234": "wa:861****1234", "WA:123": "WA:****", "phone:+1 555 0100": "phone:+1 ****0100",
		"mailto:li.na@example.com": "mailto:li****@example.com", "sub:13800001234": "sub:138****1234", "crm:wa:8613800001234": "crm:wa:861****1234", "qq:10001": "qq:1****1",
		"8613800001234@c.us": "86****@c.us", "13800001234": "138****1234", "once:c1": "once:c1", "U02ABC:1700000000.000100": "U02ABC:1700000000.000100", "-1001234567890:7": "-1001234567890:7",
		"0199f0c2-7d7a-7000": "0199f0c2-7d7a-7000", "": "",
	} {
		if got := CoverKey(key); got != want {
			t.Errorf("the key %q is shown as %q, want %q", key, got, want)
		}
	}
}

// TestDocument: everything that is wrong with the department's document is said at once.
func TestDocument(t *testing.T) {
	t.Parallel()
	if _, err := Load("c", []byte(Source)); err != nil {
		t.Error("what comes with the program: ", err)
	}
	if r, err := Load("c", []byte(Source+"country_code: 852\n")); err != nil || r.Code() != 852 || (Rules{}).Code() != 86 {
		t.Errorf("the country's code: %d, %d without one, %v", r.Code(), Rules{}.Code(), err)
	}
	_, err := Load("c", []byte("levels:\n- {id: A, name: x}\n- {id: gold, name: x}\n- {id: gold, name: y}\nlevel_by: boss\nvip_bonus: 25h\ntags: [a, a]\ncountry_code: 1000\nshoe: 1\n"))
	problems, _ := err.(yamlform.Problems)
	if len(problems) != 7 {
		t.Errorf("%d problems:\n%v", len(problems), err)
	}
	for _, key := range []string{"levels[0].id", "levels[2]", "level_by", "vip_bonus", "tags[1]", "country_code", "shoe"} {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("nothing is said of %s:\n%v", key, err)
		}
	}
}
