package rig

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// freePort finds a port below the range from which the kernel takes ports for outgoing connections, so that a killed
// node finds its port free again.
func freePort() (int, error) {
	for range 200 {
		port := 10000 + rand.IntN(10000)
		l, err := net.Listen("tcp", addr(port))
		if err != nil {
			continue
		}
		return port, l.Close()
	}
	return 0, errors.New("no free port between 10000 and 20000")
}

func addr(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
