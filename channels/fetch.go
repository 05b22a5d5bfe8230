package channels

import (
	"context"
	"fmt"
	"io"
	"time"

	"firstline/internal/desk"
)

// Fetcher is the optional part of a channel whose events name files instead of bringing them.
type Fetcher interface {
	// Fetch opens a file that Parse named, by its Ref. It is called by a job, after the acknowledgement, any number of
	// times and on any node; what it gives is cut off at the department's limit, and what it is its bytes say. The caller
	// closes. Errors are *FetchError; any other error is tried again. No error and no log shows a secret that stands in an
	// address.
	Fetch(ctx context.Context, f desk.File) (Content, error)
}

// Content is a file as a network hands it out.
type Content struct {
	Body io.ReadCloser
	Size int64  // bytes; 0 = it does not say
	Name string // empty = as before
}

// FetchReason is a code for why a file is not here. The browser has words for each (file.why in web/src/i18n).
type FetchReason string

// The first five are for channels to give, the rest is what the desk finds out itself.
const (
	FetchUnreachable FetchReason = "unreachable" // no answer, a fault of the network's, or one that wants a pause (429)
	FetchGone        FetchReason = "gone"        // it is not there (any more)
	FetchRefused     FetchReason = "refused"     // the network does not give it, or nobody may ask at this address
	FetchTooBig      FetchReason = "too_big"     // for the network's bots, or for the department
	FetchNoScope     FetchReason = "no_scope"    // the app lacks the right to read files: an admin must give it

	FetchEmpty       FetchReason = "empty"       // it has no bytes
	FetchDiskFull    FetchReason = "disk_full"   // there is no room for it
	FetchUnavailable FetchReason = "unavailable" // it could not be kept, or a fault of our own was in the way
	FetchNoChannel   FetchReason = "no_channel"  // the node that tried does not have the channel
	FetchNever       FetchReason = "not_fetched" // the channel fetches no files, or the event did not say where it is
)

// FetchError is a file that will not come, or not now.
type FetchError struct {
	Reason     FetchReason
	Retry      bool          // a later try may succeed
	RetryAfter time.Duration // what the network asked for; 0 = our own pause
	Detail     string        // the network's words, without secrets
}

// Error names the reason and the network's words.
func (e *FetchError) Error() string { return fmt.Sprintf("fetch %s: %s", e.Reason, e.Detail) }
