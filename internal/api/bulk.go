package api

import (
	"context"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/bulk"
	"firstline/internal/desk"
)

// Lots remembers what was done to many sessions at once. *bulk.Service is one.
type Lots interface {
	Begin(ctx context.Context, who desk.AgentID, id string, order any) (map[desk.SessionID]bulk.Done, error)
	Did(ctx context.Context, who desk.AgentID, id string) (map[desk.SessionID]bulk.Done, error)
	End(ctx context.Context, who desk.AgentID, id string, done map[desk.SessionID]bulk.Done) error
}

func (a *API) bulkRoutes(act string) {
	route(a, signedIn(), described(post("/api/v1/bulk", "bulk", "Do the same to many sessions", act),
		"Each session gets the ordinary command with all its checks, in the order in which they are named; `results` says per session whether it was carried out (`ok`) or why not (`problem`). Idempotent by client_id for a day: what was carried out is not carried out again (`again`), what was refused is tried once more; another order under the same id is 409 `idempotency_key_reused`, the same while it runs 409 `in_progress`. 403 `not_allowed` for who may not serve, stars apart. `undo` takes back what the request `of` has done: a tag that it gave, a take (the session waits again, or is whose it was), a transfer (it is whose it was). 409 `undo_moved` where somebody else has it meanwhile, `undo_answered` where the customer was answered since, `undo_registered` for a hand-over to the complaint group, `nothing_to_undo`."), a.bulk)
}

type bulkIn struct {
	Key  string `header:"Idempotency-Key" maxLength:"90"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"90" doc:"Your own id of this request; the header Idempotency-Key does as well"`
		BulkOrder
		Sessions []bulkOne `json:"sessions" minItems:"1" maxItems:"100"`
	}
}

// BulkOrder is what shall be done to each of them.
type BulkOrder struct {
	Act      string        `json:"act" enum:"take,no_reply,undo_no_reply,star,unstar,transfer,close,tag,undo"`
	Transfer *bulkTransfer `json:"transfer,omitempty" doc:"With transfer"`
	Close    *bulkClose    `json:"close,omitempty" doc:"With close"`
	Tag      string        `json:"tag,omitempty" maxLength:"100" doc:"With tag: what the customers get (profile)"`
	Of       string        `json:"of,omitempty" maxLength:"90" doc:"With undo: the client_id of the request that is taken back, of take, transfer or tag"`
}

type bulkOne struct {
	ID   desk.SessionID `json:"id" maxLength:"64"`
	Seen int64          `json:"seen_version,omitempty" minimum:"0" doc:"The version on the screen: no_reply and close are about nothing that the customer wrote after it (409 customer_wrote)"`
}

type bulkTransfer struct {
	ToGroup  desk.GroupID `json:"to_group,omitempty" maxLength:"64"`
	ToAgent  desk.AgentID `json:"to_agent,omitempty" maxLength:"64"`
	Note     string       `json:"note" maxLength:"20000"`
	Category string       `json:"category,omitempty" maxLength:"64"`
	Quiet    bool         `json:"quiet,omitempty"`
	Although bool         `json:"although,omitempty"`
}

type bulkClose struct {
	Outcome  string `json:"outcome" enum:"solved,to_complaint,to_department,no_response,invalid,left_message_done"`
	Category string `json:"category,omitempty" maxLength:"64" doc:"Empty = as each is classified"`
	Feedback string `json:"feedback,omitempty" enum:",none"`
	NoRating bool   `json:"no_rating,omitempty"`
	Skip     string `json:"skip_closing_reason,omitempty" enum:"blocked,token_dead,no_response,invalid,quota_used" doc:"Why no closing can be sent; without it each customer gets the unified closing"`
}

type bulkBody struct {
	Results []bulkResult `json:"results" doc:"One for each session, in the same order"`
}

type bulkResult struct {
	Session  desk.SessionID `json:"session"`
	OK       bool           `json:"ok"`
	Again    bool           `json:"again,omitempty" doc:"It had been carried out before"`
	Version  int64          `json:"version,omitempty" doc:"The session's version that carries it"`
	Register string         `json:"register,omitempty" doc:"Its number in the complaint register, where a transfer has given one"`
	Problem  *Problem       `json:"problem,omitempty" doc:"Why it was refused"`
}

// bulk carries one order out on many sessions (ui.md 1.6), each by the command of its own.
func (a *API) bulk(ctx context.Context, in *bulkIn) (*answer[bulkBody], error) {
	who := callerOf(ctx).Viewer()
	o := &in.Body.BulkOrder
	id, err := key(in.Key, in.Body.ClientID)
	if err != nil {
		return nil, err
	}
	if err := o.check(who); err != nil {
		return nil, err
	}
	done, err := a.o.Lots.Begin(ctx, who.ID, id, o)
	if err != nil {
		return nil, err
	}
	if done == nil {
		done = map[desk.SessionID]bulk.Done{}
	}
	// Whoever repeats it after a minute must not meet us still at it.
	within, cancel := context.WithTimeout(ctx, bulk.For-bulk.For/4)
	defer cancel()
	results := a.carryOut(within, o, id, in.Body.Sessions, done)
	if err := a.o.Lots.End(context.WithoutCancel(ctx), who.ID, id, done); err != nil {
		// It is all done; only a repetition would find some of it refused instead of done.
		a.log.Warn("what was done to many sessions is not remembered", zap.Error(err))
	}
	return answering(bulkBody{results}), nil
}

// carryOut does the order to one session after the other, but for what is done already, and adds to that.
func (a *API) carryOut(ctx context.Context, o *BulkOrder, id string, sessions []bulkOne, done map[desk.SessionID]bulk.Done) []bulkResult {
	results := make([]bulkResult, len(sessions))
	for i, one := range sessions {
		d, again := done[one.ID]
		if !again {
			was, got, err := a.remembered(ctx, o, id, one)
			if err != nil {
				results[i] = bulkResult{Session: one.ID, Problem: a.failed(ctx, "bulk", err)}
				continue
			}
			d = bulk.Done{Seq: got.Body.Seq, Version: got.Body.Version, Register: got.Body.Register, Was: was}
			done[one.ID] = d
		}
		results[i] = bulkResult{Session: one.ID, OK: true, Again: again, Version: d.Version, Register: d.Register}
	}
	return results
}

// check refuses an order that would be refused for every session, before anything is done.
func (o *BulkOrder) check(who access.Viewer) error {
	switch {
	case o.Act != "star" && o.Act != "unstar" && !who.Can(access.Serve):
		return errNotAllowed()
	case (o.Act == "transfer") != (o.Transfer != nil):
		return desk.Fail(desk.Invalid, "transfer", "a transfer says where to, and nothing else does")
	case (o.Act == "close") != (o.Close != nil):
		return desk.Fail(desk.Invalid, "close", "a close says how it ended, and nothing else does")
	case (o.Act == "tag") != (printable(o.Tag) != ""):
		return desk.Fail(desk.Invalid, "tag", "give the tag, and only with tag")
	case (o.Act == "undo") != (o.Of != ""):
		return desk.Fail(desk.Invalid, "of", "say which request is taken back, and only with undo")
	}
	return nil
}

// command gives one session's command, as the route of its own would.
func (a *API) command(ctx context.Context, o *BulkOrder, id string, one bulkOne) (*done, error) {
	switch session := string(one.ID); o.Act {
	case "take":
		return a.take(ctx, &takeIn{ID: session})
	case "no_reply", "undo_no_reply":
		in := &waiveIn{ID: session}
		in.Body.Undo = o.Act == "undo_no_reply"
		var err error
		if in.Body.Seen, err = a.newest(ctx, one); err != nil {
			return nil, err
		}
		return a.waive(ctx, in)
	case "transfer":
		in := &transferIn{ID: session}
		b, t := &in.Body, o.Transfer
		b.ClientID, b.ToGroup, b.ToAgent, b.Note, b.Category, b.Quiet, b.Although = id, t.ToGroup, t.ToAgent, t.Note, t.Category, t.Quiet, t.Although
		return a.transfer(ctx, in)
	case "close":
		in := &closeIn{ID: session}
		b, c := &in.Body, o.Close
		b.ClientID, b.Outcome, b.Category, b.Feedback, b.NoRating, b.Skip = id, c.Outcome, c.Category, c.Feedback, c.NoRating, c.Skip
		var err error
		if b.Seen, err = a.newest(ctx, one); err != nil {
			return nil, err
		}
		return a.close(ctx, in)
	case "undo":
		return a.undo(ctx, o.Of, id, one.ID)
	default:
		in := &starIn{ID: session}
		in.Body.Star = new(o.Act == "star")
		_, err := a.star(ctx, in)
		return &done{}, err
	}
}

// newestMost is how far back the transcript is read for what stood on a screen.
const newestMost = 50

// newest is the seq of the newest line that stood on the screen of a version; 0 = the version is not said.
func (a *API) newest(ctx context.Context, one bulkOne) (int64, error) {
	if one.Seen == 0 {
		return 0, nil
	}
	row, _, err := a.o.Hub.Session(ctx, callerOf(ctx).Viewer(), one.ID)
	if err != nil {
		return 0, err
	}
	lines, err := a.o.Hub.Messages(ctx, row.ID, 0, newestMost)
	if err != nil {
		return 0, err
	}
	seq := int64(1)
	for _, m := range lines {
		if m.Version <= one.Seen {
			seq = max(seq, m.Seq)
		}
	}
	return seq, nil
}
