package config

import (
	"net/url"
	"strconv"
	"strings"
)

// How the live state is kept.
const (
	RedisNone     = ""
	RedisSingle   = "single"
	RedisSentinel = "sentinel"
	RedisCluster  = "cluster"
)

// Redis says where the live state is. With Mode RedisNone it is in this process
// and the other fields are empty.
type Redis struct {
	Mode     string
	Addrs    []string // host:port each
	User     string
	Password Secret
	DB       int
	TLS      bool
	Master   string // Sentinel: the name of the watched master
}

// redisURL reads redis://user:password@host:port/db, a comma-separated list of
// hosts, or nothing. Several hosts mean a cluster unless redis_mode says sentinel.
func redisURL(p *Redis) value {
	return value{field: p, kind: "Redis", limit: "redis://…, rediss://…, or host:port,host:port,…", secret: true, set: func(s string) error {
		r, err := parseRedis(s)
		if err == nil {
			r.Mode = p.Mode // redis_mode may have come first; finish guesses when it never comes
			*p = r
		}
		return err
	}}
}

func parseRedis(s string) (Redis, error) {
	var r Redis
	if s == "" {
		return r, nil
	}
	if scheme, rest, ok := strings.Cut(s, "://"); ok {
		if scheme != "redis" && scheme != "rediss" {
			return r, fault{"is not a Redis URL", "write redis://host:6379, rediss://host:6379 or a list of host:port"}
		}
		r.TLS, s = scheme == "rediss", rest
	}
	user, hosts, db, query := splitURL(s)
	for host := range strings.SplitSeq(hosts, ",") {
		host = strings.TrimSpace(host)
		if host != "" && !strings.Contains(host, ":") {
			host += ":6379"
		}
		if !validHostPort(host, 1) || strings.HasPrefix(host, ":") {
			return Redis{}, fault{"has a host without a name or a port", "write host:port for each, separated by commas"}
		}
		r.Addrs = append(r.Addrs, host)
	}
	return r, r.rest(user, db, query)
}

// rest reads what stands around the hosts.
func (r *Redis) rest(user, db, query string) error {
	q, err := url.ParseQuery(query)
	name, password, _ := strings.Cut(user, ":")
	name, err1 := url.PathUnescape(name)
	password, err2 := url.PathUnescape(password)
	if err != nil || err1 != nil || err2 != nil {
		return fault{"has characters that a URL cannot hold", "percent-encode the user and the password"}
	}
	if placeholder(password) {
		return fault{"still has the sample password", "set the real one"}
	}
	r.User, r.Password, r.Master = name, NewSecret(password), q.Get("master")
	for k := range q {
		if k != "master" {
			return fault{"has an option that is not known", "only master=NAME may stand after the ?"}
		}
	}
	if db == "" {
		return nil
	}
	if r.DB, err = strconv.Atoi(db); err != nil || r.DB < 0 || r.DB > 15 {
		return fault{"has a database number out of range", "write a number from 0 to 15 after the slash"}
	}
	return nil
}

func guessMode(r Redis) string {
	switch {
	case len(r.Addrs) == 0:
		return RedisNone
	case r.Master != "":
		return RedisSentinel
	case len(r.Addrs) > 1:
		return RedisCluster
	}
	return RedisSingle
}

// redisMode overrides what the number of hosts suggests: one address may be the
// door to a cluster.
func redisMode(p *string) value {
	return choice(p, RedisSingle, RedisSentinel, RedisCluster)
}

func (r Redis) check() []Problem {
	bad := func(what, do string) []Problem {
		return []Problem{{Key: "redis", What: what, Do: do, near: []string{"redis_mode"}}}
	}
	switch {
	case len(r.Addrs) == 0 && r.Mode != RedisNone:
		return bad("redis_mode is "+r.Mode+" but there is no address", "set redis, or remove redis_mode")
	case r.Mode == RedisSentinel && r.Master == "":
		return bad("Sentinel needs the master's name", "add it: redis://host:26379,host:26379/0?master=NAME")
	case r.Mode == RedisCluster && r.DB != 0:
		return bad("a cluster has database 0 only", "remove the number after the slash")
	case r.Mode == RedisSingle && len(r.Addrs) > 1:
		return bad("redis_mode is single but there are several hosts", "name one host, or set redis_mode: cluster")
	}
	return nil
}
