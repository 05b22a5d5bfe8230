package redisstore

import "strconv"

// keys makes every name that this package uses in Redis; no other file writes one. What stands between { and } decides
// the slot in a Cluster, so the keys of one script share one tag. A key that an address or a bucket is part of stands
// alone in its commands: any braces in it do no harm.
type keys struct{ prefix string }

// projection is a string: see packed.
func (k keys) projection(channel, key string) string {
	return k.prefix + "p:" + channel + "/" + key // a channel's id has no slash
}

// entries is a hash: session to entry, for every group.
func (k keys) entries() string { return k.prefix + "{queue}:entries" }

// groupOf is a hash: session to group.
func (k keys) groupOf() string { return k.prefix + "{queue}:of" }

// groups is a set: the groups that may have somebody waiting.
func (k keys) groups() string { return k.prefix + "{queue}:groups" }

// rank is a sorted set: the sessions of a group by rank. The empty group gives the beginning that scripts complete.
func (k keys) rank(group string) string { return k.prefix + "{queue}:rank:" + group }

// present is a sorted set: node and agent by the time at which they count no more.
func (k keys) present() string { return k.prefix + "{present}" }

// bucket is a string: when the bucket will be full again.
func (k keys) bucket(name string) string { return k.prefix + "b:" + name }

// channel is a pub/sub channel.
func (k keys) channel(topic string) string { return k.prefix + "t:" + topic }

// missed is the pub/sub channel that names a topic of which a hint was lost.
func (k keys) missed() string { return k.prefix + "missed" }

// pulse is the pub/sub channel on which one process hears itself.
func (k keys) pulse(process string) string { return k.prefix + "pulse:" + process }

// epochs are strings with random values that together name a filling. A Cluster loses data one node at a time, so there
// is one in the slot of the queue, one in that of presence, and more that spread: the chance that one of 8 masters has
// none is (7/8)^32 = 1.4 %, and what it then loses unnoticed are projections, whose absence is read from SQL.
func (k keys) epochs() []string {
	names := []string{k.prefix + "{queue}:epoch", k.prefix + "{present}:epoch"}
	for i := range spreadEpochs {
		names = append(names, k.prefix+"epoch:"+strconv.Itoa(i))
	}
	return names
}

// spreadEpochs is the number of epoch keys that spread over a Cluster.
const spreadEpochs = 32
