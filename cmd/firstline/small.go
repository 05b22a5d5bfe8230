package main

import (
	"crypto/rand"
	"crypto/tls"
	"time"
)

// now is the wall clock of the process.
func now() time.Time { return time.Now() }

// random gives n random bytes.
func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return b
}

func tlsClient() *tls.Config { return &tls.Config{MinVersion: tls.VersionTLS12} }
