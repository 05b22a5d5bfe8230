// Command ledgercheck checks the ledgers that a torture run kept, again and by themselves: it shares no code with the
// server, nor with the harness. It exits with 1 when an oracle does not hold.
//
//	go run ./internal/torture/cmd/ledgercheck FOLDER
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"firstline/internal/torture/checker"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string) int {
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: ledgercheck FOLDER")
		return 2
	}
	e, err := checker.Load(ctx, args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, "ledgercheck:", err)
		return 2
	}
	v := checker.Check(e)
	fmt.Printf("%s\n", e.Run.Command)
	v.Print(os.Stdout, 50)
	if v.Violations() > 0 {
		return 1
	}
	return 0
}
