// Package desk holds the nouns that every part of Firstline exchanges: ids, addresses, what came in, what goes out,
// agents and the kinds of failure. It decides only how these are named and compared; it imports the standard library
// alone, knows no storage, no network and no clock, and refuses to hold behaviour that belongs to one feature.
package desk

import (
	"hash/fnv"
	"strings"
	"time"
)

// Partitions is how many shares the addresses fall into; each is routed by the node that holds its lease.
// Changing it moves every address, so it is fixed for the life of a database.
const Partitions = 64

// Millis is a point in time: milliseconds since the Unix epoch, UTC. Zero means "never" or "not yet".
type Millis int64

// At converts a time; sub-millisecond parts are cut off, so that a stored time never lies in the future.
func At(t time.Time) Millis { return Millis(t.UnixMilli()) }

// Time is the instant in UTC.
func (m Millis) Time() time.Time { return time.UnixMilli(int64(m)).UTC() }

// Add is m moved by d, cut to whole milliseconds.
func (m Millis) Add(d time.Duration) Millis { return m + Millis(d.Milliseconds()) }

// Sub is the time from o to m.
func (m Millis) Sub(o Millis) time.Duration { return time.Duration(m-o) * time.Millisecond }

// ChannelID names one configured account on one network: [a-z0-9-], 1 to 32 characters.
type ChannelID string

// SessionID names one reception (会话): a UUIDv7 in text form.
type SessionID string

// AgentID names one person who works here: a UUIDv7 in text form.
type AgentID string

// GroupID names a group of agents, such as "service" (客服), "order" (订单) or "complaint" (投诉).
type GroupID string

// How the key of an address begins whose messages people write down: by what the customer is known again.
const (
	ByNumber = "tel:" // the digits of a number follow, with the + that was before them
	ByWords  = "at:"  // any other contact follows
)

// Address is where a reply goes. Key is opaque: only the channel's adapter makes and reads it. An address is fixed to
// its conversation; merging people never changes it.
type Address struct {
	Channel ChannelID `json:"channel"`
	Key     string    `json:"key"`
}

// String is "channel/key", for logs: of a key that says who somebody is (a telephone, a site's number of its customer: what
// kind it is stands before a colon) nothing but its end.
func (a Address) String() string {
	kind, rest, private := strings.Cut(a.Key, ":")
	if !private {
		return string(a.Channel) + "/" + a.Key
	}
	end := []rune(rest)
	return string(a.Channel) + "/" + kind + ":…" + string(end[max(0, len(end)-2):])
}

// Partition is the share, 0 to Partitions-1, that the address falls into. It depends on the address alone.
func (a Address) Partition() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(a.Channel))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(a.Key))
	return int(h.Sum32() % Partitions)
}
