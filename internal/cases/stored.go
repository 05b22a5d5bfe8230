package cases

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/evidence"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// entry is the stored body of an event. Asked is a digest of the command as it came, so that the same command is known
// again although the desk completes it.
// {"client":"c1","asked":"9f86d081","change":{"validity":"valid","grounds":"…"}}
type entry struct {
	Client string          `json:"client,omitempty"`
	Asked  string          `json:"asked,omitempty"`
	Change json.RawMessage `json:"change"`
}

// digest is how a command is known again.
func digest(ch Change) (string, error) {
	raw, err := json.Marshal(ch)
	sum := sha256.Sum256(append([]byte(ch.Kind()+" "), raw...))
	return hex.EncodeToString(sum[:8]), err
}

// empty is a change of each kind, to decode into.
func empty(k Kind) (any, bool) {
	v, ok := map[Kind]any{KindRegistered: &Registration{}, KindHandOver: &HandOver{}, KindHandedOver: &HandedOver{}, KindOwned: &Own{}, KindAssigned: &Assign{}, KindDescribed: &Describe{},
		KindJudged: &Judge{}, KindEvidence: &AddEvidence{}, KindRemarked: &Remark{}, KindDispatched: &SendOut{}, KindHandled: &Handle{}, KindReturned: &Return{},
		KindReplied: &Answer{}, KindExtended: &Extend{}, KindAction: &AddAction{}, KindDone: &Done{}, KindFollowedUp: &Follow{}, KindClosed: &Close{}, KindReopened: &Reopen{},
		KindContacted: &Contact{}, KindInvestigated: &Investigate{}, KindEscalated: &Escalate{}, KindRuled: &Rule{}, KindCaller: &CallBy{}, KindSeen: &See{},
		KindAttached: &Attach{}}[k]
	return v, ok
}

// decode reads a stored change.
func decode(k Kind, raw []byte) (Change, error) {
	v, ok := empty(k)
	if !ok {
		return nil, fmt.Errorf("there is no change of the kind %q", k)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *Registration:
		return *v, nil
	case *HandOver:
		return *v, nil
	case *HandedOver:
		return *v, nil
	case *Own:
		return *v, nil
	case *Assign:
		return *v, nil
	case *Describe:
		return *v, nil
	case *Judge:
		return *v, nil
	case *AddEvidence:
		return *v, nil
	case *Attach:
		return *v, nil
	case *Remark:
		return *v, nil
	}
	return decodeStep(v)
}

func decodeStep(v any) (Change, error) {
	switch v := v.(type) {
	case *SendOut:
		return *v, nil
	case *Handle:
		return *v, nil
	case *Return:
		return *v, nil
	case *Answer:
		return *v, nil
	case *Extend:
		return *v, nil
	case *AddAction:
		return *v, nil
	case *Done:
		return *v, nil
	case *Follow:
		return *v, nil
	case *Close:
		return *v, nil
	case *Reopen:
		return *v, nil
	case *Contact:
		return *v, nil
	case *Investigate:
		return *v, nil
	case *Escalate:
		return *v, nil
	case *Rule:
		return *v, nil
	case *CallBy:
		return *v, nil
	case *See:
		return *v, nil
	}
	return nil, fmt.Errorf("%T is no change", v)
}

// read gives the entry that a row holds.
func read(row dbq.Complaint) (Case, error) {
	var c Case
	if err := json.Unmarshal([]byte(row.State), &c); err != nil {
		return Case{}, fmt.Errorf("complaint %s cannot be read: %w", row.Number, err)
	}
	return c, nil
}

// eventOf reads a stored event.
func eventOf(row dbq.CaseEvent) (Event, entry, error) {
	var in entry
	if err := json.Unmarshal([]byte(row.Body), &in); err != nil {
		return Event{}, in, err
	}
	ch, err := decode(Kind(row.Kind), in.Change)
	return Event{Stamp: Stamp{At: desk.Millis(row.At), Who: desk.AgentID(row.Who)}, Change: ch}, in, err
}

// SealName is how the seals of the sessions name an entry (internal/evidence).
func SealName(id string) desk.SessionID { return desk.SessionID(evidence.CasePrefix + id) }

// hashOf chains an event to the one before, as the sessions' are.
func hashOf(prev []byte, e dbq.CaseEvent) []byte {
	return sessions.Link(prev, SealName(e.Complaint), e.N, desk.Millis(e.At), e.Kind, e.Who, []byte(e.Body))
}

// endOfOpen is behind every time: closed entries come after all open ones, the newest first.
const endOfOpen = int64(1) << 61

// rowOf is the projection of an entry; year and serial are the row's own. It is not searched by the customer's address: whoever sees
// that covered could try out what it is (SEC-01).
func rowOf(c Case, head []byte) (dbq.MoveComplaintParams, error) {
	state, err := json.Marshal(c)
	_, due := c.Next()
	sort := int64(due)
	if !c.Open() {
		sort = endOfOpen - int64(c.ClosedAt)
	}
	return dbq.MoveComplaintParams{ID: c.ID, Version: c.Version, Number: c.Number, Owner: string(c.Owner), Handler: string(c.Handler), Step: string(c.Step), DueAt: int64(due), ClosedAt: int64(c.ClosedAt),
		SortAt: sort, Search: strings.ToLower(strings.Join([]string{c.Number, c.Title, c.Nature, c.Wanted}, "\n")), Asks: c.Asks(), Caller: string(c.Caller), State: string(state), Head: head}, err
}
