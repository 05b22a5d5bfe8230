package redisstore

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Options say where Redis is. Exactly one form applies: one address is a single Redis; several are a Cluster; with a
// Master they are its Sentinels.
type Options struct {
	Addrs    []string // host:port
	Username string   // empty for the default user
	Password string
	DB       int    // 0 in a Cluster
	Master   string // the name that Sentinels watch; empty without Sentinels
	Cluster  bool   // one address stands for a whole Cluster

	SentinelUsername string // where the Sentinels themselves ask for one
	SentinelPassword string

	TLS    *tls.Config // nil for plain TCP
	Prefix string      // of every key and channel, so that several desks may share a Redis; "" for "fl:"; no braces
}

// DefaultPrefix begins every key unless the options say otherwise.
const DefaultPrefix = "fl:"

// Timeouts. Redis on the same network answers in under a millisecond; half a second of silence means that it is away, and
// the caller has SQL to go on from.
const (
	dialTimeout = time.Second
	ioTimeout   = 500 * time.Millisecond
)

// Parse reads options from one line of configuration:
//
//	host:port                                   a single Redis
//	redis://user:password@host:port/1           the same with a user and a database; rediss:// with TLS
//	redis://host:port,host:port,host:port       a Cluster
//	redis://host:port?cluster=true              a Cluster behind one address
//	redis://host:port,host:port?master=desk     a master named desk, found through Sentinels
//
// A query may also hold prefix, sentinel_username and sentinel_password.
func Parse(line string) (Options, error) {
	if !strings.Contains(line, "://") {
		line = "redis://" + line
	}
	scheme, rest, _ := strings.Cut(line, "://")
	if scheme != "redis" && scheme != "rediss" {
		return Options{}, fmt.Errorf("redis: unknown scheme %q, want redis or rediss", scheme)
	}
	u, err := parseURL(rest)
	if err != nil {
		return Options{}, err
	}
	o := Options{Addrs: strings.Split(u.Host, ","), Username: u.User.Username()}
	o.Password, _ = u.User.Password()
	if scheme == "rediss" {
		o.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if db := strings.Trim(u.Path, "/"); db != "" {
		if o.DB, err = strconv.Atoi(db); err != nil {
			return Options{}, fmt.Errorf("redis: the database %q is not a number", db)
		}
	}
	if err := o.query(u.Query()); err != nil {
		return Options{}, err
	}
	return o, o.check()
}

// parseURL reads what follows the scheme. Package url takes a list of hosts only without their ports, so the list is put
// in afterwards. No error shows the line: it may hold a password.
func parseURL(rest string) (*url.URL, error) {
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	user, hosts := "", rest[:end]
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		user, hosts = hosts[:at+1], hosts[at+1:]
	}
	u, err := url.Parse("redis://" + user + "hosts" + rest[end:])
	if err != nil {
		return nil, errors.New("redis: not an address; write special characters in a password as %XX")
	}
	u.Host = hosts
	return u, nil
}

func (o *Options) query(q url.Values) error {
	for name, values := range q {
		value := values[len(values)-1]
		switch name {
		case "master":
			o.Master = value
		case "prefix":
			o.Prefix = value
		case "sentinel_username":
			o.SentinelUsername = value
		case "sentinel_password":
			o.SentinelPassword = value
		case "cluster":
			var err error
			if o.Cluster, err = strconv.ParseBool(value); err != nil {
				return fmt.Errorf("redis: cluster is %q, want true or false", value)
			}
		default:
			return fmt.Errorf("redis: unknown setting %q", name)
		}
	}
	return nil
}

// check gives every problem at once.
func (o Options) check() error {
	var problems []error
	if len(o.Addrs) == 0 {
		problems = append(problems, errors.New("redis: no address"))
	}
	for _, a := range o.Addrs {
		host, port, ok := strings.Cut(a, ":")
		if at := strings.LastIndex(a, ":"); ok && strings.HasPrefix(a, "[") { // [::1]:6379
			host, port = a[:at], a[at+1:]
		}
		if n, err := strconv.ParseUint(port, 10, 16); host == "" || n == 0 || err != nil {
			problems = append(problems, fmt.Errorf("redis: the address %q is not host:port", a))
		}
	}
	if strings.ContainsAny(o.Prefix, "{}") {
		problems = append(problems, fmt.Errorf("redis: the prefix %q has braces, which would change the slots of a Cluster", o.Prefix))
	}
	if o.Master != "" && o.Cluster {
		problems = append(problems, errors.New("redis: either a master behind Sentinels or a Cluster, not both"))
	}
	if o.DB != 0 && o.clustered() {
		problems = append(problems, fmt.Errorf("redis: a Cluster has no database %d", o.DB))
	}
	return errors.Join(problems...)
}

func (o Options) clustered() bool { return o.Cluster || o.Master == "" && len(o.Addrs) > 1 }

func (o Options) prefix() string {
	if o.Prefix == "" {
		return DefaultPrefix
	}
	return o.Prefix
}

// universal are the client's options. It does not retry: a caller goes on from SQL, and a bucket is not taken from twice.
func (o Options) universal() *redis.UniversalOptions {
	return &redis.UniversalOptions{
		Addrs: o.Addrs, Username: o.Username, Password: o.Password, DB: o.DB,
		MasterName: o.Master, SentinelUsername: o.SentinelUsername, SentinelPassword: o.SentinelPassword,
		IsClusterMode: o.Cluster, TLSConfig: o.TLS, ClientName: "firstline",

		DialTimeout: dialTimeout, DialerRetries: 1, MaxRetries: -1,
		ReadTimeout: ioTimeout, WriteTimeout: ioTimeout, PoolTimeout: ioTimeout,
		ContextTimeoutEnabled: true, // so that callLimit holds for the socket too

		// Puts and Gets leave as pipelines, one of each at a time: two connections, two more for Epoch and for when one
		// breaks. The rest are short commands of at most some thousands a second: four connections a core are plenty.
		PipelinePoolSize: 4,
		PoolSize:         min(max(4*runtime.GOMAXPROCS(0), 8), 32),

		// Redis 7.0 has neither push messages that we need nor hand-over notices, and refuses CLIENT SETINFO.
		Protocol:                 2,
		DisableIdentity:          true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
}
