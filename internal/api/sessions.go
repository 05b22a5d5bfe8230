package api

import (
	"context"

	"firstline/channels"
	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

type sessionsIn struct {
	View   inbox.View `query:"view" enum:"mine,queue,all,closed,asked,owed" default:"mine"`
	Limit  int        `query:"limit" minimum:"1" maximum:"200" default:"30"`
	Cursor string     `query:"cursor" maxLength:"200" doc:"next of the page before; empty for the first"`

	Is         string          `query:"is" maxLength:"100" doc:"Only what all of these hold for, parted by commas: reply, overdue, complaint, promise, left, draft (of one's own)"`
	Channel    desk.ChannelID  `query:"channel" maxLength:"64"`
	Group      desk.GroupID    `query:"group" maxLength:"64"`
	Speciality desk.Speciality `query:"speciality" maxLength:"64" doc:"That the matter needs (ORG-03)"`
	Order      inbox.Order     `query:"order" enum:"newest,longest" doc:"newest: by the newest line; longest: who has waited longest for an answer; left out: the view's own order"`
	Facets     bool            `query:"facets" doc:"Also count by every word"`
}

type sessionsBody struct {
	Facets *inbox.Facets `json:"facets,omitempty" doc:"How many of the view there are by each word; where it was looked through"`

	Rows   []inbox.Row  `json:"rows"`
	Next   string       `json:"next" doc:"Cursor of the next page; empty at the end"`
	Counts inbox.Counts `json:"counts"`
}

func (a *API) sessions(ctx context.Context, in *sessionsIn) (*answer[sessionsBody], error) {
	viewer := callerOf(ctx).Viewer()
	if in.View == inbox.ViewAll && !viewer.Can(access.ReadAll) {
		return nil, errNotAllowed()
	}
	by := inbox.Sieve{Is: in.Is, Channel: in.Channel, Group: in.Group, Speciality: in.Speciality, Order: in.Order}
	if !by.Valid() {
		return nil, desk.Fail(desk.Invalid, "is", "lists are looked through for reply, overdue, complaint, promise, left and draft")
	}
	var p inbox.Page
	var err error
	if by != (inbox.Sieve{}) || in.Facets {
		p, err = a.o.Hub.Sift(ctx, viewer, in.View, by, in.Limit)
	} else {
		p, err = a.o.Hub.Page(ctx, viewer, in.View, in.Limit, in.Cursor)
	}
	if err != nil {
		return nil, err
	}
	return answering(sessionsBody{p.Facets, p.Rows, p.Next, p.Counts}), nil
}

type sessionIn struct {
	ID string `path:"id" maxLength:"64"`
}

// Detail is a session with what is needed to work on it.
type Detail struct {
	inbox.Row
	Holders      []inbox.Span `json:"holders"`
	Closing      string       `json:"closing_script" doc:"The unified closing of this moment"`
	Greeting     string       `json:"greeting_script" doc:"What the composer opens with; empty where people write down what was said elsewhere"`
	Customer     string       `json:"customer" doc:"How scripts address the customer; empty = nobody knows the name"`
	Accept       string       `json:"accept_script" doc:"What a complainant hears first, right or wrong (SCR-21); empty where the session has no entry in the register"`
	Fault        string       `json:"fault_script" doc:"The apology for a fault of ours, once the complaint was found valid (SCR-21); empty otherwise"`
	Outcomes     []Choice     `json:"outcomes"`
	Categories   []Choice     `json:"categories"`
	Matter       matter       `json:"matter"`
	NoReply      string       `json:"no_reply" enum:",may,thanks" doc:"may: the holder can decide that what waits needs no reply; thanks: it is nothing but acknowledgements, and that is offered first; empty = no"`
	Reopen       *reopening   `json:"reopen,omitempty" doc:"Of a closed session: whether the caller can open it again"`
	Rating       string       `json:"rating_script" doc:"The question that goes out behind the closing (SAT-01); empty = none is asked"`
	Confirm      string       `json:"confirm_script" doc:"Asks whether that answered it (FLW-06); empty = the scripts have no such question"`
	Capabilities capabilities `json:"capabilities"`
	MayChange    bool         `json:"may_change" doc:"The department lets who wrote a reply correct it or take it back, where the network can"`
	Fixed        int64        `json:"fixed" doc:"Replies up to this one were closed since, and stay as they are"`
}

type capabilities struct {
	MaxText        int   `json:"max_text" doc:"Longest text in UTF-16 units; 0 = no limit"`
	AcceptOnCommit bool  `json:"accept_on_commit"`
	ByHand         bool  `json:"by_hand" doc:"Written down by people (CHN-01): what is answered is said elsewhere and recorded here"`
	Replies        bool  `json:"replies" doc:"An answer can show which message it is to (quotes of replies)"`
	Choices        bool  `json:"choices" doc:"The question for a rating has buttons"`
	MaxFile        int64 `json:"max_file" doc:"Largest file in bytes; 0 = this network takes none"`
	MaxPhoto       int64 `json:"max_photo" doc:"Largest picture that is shown as one, in bytes; a larger one goes as a document"`
	MaxCaption     int   `json:"max_caption" doc:"Longest text that goes with a file, in UTF-16 units; a longer one follows it"`
	Edits          bool  `json:"edits" doc:"A reply that was sent can get another text"`
	ChangesFiles   bool  `json:"changes_files" doc:"The same of a reply with a file, whose text is the caption"`
	Recalls        bool  `json:"recalls" doc:"A reply that was sent can be taken back"`
	RecallWithin   int64 `json:"recall_within_ms" doc:"How long after it was written; 0 = for good"`
	KnowsOurs      bool  `json:"knows_ours" doc:"Replies can be changed without an external_id"`
}

func canDo(c channels.Capabilities) capabilities {
	return capabilities{MaxText: c.MaxText, AcceptOnCommit: c.AcceptOnCommit, ByHand: c.ByHand, Replies: c.Replies, Choices: c.Choices,
		MaxFile: c.MaxFile, MaxPhoto: c.MaxPhoto, MaxCaption: c.MaxCaption,
		Edits: c.Edits, ChangesFiles: c.ChangesFiles, Recalls: c.Recalls, RecallWithin: c.RecallWithin.Milliseconds(), KnowsOurs: c.KnowsOurs}
}

func (a *API) session(ctx context.Context, in *sessionIn) (*answer[Detail], error) {
	caller := callerOf(ctx)
	row, state, err := a.o.Hub.ReadWork(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	d := Detail{Row: row, Outcomes: Outcomes(a.o.Locale), Categories: []Choice{}, Matter: matterOf(state), Capabilities: canDo(a.o.Capabilities[row.Channel]),
		MayChange: a.o.Router.MayChange(ctx, state), Fixed: state.Fixed}
	if d.Holders, err = a.o.Hub.Holders(ctx, row.ID); err != nil {
		return nil, err
	}
	if d.Reopen, err = a.reopens(ctx, in.ID, state); err != nil {
		return nil, err
	}
	for _, c := range a.o.Matters().Categories {
		d.Categories = append(d.Categories, Choice{ID: c.ID, Name: c.Name})
	}
	if caller.Viewer().Can(access.Serve) {
		if d.NoReply, err = a.noReply(ctx, state); err != nil {
			return nil, err
		}
		d.Customer = state.Customer()
		// A script that cannot be filled leaves the field empty: the agent writes his own.
		if text, err := a.o.Router.GreetingScript(state, caller.Agent.Name); err == nil && !state.ByHand {
			d.Greeting = text.Body
		}
		if text, err := a.o.Router.ClosingScript(state, caller.Agent.Name); err == nil {
			d.Closing = text.Body
		}
		if !state.ByHand {
			d.Confirm = a.o.Router.ConfirmScript(state, caller.Agent.Name)
		}
		d.Rating = a.o.Router.RatingScript(state, caller.Agent.Name)
		if row.Register != "" {
			d.Accept, d.Fault = a.o.Router.AcceptScript(state, caller.Agent.Name), a.o.Router.FaultScript(state, caller.Agent.Name)
		}
	}
	return answering(d), nil
}

type messagesIn struct {
	ID     string `path:"id" maxLength:"64"`
	Before int64  `query:"before_seq" minimum:"0" doc:"Lines before this one; 0 = the newest"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type messagesBody struct {
	Messages []inbox.Message `json:"messages"`
	Version  int64           `json:"version" doc:"The session's version that the lines are at least of: follow the stream from it"`
}

func (a *API) messages(ctx context.Context, in *messagesIn) (*answer[messagesBody], error) {
	// The version first: what is written meanwhile then comes twice, never not at all.
	row, _, err := a.o.Hub.ReadWork(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	ms, err := a.o.Hub.Messages(ctx, row.ID, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	return answering(messagesBody{ms, row.Version}), nil
}

type earlierIn struct {
	ID     string `path:"id" maxLength:"64"`
	Before string `query:"before" maxLength:"200" doc:"next of the page before; empty for the first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"20"`
}

type earlierBody struct {
	Sessions []inbox.Earlier `json:"sessions"`
	Next     string          `json:"next" doc:"before of the next page; empty at the end"`
	Total    int64           `json:"total" doc:"How many there are on all pages"`
}

// earlier lists the customer's former sessions at all addresses (RTE-06).
func (a *API) earlier(ctx context.Context, in *earlierIn) (*answer[earlierBody], error) {
	who := callerOf(ctx).Viewer()
	row, _, err := a.o.Hub.Read(ctx, who, desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	r, err := a.o.Hub.Earlier(ctx, who, row, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	return answering(earlierBody{r.Sessions, r.Next, r.Total}), nil
}
