package testenv

// A test that empties, freezes or kills a server has one of its own.

// Redis gives the test a server of its own: a start takes some ten milliseconds.
func Redis(t T) *RedisServer {
	t.Helper()
	s, err := StartRedis()
	check(t, err)
	t.Cleanup(s.Close)
	return s
}

// OwnRedisCluster gives the test a cluster of its own.
func OwnRedisCluster(t T) *RedisNodes {
	t.Helper()
	c, err := StartRedisCluster()
	check(t, err)
	t.Cleanup(c.Close)
	return c
}

// OwnPostgres gives the test a server of its own, which takes a second or two.
func OwnPostgres(t T) *PostgresServer {
	t.Helper()
	s, err := StartPostgres()
	check(t, err)
	t.Cleanup(s.Close)
	return s
}
