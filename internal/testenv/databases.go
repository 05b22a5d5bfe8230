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
func (s *PostgresServer) NewDatabase() (string, error) { return newDatabase(s.DSN("postgres")) }

// newDatabase works on any server of which it gets an address. The name is random:
// the test processes of one run share the server.
func newDatabase(admin string) (string, error) {
	u, err := url.Parse(admin)
	if err != nil {
		return "", fmt.Errorf("%s: %w", envPostgres, err)
	}
	name := "t_" + strings.ToLower(rand.Text())
	err = onPostgres(admin, func(ctx context.Context, c *pgx.Conn) error {
		// template1 cannot be copied while another test is copying it.
		_, err := c.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0")
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
