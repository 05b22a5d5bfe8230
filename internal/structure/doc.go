// Package structure holds tests about the repository itself: who may import whom, what the core may not touch, that
// every event and effect is handled everywhere, that pages name what exists. It decides nothing at run time; each rule
// carries its reason, so that a failing test explains itself.
package structure
