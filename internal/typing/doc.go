// Package typing shows the one side that the other one is writing: the customer, where the network can show it, and the
// agents whose screens show the session. It decides how often and in whose name; it refuses to keep anything, to make
// anybody wait, and to be relied upon: what cannot be shown now is dropped.
package typing
