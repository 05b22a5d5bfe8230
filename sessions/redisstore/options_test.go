package redisstore

import (
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

func TestOptionsAreRefused(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]Options{
		"no address":                         {},
		`"" is not host:port`:                {Addrs: []string{"a:1", "", "b:2"}},
		`"localhost" is not host:port`:       {Addrs: []string{"localhost"}},
		`"localhost:99999" is not host:port`: {Addrs: []string{"localhost:99999"}},
		`"[::1]" is not host:port`:           {Addrs: []string{"[::1]"}},
		"no database 5":                      {Addrs: []string{"a:1", "b:2"}, DB: 5},
		"not both":                           {Addrs: []string{"a:1"}, Master: "m", Cluster: true},
		`the prefix "{x}" has braces`:        {Addrs: []string{"a:1"}, Prefix: "{x}"},
	} {
		s, err := New(o)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
		if s != nil {
			_ = s.Close()
		}
	}
}

// TestForms checks which client the options make.
func TestForms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		o         Options
		clustered bool
	}{
		"one address":       {Options{Addrs: []string{"a:1"}}, false},
		"an IPv6 address":   {Options{Addrs: []string{"[::1]:6379"}}, false},
		"several":           {Options{Addrs: []string{"a:1", "b:2"}}, true},
		"one for a Cluster": {Options{Addrs: []string{"a:1"}, Cluster: true}, true},
		"Sentinels":         {Options{Addrs: []string{"a:1", "b:2"}, Master: "m"}, false},
	} {
		s, err := New(c.o)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, got := s.client.(*redis.ClusterClient); got != c.clustered || c.o.clustered() != c.clustered {
			t.Errorf("%s: a Cluster is %v and %v, want %v", name, got, c.o.clustered(), c.clustered)
		}
		for range 2 {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
