package api

import (
	"context"
	"io"
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
func (a *API) exportRoutes(list, tag string) {
	route(a, may(access.Export), described(post("/api/v1/sessions/{id}/contact/export", "export-contact", "Write out what is kept of the customer", list),
		"JSON lines: first what is known of the person with what was said before, then each session at all of the person's addresses as `export` writes it. Contacts are covered. Who does it is noted first (`customers/log`). A line with `error` at the end says that it broke off."), a.exportContact)
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
	return a.lines("sessions", func(ctx context.Context, w io.Writer) error {
		_, err := export.Write(ctx, a.o.Sessions, since, until, w)
		return err
	}), nil
}

// lines answers with a file of JSON lines, as they are written.
func (a *API) lines(name string, write func(ctx context.Context, w io.Writer) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportTime))
		w.Header().Set("Content-Type", "application/x-ndjson")
		w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.jsonl"`)
		if err := write(hc.Context(), w); err != nil {
			a.log.Warn("an export broke off", zap.Error(err))
			_, _ = w.Write([]byte(`{"error":"the export broke off: begin again"}` + "\n"))
		}
	}}
}

type exportContactIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason" maxLength:"400" doc:"Why, 1 to 200 characters"`
	}
}

// exportContact writes out what is kept of one person (CUS-10, SEC-02).
func (a *API) exportContact(ctx context.Context, in *exportContactIn) (*huma.StreamResponse, error) {
	row, who, err := a.kept(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	person, err := a.o.Contacts.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	known, err := a.o.Profiles.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	if err := a.o.Profiles.NoteExport(ctx, who.ID, "#"+row.Number, in.Body.Reason); err != nil {
		return nil, err
	}
	return a.lines("customer-"+row.Number, func(ctx context.Context, w io.Writer) error {
		return export.Customer(ctx, a.o.Sessions, person.Addresses(), known.Facts, w)
	}), nil
}
