package factor

import (
	"encoding/base32"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestCodesOfTheStandard has the vectors of RFC 6238, appendix B, cut to six digits.
func TestCodesOfTheStandard(t *testing.T) {
	t.Parallel()
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"} {
		if got := Step(secret, code, time.Unix(at, 0), 0); got != at/30 {
			t.Errorf("%s at %d is of step %d, want %d", code, at, got, at/30)
		}
	}
}

func TestStep(t *testing.T) {
	t.Parallel()
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	const code, of = "050471", int64(1111111111 / 30)
	at := func(step int64) time.Time { return time.Unix(step*30+7, 0) }
	for _, c := range []struct {
		name, code string
		now        time.Time
		used, want int64
	}{
		{"now", code, at(of), 0, of},
		{"a clock behind", code, at(of - 1), 0, of},
		{"a clock ahead", code, at(of + 1), 0, of},
		{"too far ahead", code, at(of + 2), 0, 0},
		{"too far behind", code, at(of - 2), 0, 0},
		{"used", code, at(of), of, 0},
		{"older than the one that was used", code, at(of), of + 1, 0},
		{"newer than the one that was used", code, at(of), of - 1, of},
		{"another", "050472", at(of), 0, 0},
		{"empty", "", at(of), 0, 0},
		{"longer", code + "1", at(of), 0, 0},
	} {
		if got := Step(secret, c.code, c.now, c.used); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if Step("not base32!", code, at(of), 0) != 0 {
		t.Error("a broken secret takes a code")
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	a, err := NewKey("青禾: 商城", "mei")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := NewKey("青禾: 商城", "mei")
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(a.Secret)
	if err != nil || len(raw) != 20 || a.Secret == b.Secret {
		t.Errorf("%q is no new secret of 160 bits: %v", a.Secret, err)
	}
	u, err := url.Parse(a.URL)
	if err != nil || u.Scheme != "otpauth" || u.Query().Get("secret") != a.Secret || u.Query().Get("issuer") != "青禾  商城" || !strings.HasSuffix(u.Path, ":mei") {
		t.Errorf("%s: %v", a.URL, err)
	}
}

func TestRecoveryCodes(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range append(RecoveryCodes(), RecoveryCodes()...) {
		if len(c) != 19 || seen[c] || OfApp(Plain(c)) || Plain(" "+strings.ToUpper(c)+" ") != strings.ReplaceAll(c, "-", "") {
			t.Errorf("%q is no code of its own", c)
		}
		seen[c] = true
	}
	if !OfApp(Plain(" 123 456 ")) || OfApp("12345") || OfApp("12345a") {
		t.Error("the form of an app's code")
	}
}

func TestVault(t *testing.T) {
	t.Parallel()
	v, err := NewVault([]byte("a key of the desk that is long enough"))
	if err != nil {
		t.Fatal(err)
	}
	other, _ := NewVault([]byte("another key of a desk, long enough"))
	locked := v.Lock("mei", "SECRET")
	if got, err := v.Open("mei", locked); err != nil || got != "SECRET" {
		t.Errorf("%q, %v", got, err)
	}
	if locked == v.Lock("mei", "SECRET") || strings.Contains(locked, "SECRET") {
		t.Error("the same twice, or in the open")
	}
	for name, open := range map[string]func() (string, error){
		"another's row":   func() (string, error) { return v.Open("hong", locked) },
		"another key":     func() (string, error) { return other.Open("mei", locked) },
		"a changed byte":  func() (string, error) { return v.Open("mei", locked[:len(locked)-2]+"xx") },
		"nothing":         func() (string, error) { return v.Open("mei", "") },
		"no text of ours": func() (string, error) { return v.Open("mei", v.id+".%%") },
	} {
		if got, err := open(); !errors.Is(err, ErrKey) || got != "" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	code := RecoveryCodes()[0]
	if v.Digest("mei", code) != v.Digest("mei", strings.ToUpper(Plain(code))) || v.Digest("mei", code) == v.Digest("hong", code) || v.Digest("mei", code) == other.Digest("mei", code) {
		t.Error("a digest is of one person's code, under one key, however it is written")
	}
}

// TestPicture looks for the three finders, each in its corner, and for the quiet edge.
func TestPicture(t *testing.T) {
	t.Parallel()
	p, err := Draw("otpauth://totp/Desk:mei?secret=AAAA")
	if err != nil {
		t.Fatal(err)
	}
	dark := func(x, y int) bool { return strings.Contains(p.Path, fmt.Sprintf("M%d %dh1v1h-1z", x, y)) }
	last := p.Size - 5
	for _, corner := range [][2]int{{4, 4}, {last - 6, 4}, {4, last - 6}} {
		for i := range 7 {
			x, y := corner[0], corner[1]
			if !dark(x+i, y) || !dark(x, y+i) || !dark(x+6, y+i) || !dark(x+i, y+6) || dark(x+1, y+1) || !dark(x+3, y+3) {
				t.Fatalf("no finder at %v of %d", corner, p.Size)
			}
		}
	}
	for i := range p.Size {
		for _, edge := range []int{0, 3, last + 1, p.Size - 1} {
			if dark(i, edge) || dark(edge, i) {
				t.Fatalf("something in the quiet edge: %d, %d", i, edge)
			}
		}
	}
	if _, err := Draw(strings.Repeat("x", 5000)); err == nil {
		t.Error("more than a code can carry was drawn")
	}
}
