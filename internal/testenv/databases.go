package testenv

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
)

// DSN is the address of one database on the server.
func (s *PostgresServer) DSN(database string) string {
	return fmt.Sprintf("postgres://%s@%s/%s?sslmode=disable", owner, addr(s.port), database)
}

// NewDatabase makes an empty database and returns its address.
func (s *PostgresServer) NewDatabase() (string, error) { return newDatabase(s.DSN("postgres"), empty) }

// empty is the pattern of a database with nothing in it. template1 cannot be copied
// while another test is copying it.
const empty = "template0"

// MakePattern makes a database that is copied for each test, once fill has brought
// its schema up to date, and returns its name: to bring every copy up to date would
// take most of a second. Nobody can connect to it any more.
func (s *PostgresServer) MakePattern(fill func(dsn string) error) (string, error) {
	const name = "pattern"
	run := func(sql string) error {
		return onPostgres(s.DSN("postgres"), func(ctx context.Context, c *pgx.Conn) error {
			_, err := c.Exec(ctx, sql)
			return err
		})
	}
	if err := run("CREATE DATABASE " + name + " TEMPLATE " + empty); err != nil {
		return "", err
	}
	if err := fill(s.DSN(name)); err != nil {
		return "", err
	}
	return name, run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false")
}

// newDatabase works on any server of which it gets an address. The name is random:
// the test processes of one run share the server.
func newDatabase(admin, pattern string) (string, error) {
	u, err := url.Parse(admin)
	if err != nil {
		return "", fmt.Errorf("%s: %w", envPostgres, err)
	}
	name := "t_" + strings.ToLower(rand.Text())
	err = onPostgres(admin, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+pattern)
		return err
	})
	u.Path = "/" + name
	return u.String(), err
}

// dropDatabase removes a database, whoever is still connected to it.
func dropDatabase(admin, dsn string) error {
	u, err := url.Parse(dsn)
	if err != nil {
		return err
	}
	return onPostgres(admin, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "DROP DATABASE IF EXISTS "+strings.TrimPrefix(u.Path, "/")+" WITH (FORCE)")
		return err
	})
}
