package store

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// IsBad says whether an error lies in the data that was to be written (it will fail again), not in the record being
// away (it will pass).
func IsBad(err error) bool {
	if errors.Is(err, ErrExists) {
		return true
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return strings.HasPrefix(pe.Code, "22") || strings.HasPrefix(pe.Code, "23")
	}
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		switch coded.Code() & 0xff {
		case 18, 19, 20: // SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH
			return true
		}
	}
	return false
}

// Repeats says whether a part was refused because a message of the customer stands in the session already, by its network's
// id: the only kind of ErrExists behind which nothing is lost.
func Repeats(err error) bool {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.ConstraintName == "message_external"
	}
	return errors.Is(err, ErrExists) && strings.Contains(err.Error(), "message.external_id") // all that SQLite says of the index
}
