package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/export"
)

// exportRoutes are the routes by which sessions leave the desk (SEC-02).
func (a *API) exportRoutes(tag string) {
	route(a, may(access.Export), described(post("/api/v1/export", "export", "Write the sessions of a time out", tag),
		"JSON lines, one a session that was opened from `since` to before `until`: transcript with notes, what is known of files, what happened with the hashes of the log. Addresses are covered, bytes of files are not in it. Who does it is noted first (`customers/log`). A line with `error` at the end says that it broke off."), a.export)
}

type exportIn struct {
	Body struct {
		Since  int64  `json:"since" minimum:"0" doc:"Unix milliseconds"`
		Until  int64  `json:"until" minimum:"1" doc:"Unix milliseconds"`
		Reason string `json:"reason" maxLength:"400" doc:"Why, 1 to 200 characters"`
	}
}

// exportTime bounds one export.
const exportTime = time.Hour

func (a *API) export(ctx context.Context, in *exportIn) (*huma.StreamResponse, error) {
	since, until := desk.Millis(in.Body.Since), desk.Millis(in.Body.Until)
	if until <= since {
		return nil, desk.Fail(desk.Invalid, "export_time", "until has to be later than since")
	}
	if err := a.o.Profiles.NoteExport(ctx, callerOf(ctx).Agent.ID, export.Span(since, until), in.Body.Reason); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportTime))
		w.Header().Set("Content-Type", "application/x-ndjson")
		w.Header().Set("Content-Disposition", `attachment; filename="sessions.jsonl"`)
		if _, err := export.Write(hc.Context(), a.o.Sessions, since, until, w); err != nil {
			a.log.Warn("an export broke off", zap.Error(err))
			_, _ = w.Write([]byte(`{"error":"the export broke off: begin again"}` + "\n"))
		}
	}}, nil
}
