package redisstore

import (
	"crypto/tls"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/redis/go-redis/v9"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line string
		want Options
	}{
		{"127.0.0.1:6379", Options{Addrs: []string{"127.0.0.1:6379"}}},
		{"redis://[::1]:6379", Options{Addrs: []string{"[::1]:6379"}}},
		{"redis://desk:p%40ss%2F@r1:6379/3", Options{Addrs: []string{"r1:6379"}, Username: "desk", Password: "p@ss/", DB: 3}},
		{"redis://:secret@r1:6379", Options{Addrs: []string{"r1:6379"}, Password: "secret"}},
		{"rediss://r1:6380/", Options{Addrs: []string{"r1:6380"}, TLS: &tls.Config{MinVersion: tls.VersionTLS12}}},
		{"redis://a:1,b:2,c:3?prefix=desk2:", Options{Addrs: []string{"a:1", "b:2", "c:3"}, Prefix: "desk2:"}},
		{"redis://a:1?cluster=true", Options{Addrs: []string{"a:1"}, Cluster: true}},
		{"redis://:x@a:1,b:2/1?master=desk&sentinel_username=u&sentinel_password=p", Options{
			Addrs: []string{"a:1", "b:2"}, Password: "x", DB: 1, Master: "desk", SentinelUsername: "u", SentinelPassword: "p",
		}},
	} {
		got, err := Parse(c.line)
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
		}
		if d := cmp.Diff(c.want, got, cmpopts.IgnoreUnexported(tls.Config{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.line, d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"":                                 "not host:port",
		"redis://":                         "not host:port",
		"localhost":                        "not host:port",
		"localhost:99999":                  "not host:port",
		"a:1,,b:2":                         "not host:port",
		"http://a:1":                       "unknown scheme",
		"redis://a:1/x":                    "not a number",
		"redis://a:1?clutser=true":         "unknown setting",
		"redis://a:1?cluster=maybe":        "true or false",
		"redis://a:1,b:2/5":                "no database 5",
		"redis://a:1?master=m&cluster=1":   "not both",
		"redis://a:1?prefix={x}":           "braces",
		"redis://u:se cret%@a:1":           "not an address",
		"redis://u:secret%zz@a:1?prefix=x": "not an address",
	} {
		_, err := Parse(line)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", line, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error shows the password: %v", line, err)
		}
	}
}

// TestForms checks which client the options make.
func TestForms(t *testing.T) {
	t.Parallel()
	for line, clustered := range map[string]bool{
		"a:1": false, "a:1,b:2": true, "a:1?cluster=true": true, "a:1,b:2?master=m": false,
	} {
		o, err := Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		s, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := s.client.(*redis.ClusterClient); got != clustered || o.clustered() != clustered {
			t.Errorf("%s: a Cluster is %v and %v, want %v", line, got, o.clustered(), clustered)
		}
		for range 2 {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	if _, err := New(Options{}); err == nil {
		t.Error("options without an address were taken")
	}
}
