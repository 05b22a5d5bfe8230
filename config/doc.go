// Package config decides what a Firstline program runs with: it lays the
// configuration file, the environment and the flags over the defaults, and
// hands out one Config in which every value has been read once and checked.
//
// It refuses to start anything wrong: an unknown key, a value out of its range,
// a channel without its secret, a sample secret left in place. All problems come
// back together, each with its place, its key, what is wrong and what to do.
//
// It refuses to know the network, SQL, Redis or a logger, and it never prints a
// secret. Whether a host answers or a token is still alive is for the packages
// that talk to them.
//
// # Adding a key
//
// A key is one field of Config plus one row in its table (settings.go, or the
// channel's own file). The default, the range, the example file, the reference
// page and the environment variable all come from that row.
package config
