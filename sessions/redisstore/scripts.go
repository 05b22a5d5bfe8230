package redisstore

import (
	_ "embed" // the scripts are files, so that an editor knows them as Lua

	"github.com/redis/go-redis/v9"
)

//go:embed lua/put.lua
var putSource string

//go:embed lua/enqueue.lua
var enqueueSource string

//go:embed lua/dequeue.lua
var dequeueSource string

//go:embed lua/head.lua
var headSource string

//go:embed lua/depths.lua
var depthsSource string

//go:embed lua/beat.lua
var beatSource string

//go:embed lua/seen.lua
var seenSource string

//go:embed lua/take.lua
var takeSource string

// Each script's keys, arguments and reply are described at the head of its file. They run by their hash; a server that
// does not know it yet (new, restarted, failed over) gets the source once.
var (
	putScript     = redis.NewScript(putSource)
	enqueueScript = redis.NewScript(enqueueSource)
	dequeueScript = redis.NewScript(dequeueSource)
	headScript    = redis.NewScript(headSource)
	depthsScript  = redis.NewScript(depthsSource)
	beatScript    = redis.NewScript(beatSource)
	seenScript    = redis.NewScript(seenSource)
	takeScript    = redis.NewScript(takeSource)
)
