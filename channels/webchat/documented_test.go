package webchat

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func identityOf(secret []byte, sub, name string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub":  sub,
		"name": name,
		"exp":  time.Now().Add(time.Hour).Unix(),
	}).SignedString(secret)
}

// TestDocumentedIdentity: what docs/webchat.md shows is what runs, here and in internal/e2e.TestIdentity, and its figures are
// those of the program.
func TestDocumentedIdentity(t *testing.T) {
	t.Parallel()
	read := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	page := read("../../docs/webchat.md")
	for path, begin := range map[string]string{"documented_test.go": "\nfunc identityOf(", "../../docs/examples/webchat-identity.mjs": "\nexport function identity("} {
		_, rest, _ := strings.Cut(read(path), begin)
		body, _, ok := strings.Cut(rest, "\n}\n")
		if shown := begin + body + "\n}\n"; !ok || !strings.Contains(page, shown) {
			t.Errorf("docs/webchat.md does not show what %s has: %s", path, shown)
		}
	}
	if identitySkew != time.Minute || identityAhead != 24*time.Hour || subBytes != 196 || !strings.Contains(page, "1 to 196 bytes") {
		t.Error("docs/webchat.md has other figures")
	}
	token, err := identityOf(siteSecret(), "K-10023", "王女士")
	if err != nil {
		t.Fatal(err)
	}
	if c, ok, err := setup(t, trusting).who(token); !ok || c.key != "sub:K-10023" || c.name != "王女士" {
		t.Errorf("%+v, %v", c, err)
	}
}
