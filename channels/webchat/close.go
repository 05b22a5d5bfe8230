package webchat

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/gorilla/websocket"
)

// closing is how a socket ends: the code and reason of its close frame. Code 0 sends none, because the peer has gone or
// has already been told. Clients come back after 4000 to 4499 and do not after 4500 to 4999.
type closing struct {
	code   int
	reason string
}

func gone() closing     { return closing{} }
func slow() closing     { return closing{4001, "slow"} }
func badToken() closing { return closing{4501, "token"} } // forget the token, ask for a new visitor
func badIdentity(why error) closing {
	return closing{4505, "identity: " + why.Error()} // ask the site for another one
}
func badFrame() closing { return closing{4503, "frame"} }
func tooMany() closing  { return closing{4504, "too many sockets"} }
func broken() closing   { return closing{websocket.CloseInternalServerErr, "internal"} }

// draining asks to come back within the time, each client at its own: ten thousand at once would be a flood.
func draining(within time.Duration) closing {
	wait := rand.N(within + 1)
	return closing{4002, fmt.Sprintf("retry_after_ms=%d", wait.Milliseconds())}
}
