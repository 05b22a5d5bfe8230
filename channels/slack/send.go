package slack

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/slack-go/slack"

	"firstline/channels"
	"firstline/internal/desk"
)

// Send implements channels.Adapter with chat.postMessage: in the thread where the question stood, escaped so that
// nothing in it is markup and nobody is pinged, without previews. Buttons stand below the text where it fits into a block;
// a longer one goes without, for it says the same in words. A file goes by an upload.
func (a *account) Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error) {
	channel, thread, err := split(out.Address.Key)
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.NoSuchChat, Detail: "the conversation key cannot be read", Err: err}
	}
	if err := channels.Fits(out.Text, MaxText); err != nil {
		return desk.Receipt{}, err
	}
	if out.Change != nil {
		return desk.Receipt{}, a.change(ctx, out, channel)
	}
	if thread == "" { // a direct message: in a thread only if the question was
		thread = threadOf(out.ReplyTo)
	}
	if out.File != nil {
		return a.upload(ctx, out, channel, thread)
	}
	o := verbatim(out.Text)
	if thread != "" {
		o = append(o, slack.MsgOptionTS(thread))
	}
	if len(out.Choices) > 0 && channels.Fits(out.Text, maxBlock) == nil {
		o = append(o, slack.MsgOptionBlocks(paragraph(out.Text), buttons(out.Choices)))
	}
	_, ts, err := a.client.PostMessageContext(ctx, channel, o...)
	if err == nil && ts == "" {
		err = errors.New("an answer that names no message") // the library takes a 200 without "error" for a success
	}
	if err != nil {
		return desk.Receipt{}, judge(err)
	}
	return desk.Receipt{ExternalID: ts}, nil
}

// verbatim is a text in which nothing is markup and that pings nobody.
func verbatim(text string) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(text, true), slack.MsgOptionDisableMarkdown(), slack.MsgOptionParse(false), slack.MsgOptionLinkNames(false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl()}
}

// change corrects a message of the app's (chat.update) or takes it back (chat.delete); one that is gone was taken back by an earlier try. What stands below a file Slack has under an
// id of the file's alone, so that it can be neither.
func (a *account) change(ctx context.Context, out desk.Outbound, channel string) error {
	var err error
	if out.Change.Recall {
		_, _, err = a.client.DeleteMessageContext(ctx, channel, out.Change.Of)
	} else {
		_, _, _, err = a.client.UpdateMessageContext(ctx, channel, out.Change.Of, verbatim(out.Text)...)
	}
	var said slack.SlackErrorResponse
	switch {
	case err == nil, out.Change.Recall && errors.As(err, &said) && said.Err == "message_not_found":
		return nil
	case errors.As(err, &said) && said.Err == "message_not_found":
		return &channels.SendError{Reason: channels.Refused, Detail: said.Err, Err: err} // the conversation is there, the message is not
	}
	return judge(err)
}

// judge turns the library's error into one of ours. What is not a clear answer of Slack, and did not fail before
// anything was written, is ambiguous: a message that timed out has often been posted.
func judge(err error) *channels.SendError {
	var ours *channels.SendError
	if errors.As(err, &ours) {
		return ours
	}
	se := &channels.SendError{Reason: channels.Ambiguous, Detail: err.Error(), Err: err}
	var throttled *slack.RateLimitedError
	var said slack.SlackErrorResponse
	var status slack.StatusCodeError
	var number *strconv.NumError // a 429 whose Retry-After is no number: the library gives what its reading gave
	switch {
	case errors.As(err, &throttled):
		se.Reason, se.RetryAfter = channels.Throttled, throttled.RetryAfter
	case errors.As(err, &said):
		se.Reason = reasonOf(said.Err)
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests, errors.As(err, &number):
		se.Reason = channels.Throttled
	case errors.As(err, &status) && status.Code/100 == 4 && status.Code != http.StatusRequestTimeout:
		se.Reason = channels.Refused
	case channels.NeverLeft(err):
		se.Reason = channels.Unreachable
	}
	return se
}

// reasonOf judges the errors that chat.postMessage documents. fatal_error and internal_error say themselves that a part
// may have been done; an error that Slack adds later is a refusal, for it comes with ok: false.
func reasonOf(name string) channels.Reason {
	switch name {
	case "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "no_permission", "missing_scope", "not_allowed_token_type",
		"org_login_required", "ekm_access_denied", "access_denied", "accesslimited", "team_access_not_granted", "two_factor_setup_required":
		return channels.BadToken
	case "not_in_channel":
		return channels.Removed
	case "channel_not_found", "is_archived", "invalid_channel", "thread_not_found", "message_not_found", "cannot_reply_to_message", "thread_locked":
		return channels.NoSuchChat
	case "user_not_found", "user_disabled":
		return channels.Gone
	case "cannot_dm_user", "messages_tab_disabled":
		return channels.Blocked
	case "msg_too_long", "msg_blocks_too_long":
		return channels.TooLong
	case "ratelimited", "rate_limited", "message_limit_exceeded":
		return channels.Throttled
	case "fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org":
		return channels.Ambiguous
	}
	return channels.Refused
}
