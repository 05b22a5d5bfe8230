package redisstore_test

import (
	"testing"

	"firstline/internal/testenv"
	"firstline/sessions/live"
	"firstline/sessions/redisstore"
)

// TestClusterLosesOneNode restarts one master of three, empty: the epoch changes whichever it was.
func TestClusterLosesOneNode(t *testing.T) {
	t.Parallel()
	nodes := testenv.OwnRedisCluster(t)
	s := open(t, redisstore.Options{Addrs: nodes.Addrs})
	for i, node := range nodes.Nodes {
		before := epoch(t, s)
		must(t, node.Restart())
		eventually(t, "the Cluster answers again", func() bool { _, err := s.Epoch(t.Context()); return err == nil })
		if epoch(t, s) == before {
			t.Errorf("the epoch is the same after the loss of node %d", i)
		}
		eventually(t, "everything works", everythingWorks(t, s))
	}
}

func TestClusterStopped(t *testing.T) {
	t.Parallel()
	nodes := testenv.OwnRedisCluster(t)
	s := open(t, redisstore.Options{Addrs: nodes.Addrs})
	fill(t, s)
	for _, node := range nodes.Nodes {
		node.Stop()
	}
	expectAway(t, s)
	for _, node := range nodes.Nodes {
		must(t, node.Start())
	}
	eventually(t, "everything works again", everythingWorks(t, s))
}

// everythingWorks says whether each call succeeds.
func everythingWorks(t *testing.T, s live.Store) func() bool {
	return func() bool {
		for _, call := range everyCall(t.Context(), s) {
			if call() != nil {
				return false
			}
		}
		return true
	}
}
