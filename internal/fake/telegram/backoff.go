package telegram

import "time"

// Times of the webhook delivery.
const (
	// messageLife: S: Client::add_message_update keeps an update until a day
	// after the date of its message.
	messageLife = 24 * time.Hour
	// callbackLife: S: Client::process_new_callback_query_queue gives a tap
	// 150 s, after which it is gone.
	callbackLife = 150 * time.Second
	// goneLimit: S: WebhookActor::handle removes a webhook that has answered
	// 410, and nothing else, for longer than 23 hours.
	goneLimit = 23 * time.Hour
	// maxRetryAfter: S: WebhookActor::on_update_error clamps our Retry-After.
	maxRetryAfter = 3600
	// resendCeiling: S: WEBHOOK_MAX_RESEND_TIMEOUT; pauses stop growing at a
	// random number of seconds between this and its double.
	resendCeiling = 60
)

// backoff decides when an update that the bot did not accept is sent again.
// It is S: WebhookActor::on_update_error as a value: the first retry comes at
// once, then after 2, 4, 8 … seconds up to a ceiling; a Retry-After of the bot
// replaces the pause and leaves the growth where it was.
type backoff struct {
	delay int // seconds of the last pause; starts at 1 though never waited
	fails int
}

// next counts a failure and returns the pause before the next attempt.
// retryAfter is what the bot asked for in seconds, 0 if nothing; ceiling is a
// random number of seconds between 60 and 120.
func (b *backoff) next(retryAfter, ceiling int) time.Duration {
	b.delay = max(b.delay, 1)
	pause := min(max(retryAfter, 0), maxRetryAfter)
	if pause == 0 && b.fails > 0 {
		b.delay = min(ceiling, b.delay*2)
		pause = b.delay
	}
	b.fails++
	return time.Duration(pause) * time.Second
}
