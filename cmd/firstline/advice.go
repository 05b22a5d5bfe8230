package main

import (
	"errors"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"firstline/config"
	"firstline/internal/desk"
)

// advice is what a person who starts the program reads when it cannot start: one message that says what to do.
func advice(err error) string {
	var problems config.Problems
	var op *net.OpError
	var known *desk.Error
	switch {
	case errors.As(err, &problems):
		return problems.Error()
	case errors.As(err, &op) && errors.Is(err, syscall.EADDRINUSE):
		return "the address " + op.Addr.String() + " is taken by another program: stop that one, or choose another with --listen"
	case errors.As(err, &op) && op.Op == "listen" && errors.Is(err, syscall.EACCES):
		return "this user may not listen on " + op.Addr.String() + ": choose a port above 1023 with --listen"
	case errors.As(err, &op) && op.Op == "listen":
		return "cannot listen on " + op.Addr.String() + ": use an address of this machine with --listen (" + op.Err.Error() + ")"
	case errors.As(err, &known):
		return known.Error()
	case errors.Is(err, fs.ErrPermission):
		return err.Error() + "\n  give this user the right, or choose another place (data_dir, --data)"
	}
	return strings.TrimSpace(err.Error())
}
