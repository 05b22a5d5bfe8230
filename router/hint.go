package router

import (
	"firstline/internal/desk"
	"firstline/internal/store"
)

// TopicDesk is the fan-out topic on which every commit is announced to the hubs of all nodes.
const TopicDesk = "desk"

// TopicAgents is the fan-out topic that says that people changed (status, rights, groups): {"agent":"…"}.
const TopicAgents = "agents"

// Hint announces one commit. It carries what changed, so that a screen that was up to date (its version is From) needs
// no query; nothing depends on its arrival. JSON on the wire.
type Hint struct {
	From     int64            `json:"from"` // version before; 0 = the session is new
	Session  store.Session    `json:"session"`
	Messages []store.Message  `json:"messages,omitempty"` // new lines, whole
	Changed  []store.Delivery `json:"changed,omitempty"`  // delivery states of older lines
	Was      desk.AgentID     `json:"was,omitempty"`      // holder before, if it changed
	Cut      bool             `json:"cut,omitempty"`      // too large to carry the messages: read them
}
