//go:build !failpoints

// Package failpoint names the instants between two effects, so that a crash harness can kill the process exactly there.
// It decides only whether this is the instant; in ordinary builds (without the tag "failpoints") it does nothing at all.
package failpoint

// Hit marks the instant. The names are collected from the source by a test: a new effect without a name shows up there.
func Hit(string) {}
