//go:build race

package sessions_test

// sequences are fewer under the race detector, which is ten times slower and looks for something else.
const sequences = "300"
