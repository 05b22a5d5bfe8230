//go:build !race

package sim_test

// ordinary is how many seeds an ordinary run plays.
const ordinary = 30
