package api

import (
	"errors"
	"net/http"

	"firstline/internal/api/people"
	"firstline/internal/inbox"
)

// stream opens an agent's socket. Without a cookie it is refused like any route; with one that has ended the handshake
// succeeds and the close code says so, because a browser cannot read the status of a failed handshake.
func (a *API) stream(w http.ResponseWriter, r *http.Request) {
	caller, err := a.admit(r.Context(), signedIn())
	switch {
	case err == nil:
		a.o.Hub.Serve(w, r, inbox.Visitor{Me: a.o.Hub.MeOf(caller.Agent, caller.Login), SignIn: caller.SignIn})
	case errors.Is(err, people.ErrSignedOut) && requestOf(r.Context()).token != "":
		a.o.Hub.Refuse(w, r, inbox.CodeSignedOut)
	default:
		refuse(w, a.failed(r.Context(), "stream", err))
	}
}
