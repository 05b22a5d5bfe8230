package api

import (
	"context"
	"time"

	"firstline/internal/desk"
	"firstline/internal/explain"
	"firstline/internal/quality/timing"
)

// Explain tells a session, with the names for its ids in the given language.
type Explain func(ctx context.Context, id desk.SessionID, locale string) (explain.Story, explain.Names, error)

type explainIn struct {
	ID     string `path:"id" maxLength:"64"`
	Locale string `query:"locale" enum:"zh-CN,zh-TW,en" default:"zh-CN" doc:"Language of the words"`
	Zone   string `query:"zone" maxLength:"64" doc:"IANA time zone of the times in the words; empty: the department's"`
}

type explainBody struct {
	Lines []explainLine `json:"lines"`
	Turns []explainTurn `json:"turns"`
}

type explainLine struct {
	Version int64        `json:"version" doc:"The event that it comes from"`
	At      desk.Millis  `json:"at"`
	AfterMS int64        `json:"after_ms" doc:"Since the session was opened"`
	What    explain.What `json:"what"`
	Text    string       `json:"text"`
	Passed  []string     `json:"passed_over" doc:"Candidates that were passed over, each with the reason"`
}

type explainTurn struct {
	Seq       int64         `json:"seq" doc:"The oldest message"`
	Since     desk.Millis   `json:"since"`
	Until     desk.Millis   `json:"until" doc:"While it runs: now"`
	End       timing.End    `json:"end" enum:"running,answered,unanswered,not_needed"`
	WholeMS   int64         `json:"whole_ms" doc:"On the clock"`
	ServiceMS int64         `json:"service_ms" doc:"Of it, in the group's working time"`
	Text      string        `json:"text" doc:"The turn in words, with all its parts"`
	Parts     []explainPart `json:"parts" doc:"Together they are the whole"`
}

type explainPart struct {
	Whose string       `json:"whose" enum:"agent,nobody,platform,system"`
	Agent desk.AgentID `json:"agent" doc:"Of an agent's part"`
	MS    int64        `json:"ms"`
}

func (a *API) explain(ctx context.Context, in *explainIn) (*answer[explainBody], error) {
	row, _, err := a.o.Hub.Read(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID)) // the right to read it
	if err != nil {
		return nil, err
	}
	s, names, err := a.o.Explain(ctx, row.ID, in.Locale)
	if err != nil {
		return nil, err
	}
	names.Zone = s.Rules.Zone
	if in.Zone != "" {
		if names.Zone, err = time.LoadLocation(in.Zone); err != nil {
			return nil, desk.Fail(desk.Invalid, "zone", "zone is no time zone: write an IANA name, such as Asia/Shanghai")
		}
	}
	b := explainBody{Lines: make([]explainLine, len(s.Lines)), Turns: make([]explainTurn, len(s.Timing.Turns))}
	for i, l := range s.Lines {
		b.Lines[i] = explainLine{l.Version, l.At, l.After.Milliseconds(), l.What, s.Text(l, in.Locale, names), l.Passed(in.Locale)}
	}
	for i, t := range s.Timing.Turns {
		b.Turns[i] = explainTurn{t.Seq, t.Since, t.Until, t.End, t.Whole.Calendar.Milliseconds(), t.Whole.Service.Milliseconds(), s.Turn(t, in.Locale, names), partsOf(t)}
	}
	return answering(b), nil
}

// partsOf are the parts of a turn that are more than nothing, each participation on its own.
func partsOf(t timing.Turn) []explainPart {
	out := []explainPart{}
	add := func(whose string, agent desk.AgentID, d time.Duration) {
		if d > 0 {
			out = append(out, explainPart{whose, agent, d.Milliseconds()})
		}
	}
	for _, share := range t.Shares {
		add("agent", share.Agent, share.Time.Calendar)
	}
	add("nobody", "", t.Nobody.Calendar)
	add("platform", "", t.Platform.Calendar)
	add("system", "", t.System.Calendar)
	return out
}
