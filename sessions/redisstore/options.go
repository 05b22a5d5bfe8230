package redisstore

import (
	"crypto/tls"
	"errors"
	"fmt"
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
