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

// From is where a sign-in comes from, and what it brings beside account and password.
type From struct {
	Source    string // the client's address as far as it can be trusted
	UserAgent string
	Former    string // the token that the browser had; that sign-in ends
	Device    string // the token by which the browser may be known; may be anybody's invention
	Code      string // of the second factor; empty = none was given
	Remember  bool   // the browser is to be known from now on
	TakeOver  bool   // where the person is signed in elsewhere, that ends (Options.OnePlace)

	NewPassword string // in place of one that is too old (Options.PasswordLasts); empty = none was given
}

// SignedIn is a new sign-in. Tokens are the only copies: the record has their hashes.
type SignedIn struct {
	Token   string
	Agent   desk.AgentID
	Expires desk.Millis
	Kept    bool // by a remembered browser: it outlives the browser's own session

	Device      string // the token of a browser that is remembered from now on; empty = the browser keeps what it has
	DeviceUntil desk.Millis
}

// SignIn checks the password and what the second factor asks for, and makes a sign-in with a new token. Errors: ErrWrong,
// ErrCode, ErrWrongCode, ErrExpired, *ElsewhereError, *LockedError, ErrBusy, or of kind desk.Invalid for a new password, or desk.Unavailable. An account that does not exist, or is disabled,
// fails like a wrong password and takes as long; that a code is needed learns only who has the password.
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
	in, err := SignedIn{}, ErrWrong
	if right && row.ID != "" {
		in, err = s.enter(ctx, row, from)
	}
	if errors.Is(err, ErrWrong) || errors.Is(err, ErrWrongCode) {
		s.throttle.failed(ctx, account, accountBurst, accountEvery)
		s.throttle.failed(ctx, source, sourceBurst, sourceEvery)
	}
	return in, err
}

// enter lets in whoever has the password, once the second factor is content.
func (s *Service) enter(ctx context.Context, row dbq.Agent, from From) (SignedIn, error) {
	if s.o.AdminsOnly && desk.Rank(row.Rank) != desk.RankAdmin {
		return SignedIn{}, errSSOOnly()
	}
	p, err := s.second(ctx, row, from)
	if err != nil {
		return SignedIn{}, err
	}
	return s.begin(ctx, row, from, p)
}

// begin makes the sign-in, unless the person changed while the password was judged, or the code was used meanwhile.
func (s *Service) begin(ctx context.Context, row dbq.Agent, from From, p proof) (SignedIn, error) {
	in, params := s.newSignIn(row.ID, from)
	fresh := s.keep(&in, &params, p, from)
	next, err := s.renewal(ctx, row, from)
	if err != nil {
		return SignedIn{}, err
	}
	ended := false
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		now, err := q.AgentByID(ctx, row.ID)
		if err != nil {
			return err
		}
		if now.Password != row.Password || now.Disabled != 0 {
			return ErrWrong
		}
		if p.spend != nil {
			if err := p.spend(ctx, q); err != nil {
				return err
			}
		}
		if err := s.renew(ctx, q, row, next); err != nil {
			return err
		}
		if err := settle(ctx, q, fresh, p.known, from); err != nil {
			return err
		}
		ended, err = s.inOnePlace(ctx, q, params, from)
		return err
	})
	if errors.Is(err, ErrWrong) {
		return SignedIn{}, ErrWrong
	}
	if err != nil {
		return SignedIn{}, away(err)
	}
	if ended || next != "" {
		s.changed(ctx, in.Agent)
	}
	return in, nil
}

// record writes the sign-in and takes dead ones away. Who signs in again where the same person is signed in goes on with
// the sign-in that was there, under a new token: the sockets of its pages stay.
func (s *Service) record(ctx context.Context, q *dbq.Queries, p dbq.CreateSignInParams, former string) error {
	if former != "" {
		was, err := q.SignInByToken(ctx, digest(former))
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if was.ID == p.Agent {
			p.ID = was.SignIn
		}
		if _, err := q.DropSignInByToken(ctx, digest(former)); err != nil {
			return err
		}
	}
	if _, err := q.DropDeadSignIns(ctx, dbq.DropDeadSignInsParams{ExpiresAt: p.CreatedAt, SeenAt: p.CreatedAt - s.o.SignInIdle.Milliseconds()}); err != nil {
		return err
	}
	if err := q.DropDeadDevices(ctx, p.CreatedAt); err != nil {
		return err
	}
	return q.CreateSignIn(ctx, p)
}

// newToken draws 256 bits.
func newToken() string {
	var token [32]byte
	_, _ = rand.Read(token[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(token[:])
}

// newSignIn is one that no device keeps.
func (s *Service) newSignIn(agent string, from From) (SignedIn, dbq.CreateSignInParams) {
	now := s.now()
	in := SignedIn{Token: newToken(), Agent: desk.AgentID(agent), Expires: now.Add(s.o.SignInMax)}
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
	Device  string // the remembered browser that keeps it; empty = none
	Owes    bool   // good for nothing but setting up a second factor
}

// Viewer is the caller as far as seeing is concerned.
func (c Caller) Viewer() access.Viewer {
	return access.NewViewer(c.Agent.ID, c.Agent.Name, c.Agent.Rank, c.Agent.Groups)
}

// seenEvery is how exactly the last use of a sign-in is kept.
const seenEvery = time.Minute

// find gives the sign-in of a token while it lives. Errors: ErrSignedOut, or kind desk.Unavailable.
func (s *Service) find(ctx context.Context, token string) (dbq.SignInByTokenRow, error) {
	if len(token) != base64.RawURLEncoding.EncodedLen(32) {
		return dbq.SignInByTokenRow{}, ErrSignedOut
	}
	row, err := s.o.Store.SignInByToken(ctx, digest(token))
	if errors.Is(err, sql.ErrNoRows) {
		return row, ErrSignedOut
	} else if err != nil {
		return row, away(err)
	}
	if row.Disabled != 0 || !s.lives(s.now(), row.ExpiresAt, row.SeenAt, row.Device) {
		return row, ErrSignedOut
	}
	return row, nil
}

// lives says whether a sign-in has not ended: what a device keeps is not asked when it was used.
func (s *Service) lives(now desk.Millis, expires, seen int64, device string) bool {
	return now < desk.Millis(expires) && (device != "" || now.Sub(desk.Millis(seen)) < s.o.SignInIdle)
}

// Who says whom a token belongs to. Errors: ErrSignedOut, or kind desk.Unavailable: without the record nobody is let in.
func (s *Service) Who(ctx context.Context, token string) (Caller, error) {
	row, err := s.find(ctx, token)
	if err != nil {
		return Caller{}, err
	}
	now := s.now()
	if now.Sub(desk.Millis(row.SeenAt)) >= min(seenEvery, s.o.SignInIdle/4) {
		// A failure only means that the sign-in counts as unused a little longer.
		_ = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
			return q.TouchSignIn(ctx, dbq.TouchSignInParams{TokenHash: digest(token), SeenAt: int64(now), AliveSince: int64(now.Add(-s.o.SignInIdle))})
		})
	}
	return Caller{SignIn: row.SignIn, Expires: desk.Millis(row.ExpiresAt), Login: row.Login, Device: row.Device, Owes: row.Owes != 0 && s.required(desk.Rank(row.Rank)), Agent: desk.Agent{ID: desk.AgentID(row.ID), Name: row.Name,
		Rank: desk.Rank(row.Rank), Speciality: desk.Speciality(row.Speciality), Groups: access.ReadGroups(row.MemberOf), Status: desk.Status(row.Status),
		Capacity: int(row.Capacity), Load: int(row.Load), Epoch: row.Epoch, Since: desk.Millis(row.StatusAt), Back: desk.Millis(row.BackAt), Asking: row.Asking}}, nil
}

// Ends says in how long a sign-in ends where nobody uses it: for its age, and for that it was not used.
type Ends struct {
	Age  time.Duration
	Idle time.Duration // 0 = it does not end for that
}

// Ends looks at a sign-in without using it. Errors: as Who.
func (s *Service) Ends(ctx context.Context, token string) (Ends, error) {
	row, err := s.find(ctx, token)
	if err != nil {
		return Ends{}, err
	}
	now := s.now()
	e := Ends{Age: desk.Millis(row.ExpiresAt).Sub(now)}
	if row.Device == "" {
		e.Idle = s.o.SignInIdle - now.Sub(desk.Millis(row.SeenAt))
	}
	return e, nil
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
		if s.lives(now, r.ExpiresAt, r.SeenAt, r.Device) {
			live = append(live, r)
		}
	}
	return live, nil
}
