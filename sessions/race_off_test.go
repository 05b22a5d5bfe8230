//go:build !race

package sessions_test

// sequences is how many random lives of a session an ordinary run tries; -rapid.checks asks for more.
const sequences = "2000"
