// Package slack is a stand-in for Slack's servers: it decides, by the public rules, which Web API calls of an app are
// accepted, refused or throttled, and how a person's message reaches the app: by the Events API (signed, three seconds,
// three retries, then lost) or by Socket Mode (envelopes, acknowledgements, rotation of sockets). It refuses to invent:
// it renders no markup, knows one workspace and one app, keeps nothing over a restart and answers a method that it does
// not know with Slack's unknown_method.
//
// The rules were read in the public documentation, cited as
//
//	E   docs.slack.dev/apis/events-api/                                  delivery, retries, wrapper
//	V   docs.slack.dev/authentication/verifying-requests-from-slack/     signature v0
//	S   docs.slack.dev/apis/events-api/using-socket-mode/                sockets, envelopes, disconnect
//	R   docs.slack.dev/apis/web-api/rate-limits/                         429, Retry-After, one message a second
//	W   docs.slack.dev/apis/web-api/                                     tokens, bodies, errors
//	M:x docs.slack.dev/reference/methods/x/                              one method
//	T:x docs.slack.dev/reference/events/x/                               one event
//	F   docs.slack.dev/messaging/working-with-files/                     uploads, url_private, Slack Connect
//	I   docs.slack.dev/interactivity/handling-user-interaction/          presses, response_url
//
// What the documentation leaves open is said where it was decided. The wire shapes are those that the pinned client
// library decodes and that Slack's own JavaScript client proves in socketmode/.
//
// Waits which Slack imposes (retries, the three seconds, limits) are divided by [Options].Speedup, the three seconds down to
// one; dates are real dates.
package slack
