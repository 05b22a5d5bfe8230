// Package testenv decides how a test gets a real Redis, a real Redis Cluster, a
// real PostgreSQL and a browser: on free loopback ports, in a folder of its own,
// with the durability a production machine has, and gone when the process is gone.
//
// It refuses to use a server it did not start, apart from the ones that
// FIRSTLINE_TEST_REDIS, FIRSTLINE_TEST_REDIS_CLUSTER and FIRSTLINE_TEST_POSTGRES
// name (internal/tools/withservers sets them for a whole run), to signal a process
// that is not its child, and to pretend: when a program is missing the test is
// skipped with the package to install, and with CI=true it fails.
//
// Tests call Redis, SharedRedis, RedisCluster, OwnRedisCluster, Postgres,
// OwnPostgres and Chromium. Programs call StartRedis, StartRedisCluster and
// StartPostgres, which return errors, and Close what they got.
//
// Servers that tests share live until the test process ends. A package that uses
// them has
//
//	func TestMain(m *testing.M) { testenv.Main(m) }
//
// so that their folders go too; without it the kernel still ends them with the
// process, and the next run removes the folders. With goleak:
//
//	func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }
package testenv
