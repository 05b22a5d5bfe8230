// Package rig puts a real Firstline up for torture: the program itself as child processes, a real PostgreSQL and Redis
// or SQLite, and the Telegram stand-in in the harness's own process, so that the network outlives every kill. It decides
// how they are started, killed, frozen and looked at; it refuses to know what is tested, to reach beyond loopback, and
// to signal a process that it did not start.
package rig
