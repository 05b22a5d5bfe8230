package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"

	"github.com/google/uuid"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// ErrWrong says that account and password do not belong together; it never says which of them is wrong.
var ErrWrong = errors.New("people: wrong account or password")

// ErrSignedOut says that a token is not, or no longer, that of a sign-in.
var ErrSignedOut = errors.New("people: signed out")

// From is where a sign-in comes from.
type From struct {
	Source    string // the client's address as far as it can be trusted
	UserAgent string
	Former    string // the token that the browser had; that sign-in ends
}

// SignedIn is a new sign-in. Token is the only copy: the record has its hash.
type SignedIn struct {
	Token   string
	Agent   desk.AgentID
	Expires desk.Millis
}

// SignIn checks the password and makes a sign-in with a new token. Errors: ErrWrong, *LockedError, ErrBusy, or kind
// desk.Unavailable. An account that does not exist, or is disabled, fails like a wrong password and takes as long.
func (s *Service) SignIn(ctx context.Context, login, password string, from From) (SignedIn, error) {
	account, source := bucketOf("account", fold(login)), bucketOf("source", from.Source)
	if err := s.throttle.open(account, source); err != nil {
		return SignedIn{}, err
	}
	row, err := s.o.Store.AgentByLogin(ctx, fold(login))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return SignedIn{}, away(err)
	}
	if err != nil || row.Disabled != 0 {
		row = dbq.Agent{Password: nobody}
	}
	right := false
	var locked error
	err = s.hasher.do(ctx, func() {
		// Again, now that it is our turn: guesses that came together must not all be judged.
		if locked = s.throttle.open(account, source); locked == nil && len(password) <= maxPassword {
			right = matches(row.Password, password)
		}
	})
	if err = errors.Join(err, locked); err != nil {
		return SignedIn{}, err
	}
	if !right || row.ID == "" {
		s.throttle.failed(ctx, account, accountBurst, accountEvery)
		s.throttle.failed(ctx, source, sourceBurst, sourceEvery)
		return SignedIn{}, ErrWrong
	}
	if s.o.AdminsOnly && desk.Rank(row.Rank) != desk.RankAdmin {
		return SignedIn{}, errSSOOnly()
	}
	return s.begin(ctx, row, from)
}

// begin makes the sign-in, unless the person changed while the password was judged.
func (s *Service) begin(ctx context.Context, row dbq.Agent, from From) (SignedIn, error) {
	in, params := s.newSignIn(row.ID, from)
	err := s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		now, err := q.AgentByID(ctx, row.ID)
		if err != nil {
			return err
		}
		if now.Password != row.Password || now.Disabled != 0 {
			return ErrWrong
		}
		return s.record(ctx, q, params, from.Former)
	})
	if errors.Is(err, ErrWrong) {
		return SignedIn{}, ErrWrong
	}
	return in, away(err)
}

// record writes the sign-in and takes dead ones away.
func (s *Service) record(ctx context.Context, q *dbq.Queries, p dbq.CreateSignInParams, former string) error {
	if former != "" {
		if _, err := q.DropSignInByToken(ctx, digest(former)); err != nil {
			return err
		}
	}
	if _, err := q.DropDeadSignIns(ctx, dbq.DropDeadSignInsParams{ExpiresAt: p.CreatedAt, SeenAt: p.CreatedAt - s.o.SignInIdle.Milliseconds()}); err != nil {
		return err
	}
	return q.CreateSignIn(ctx, p)
}

// newSignIn draws a token of 256 bits.
func (s *Service) newSignIn(agent string, from From) (SignedIn, dbq.CreateSignInParams) {
	var token [32]byte
	_, _ = rand.Read(token[:]) // never fails
	now := s.now()
	in := SignedIn{Token: base64.RawURLEncoding.EncodeToString(token[:]), Agent: desk.AgentID(agent), Expires: now.Add(s.o.SignInMax)}
	return in, dbq.CreateSignInParams{TokenHash: digest(in.Token), ID: uuid.NewString(), Agent: agent, CreatedAt: int64(now), SeenAt: int64(now),
		ExpiresAt: int64(in.Expires), UserAgent: cut(from.UserAgent, 200), Source: cut(from.Source, 64)}
}

// digest is how a token is kept. It has 256 random bits, so that a plain hash is enough.
func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// cut shortens what a client said about itself to visible ASCII.
func cut(s string, most int) string {
	out := make([]byte, 0, min(len(s), most))
	for _, c := range []byte(s) {
		if c >= ' ' && c < 0x7f && len(out) < most {
			out = append(out, c)
		}
	}
	return string(out)
}

// Caller is who a token belongs to, as the record says at this moment.
type Caller struct {
	SignIn  string
	Expires desk.Millis
	Login   string
	Agent   desk.Agent
}

// Viewer is the caller as far as seeing is concerned.
func (c Caller) Viewer() access.Viewer {
	return access.NewViewer(c.Agent.ID, c.Agent.Name, c.Agent.Rank, c.Agent.Groups)
}

// seenEvery is how exactly the last use of a sign-in is kept.
const seenEvery = time.Minute

// Who says whom a token belongs to. Errors: ErrSignedOut, or kind desk.Unavailable: without the record nobody is let in.
func (s *Service) Who(ctx context.Context, token string) (Caller, error) {
	if len(token) != base64.RawURLEncoding.EncodedLen(32) {
		return Caller{}, ErrSignedOut
	}
	hash := digest(token)
	row, err := s.o.Store.SignInByToken(ctx, hash)
	if errors.Is(err, sql.ErrNoRows) {
		return Caller{}, ErrSignedOut
	} else if err != nil {
		return Caller{}, away(err)
	}
	now := s.now()
	seen := desk.Millis(row.SeenAt)
	if row.Disabled != 0 || now >= desk.Millis(row.ExpiresAt) || now.Sub(seen) >= s.o.SignInIdle {
		return Caller{}, ErrSignedOut
	}
	if now.Sub(seen) >= min(seenEvery, s.o.SignInIdle/4) {
		// A failure only means that the sign-in counts as unused a little longer.
		_ = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
			return q.TouchSignIn(ctx, dbq.TouchSignInParams{TokenHash: hash, SeenAt: int64(now)})
		})
	}
	return Caller{SignIn: row.SignIn, Expires: desk.Millis(row.ExpiresAt), Login: row.Login, Agent: desk.Agent{ID: desk.AgentID(row.ID), Name: row.Name,
		Rank: desk.Rank(row.Rank), Speciality: desk.Speciality(row.Speciality), Groups: access.ReadGroups(row.MemberOf), Status: desk.Status(row.Status),
		Capacity: int(row.Capacity), Load: int(row.Load), Epoch: row.Epoch, Since: desk.Millis(row.StatusAt), Back: desk.Millis(row.BackAt), Asking: row.Asking}}, nil
}

// SignOut ends the sign-in of a token.
func (s *Service) SignOut(ctx context.Context, who Caller) error {
	return s.Revoke(ctx, who.Agent.ID, who.SignIn)
}

// Revoke ends one of a person's sign-ins, sockets included.
func (s *Service) Revoke(ctx context.Context, agent desk.AgentID, id string) error {
	err := s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.DropSignIn(ctx, dbq.DropSignInParams{ID: id, Agent: string(agent)})
		if err == nil && n == 0 {
			return desk.Fail(desk.NotFound, "not_found", "there is no such sign-in")
		}
		return err
	})
	if err != nil {
		return away(err)
	}
	s.changed(ctx, agent)
	return nil
}

// SignIns are a person's sign-ins that have not ended, the last used first.
func (s *Service) SignIns(ctx context.Context, agent desk.AgentID) ([]dbq.SignInsOfRow, error) {
	rows, err := s.o.Store.SignInsOf(ctx, string(agent))
	if err != nil {
		return nil, away(err)
	}
	now := s.now()
	live := rows[:0]
	for _, r := range rows {
		if now < desk.Millis(r.ExpiresAt) && now.Sub(desk.Millis(r.SeenAt)) < s.o.SignInIdle {
			live = append(live, r)
		}
	}
	return live, nil
}
