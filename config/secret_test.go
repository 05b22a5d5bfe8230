package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	yaml "github.com/goccy/go-yaml"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

const canary = "canary-Zq4vT8xW2pL6nB9"

// TestSecretsNeverPrint pushes a canary through every printer the program has.
func TestSecretsNeverPrint(t *testing.T) {
	t.Parallel()
	c := Config{
		Database: Database{Postgres, NewSecret(canary)}, Redis: Redis{Mode: RedisSingle, Password: NewSecret(canary)},
		Seal:     Seal{Key: NewSecret(canary)},
		Channels: []Channel{{ID: "tg", Telegram: Telegram{Token: NewSecret(canary)}}},
	}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+"\n", c)
		fmt.Fprintf(&out, verb+"\n", c.Seal.Key)
		fmt.Fprintf(&out, verb+"\n", &c.Seal.Key)
	}
	out.WriteString(c.Summary())
	encode(t, &out, json.Marshal, c)
	encode(t, &out, yaml.Marshal, c)
	core := zapcore.NewCore(zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig()), zapcore.AddSync(&out), zap.DebugLevel)
	zap.New(core).Info("config", zap.Any("config", c), zap.Any("key", c.Seal.Key), zap.Stringer("key2", c.Seal.Key), zap.Reflect("key3", &c.Seal.Key))
	hex := fmt.Sprintf("%x", canary)
	if s := out.String(); strings.Contains(s, canary) || strings.Contains(s, hex) || !strings.Contains(s, masked) {
		t.Errorf("a secret got out, or was not masked:\n%s", s)
	}
}

func encode(t *testing.T, out *bytes.Buffer, marshal func(any) ([]byte, error), c Config) {
	t.Helper()
	b, err := marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(b)
}

func TestSecret(t *testing.T) {
	t.Parallel()
	s := NewSecret(canary)
	if s.Reveal() != canary || s.Empty() || !s.Equal(NewSecret(canary)) || s.Equal(NewSecret("x")) {
		t.Error("a secret does not keep its text")
	}
	if got := fmt.Sprint(Secret{}); got != "" {
		t.Errorf("no secret prints as %q", got)
	}
}

func TestBits(t *testing.T) {
	t.Parallel()
	for text, enough := range map[string]bool{
		strong: true, sample: false, // the sample of a test is all A
		"0f1e2d3c4b5a69788796a5b4c3d2e1f0":        true, // 32 hexadecimal digits
		"0f1e2d3c4b5a69788796a5b4c3d2e1f":         false,
		"Zq4vT8xW2pL6nB9rK3sD7f":                  true, // 22 of 64 letters
		"Zq4vT8xW2pL6nB9rK3sD7":                   false,
		"31415926535897932384626433832795028841":  false, // 38 digits
		"314159265358979323846264338327950288419": true,
		"": false,
	} {
		if got := bits(text) >= minBits; got != enough {
			t.Errorf("bits(%q) = %d", text, bits(text))
		}
	}
}
