// Package bench measures Firstline from outside: the built binary, real servers, a loader that costs little itself, CPU
// time from the kernel, and rows counted after every run. It decides how a figure is taken, and refuses to give one whose
// rows do not add up: accepted is stored, stored is carried, nothing twice, each sender in order.
//
// docs/performance.md has the method and the figures; cmd/bench is the program.
package bench
