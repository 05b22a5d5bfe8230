// Command firstline is the service desk of a customer-service department in one binary. This package decides only how
// the parts are put together; what they do lies in the packages that it names.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := newRoot().ExecuteContext(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "firstline: "+advice(err))
		os.Exit(1)
	}
}
