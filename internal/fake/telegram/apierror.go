package telegram

import (
	"net/http"
	"strconv"
)

// apiError is a refusal in Telegram's shape; its code is also the HTTP status.
type apiError struct {
	code       int
	text       string
	retryAfter int   // seconds; with code 429
	migrateTo  int64 // chat id; with code 400 after a group was upgraded
}

func badRequest(text string) *apiError {
	return &apiError{code: http.StatusBadRequest, text: "Bad Request: " + text}
}

func forbidden(text string) *apiError {
	return &apiError{code: http.StatusForbidden, text: "Forbidden: " + text}
}

func conflict(text string) *apiError {
	return &apiError{code: http.StatusConflict, text: "Conflict: " + text}
}

func unauthorized(text string) *apiError {
	return &apiError{code: http.StatusUnauthorized, text: text}
}

func notFound(text string) *apiError {
	return &apiError{code: http.StatusNotFound, text: text}
}

// tooMany is S: Query::set_retry_after_error.
func tooMany(seconds int) *apiError {
	return &apiError{
		code:       http.StatusTooManyRequests,
		text:       "Too Many Requests: retry after " + strconv.Itoa(seconds),
		retryAfter: seconds,
	}
}

// migrated is S: Client::check_chat_access for an upgraded group.
func migrated(to int64) *apiError {
	err := badRequest("group chat was upgraded to a supergroup chat")
	err.migrateTo = to
	return err
}

// restarting is S: Client::get_closing_error, what callers hear at shutdown.
func restarting() *apiError {
	return &apiError{code: http.StatusInternalServerError, text: "Internal Server Error: restart"}
}
