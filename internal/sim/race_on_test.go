//go:build race

package sim_test

// ordinary is how many seeds an ordinary run plays: the detector makes each ten times as long.
const ordinary = 8
