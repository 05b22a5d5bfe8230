package people

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"strconv"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// The link that makes the first admin: a token whose digest lies in meta, one per start of a node, for a day. setupOpen
// is the one row that the first to use any of them takes away.
const (
	setupKey   = "setup:"
	setupOpen  = "setup_open"
	setupValid = 24 * time.Hour
)

// SetupLink gives the path of a new installation's one-time link, to be printed behind the public URL. needed is false
// once there is anybody. Links of earlier starts stay valid until they run out or one of them is used.
func (s *Service) SetupLink(ctx context.Context) (path string, needed bool, err error) {
	if needed, err = s.SetupNeeded(ctx); err != nil || !needed {
		return "", false, err
	}
	var random [24]byte
	_, _ = rand.Read(random[:]) // never fails
	token := base64.RawURLEncoding.EncodeToString(random[:])
	until := strconv.FormatInt(int64(s.now().Add(setupValid)), 10)
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if err := q.PutMetaOnce(ctx, dbq.PutMetaOnceParams{K: setupOpen, V: "1"}); err != nil {
			return err
		}
		return q.PutMeta(ctx, dbq.PutMetaParams{K: setupKey + digest(token), V: until})
	})
	if err != nil {
		return "", false, away(err)
	}
	return "/setup#token=" + token, true, nil
}

// SetupNeeded says whether nobody works here yet.
func (s *Service) SetupNeeded(ctx context.Context) (bool, error) {
	n, err := s.o.Store.CountAgents(ctx)
	return n == 0, away(err)
}

// Setup makes the first admin and signs him in. The token works once, and none works when there is anybody.
func (s *Service) Setup(ctx context.Context, token string, n Newcomer, from From) (SignedIn, error) {
	source := bucketOf("setup", from.Source)
	if err := s.throttle.open(source); err != nil {
		return SignedIn{}, err
	}
	key := setupKey + digest(token)
	until, err := s.o.Store.GetMeta(ctx, key)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return SignedIn{}, away(err)
	}
	if err != nil || !s.valid(until) {
		s.throttle.failed(ctx, source, sourceBurst, sourceEvery)
		return SignedIn{}, errSetup()
	}
	n.Rank, n.Groups = desk.RankAdmin, s.o.Groups()
	row, err := s.prepare(ctx, n)
	if err != nil {
		return SignedIn{}, err
	}
	in, params := s.newSignIn(row.ID, from)
	if s.required(n.Rank) {
		params.Owes = 1
	}
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if err := s.useLink(ctx, q, key, until); err != nil {
			return err
		}
		if err := create(ctx, q, row, desk.AgentID(row.ID)); err != nil {
			return err
		}
		return s.record(ctx, q, params, "")
	})
	if err != nil {
		return SignedIn{}, away(err)
	}
	s.changed(ctx, in.Agent)
	return in, nil
}

// useLink takes the link away. Of two that come together, one finds setupOpen gone.
func (s *Service) useLink(ctx context.Context, q *dbq.Queries, key, until string) error {
	for _, row := range []dbq.DropMetaParams{{K: setupOpen, V: "1"}, {K: key, V: until}} {
		n, err := q.DropMeta(ctx, row)
		if err != nil {
			return err
		}
		if n == 0 {
			return errSetup()
		}
	}
	n, err := q.CountAgents(ctx)
	if err == nil && n > 0 {
		return errSetup()
	}
	return err
}

func (s *Service) valid(until string) bool {
	n, err := strconv.ParseInt(until, 10, 64)
	return err == nil && s.now() < desk.Millis(n)
}

func errSetup() error {
	return desk.Fail(desk.Forbidden, "setup_token", "this link is not valid (any more): start the server again for a new one")
}
