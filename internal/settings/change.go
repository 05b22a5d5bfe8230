package settings

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/internal/yamlform"
)

// Change is what somebody wants a document to say.
type Change struct {
	ID
	N    int64           // the version that its author has seen; 0 = there was none
	Body string          // the document, in YAML or JSON
	Form json.RawMessage // the document as JSON, in place of Body: it is then written as YAML, and its number raised
	Note string          // why; may be empty
	Who  desk.AgentID
	// Also is written with the change, or, where the document says it already, without one: both or neither. The version is
	// the one that holds then. nil = nothing.
	Also func(ctx context.Context, q *dbq.Queries, v Version) error
}

// tries is how often a change begins anew because another document was changed in the same moment.
const tries = 10

// Change stores a new version and makes it take effect on this node before it returns. The same text again makes no new
// version. Errors: yamlform.Problems (all that is wrong with the document), *Meanwhile, *HeldError, *InUse, a desk.Error
// of kind NotFound.
func (s *Service) Change(ctx context.Context, c Change) (Version, error) {
	for range tries {
		if err := s.refresh(ctx); err != nil {
			return Version{}, err
		}
		before := s.Current()
		next, after, err := s.judge(before, c)
		add := []Version{next}
		if err == nil && next.N == before.Documents[c.ID].N {
			add = nil
		}
		if err != nil || add == nil && c.Also == nil {
			return next, err
		}
		if err := s.mayBe(ctx, before, after); err != nil {
			return Version{}, err
		}
		err = s.add(ctx, before.Revision, add, func(q *dbq.Queries) error {
			if c.Also == nil {
				return nil
			}
			return c.Also(ctx, q, next)
		})
		if errors.Is(err, errMoved) {
			continue
		}
		if err != nil {
			return Version{}, away(err)
		}
		s.settle(ctx)
		return s.newest(c.ID), nil
	}
	return Version{}, errBusy()
}

// settle makes this node follow a change that is stored, and tells the others.
func (s *Service) settle(ctx context.Context) {
	if err := s.refresh(ctx); err != nil {
		s.log.Warn("a change is stored, and takes effect with the next look", zap.Error(err))
	}
	if s.o.Live != nil {
		if err := s.o.Live.Publish(ctx, Topic, nil); err != nil {
			s.log.Warn("a change of settings could not be announced: other nodes find it within a second", zap.Error(err))
		}
	}
}

func (s *Service) newest(id ID) Version { return s.Current().Documents[id] }

// judge says what the change would make of the document and of the department. The version is the present one when the
// change says what holds already.
func (s *Service) judge(before *Department, c Change) (Version, *Department, error) {
	k, ok := kindOf(c.Kind)
	now, there := before.Documents[c.ID]
	if !ok || !there {
		return Version{}, nil, errUnknown(c.ID)
	}
	if h := s.o.Start.held(k); h != nil {
		return Version{}, nil, &HeldError{*h}
	}
	text, err := c.text(now)
	if err != nil {
		return Version{}, nil, err
	}
	if text == now.Body && now.N > 0 && !now.Broken {
		return now, before, nil
	}
	if now.N != c.N {
		return Version{}, nil, &Meanwhile{now}
	}
	after, err := with(before, k, c.ID, text)
	if err != nil {
		return Version{}, nil, err
	}
	return Version{ID: c.ID, N: now.N + 1, Body: text, Who: c.Who, Note: strings.TrimSpace(c.Note)}, after, nil
}

// with is the department with another text of one document; the error says all that is wrong with the text.
func with(before *Department, k kind, id ID, text string) (*Department, error) {
	after := before.copy()
	if strings.TrimSpace(text) == "" {
		return nil, yamlform.Problems{{File: id.file(), Reason: "is empty"}}
	}
	if err := k.read(text, id.Name, id.file(), after); err != nil {
		return nil, problemsOf(id, err)
	}
	if k.fits != nil {
		if err := k.fits(before, after).Err(); err != nil {
			return nil, err
		}
	}
	return after, nil
}

// text is the document that the change asks for.
func (c Change) text(now Version) (string, error) {
	if c.Form == nil {
		return string(yamlform.Plain([]byte(c.Body))), nil
	}
	if was, err := FormOf(now.Body); err == nil && sameJSON(was, c.Form) {
		return now.Body, nil // only the layout and the comments would be lost
	}
	text, err := TextOf(numbered(c.Form, now.Body))
	if err != nil {
		return "", yamlform.Problems{{File: c.file(), Reason: "is no form: " + err.Error()}}
	}
	return text, nil
}

// Check says everything that is wrong with a change without storing it; nil when nothing is.
func (s *Service) Check(ctx context.Context, c Change) error {
	if err := s.refresh(ctx); err != nil {
		return err
	}
	before := s.Current()
	c.N = before.Documents[c.ID].N // whether somebody was faster is asked when it is stored
	_, after, err := s.judge(before, c)
	if err != nil {
		return err
	}
	return s.mayBe(ctx, before, after)
}

// mayBe is what only the record knows of a change: whether somebody needs a group that would go, and whether the library has
// the files that scripts are to carry.
func (s *Service) mayBe(ctx context.Context, before, after *Department) error {
	if err := s.filesThere(ctx, before, after); err != nil {
		return err
	}
	return s.inUse(ctx, before, after, "")
}

// Restore makes an old version the newest one again, as a new version. newest is the one that its author has seen.
func (s *Service) Restore(ctx context.Context, id ID, n, newest int64, note string, who desk.AgentID) (Version, error) {
	old, err := s.Version(ctx, id, n)
	if err != nil {
		return Version{}, err
	}
	return s.Change(ctx, Change{ID: id, N: newest, Body: old.Body, Note: note, Who: who})
}

// mostNamed is how many members an InUse names.
const mostNamed = 10

// inUse keeps groups that somebody needs: the one where sessions start, those with sessions that are open or can be taken
// up again, and those with members. spare is a person who does not count.
func (s *Service) inUse(ctx context.Context, before, after *Department, spare desk.AgentID) error {
	gone := removed(before, after)
	if len(gone) == 0 {
		return nil
	}
	agents, err := s.o.Record.ListAgents(ctx)
	if err != nil {
		return away(err)
	}
	var reasons []Reason
	for _, g := range gone {
		if g == before.DefaultGroup() && spare == "" {
			reasons = append(reasons, Reason{Group: g, Code: "default"})
		}
		since := desk.At(s.o.Now()).Add(-before.Targets.ReopenWindow)
		n, err := s.o.Record.OpenInGroup(ctx, dbq.OpenInGroupParams{Grp: string(g), ClosedAt: int64(since)})
		if err != nil {
			return away(err)
		}
		if n > 0 {
			reasons = append(reasons, Reason{Group: g, Code: "sessions", Count: n})
		}
		if r := members(agents, g, spare); r.Count > 0 {
			reasons = append(reasons, r)
		}
	}
	if len(reasons) == 0 {
		return nil
	}
	return &InUse{reasons}
}

func members(agents []dbq.Agent, g desk.GroupID, spare desk.AgentID) Reason {
	r := Reason{Group: g, Code: "members"}
	for _, a := range agents {
		var of []desk.GroupID
		if json.Unmarshal([]byte(a.MemberOf), &of) != nil || !slices.Contains(of, g) || desk.AgentID(a.ID) == spare {
			continue
		}
		if r.Count++; len(r.Names) < mostNamed {
			r.Names = append(r.Names, a.Name)
		}
	}
	return r
}
