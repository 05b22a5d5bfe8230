// Command testsum runs go test and says in the end, on a line of its own, how many
// tests passed, failed and were skipped; above it what failed, with its output, and
// what was skipped and why. It decides whether a run counts as good: with CI=true a
// skipped test does not, nor do more than -unsteady tests that passed only when they
// were run again.
//
// Several runs stand one after the other, each with arguments of its own, and are
// counted together. What fails is run once more by itself, and named
// (docs/decisions/0015-run-again.md).
//
//	go run ./internal/tools/testsum [-failed WHAT] [-skipped WHAT] [-again PACKAGES] -- [go test arguments] [-- [go test arguments]]
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

func main() {
	t := newTally()
	flag.Func("failed", "something that failed before, to be counted", func(s string) error {
		t.failed = append(t.failed, s)
		return nil
	})
	flag.Func("skipped", "something that was skipped before, to be listed", func(s string) error {
		t.skipped = append(t.skipped, s)
		return nil
	})
	again := flag.String("again", "", "packages whose failed tests are run once more, as a regular expression of their paths; empty = none")
	flag.IntVar(&t.most, "unsteady", 0, "how many tests may pass only when they are run again, 0 to any")
	flag.Parse()
	for _, args := range runs(flag.Args()) {
		one := newTally()
		if err := all(one, *again, args); err != nil {
			one.failed = append(one.failed, err.Error())
		}
		t.add(one)
	}
	t.print(os.Stdout)
	if !t.good(os.Getenv("CI") == "true") {
		os.Exit(1)
	}
}

// runs are the arguments of each run, which "--" parts.
func runs(args []string) (out [][]string) {
	for {
		i := slices.Index(args, "--")
		if i < 0 {
			return append(out, args)
		}
		out, args = append(out, args[:i]), args[i+1:]
	}
}

// all is the run, and the second one of what failed in the packages of again, under the race detector if the first one was.
func all(t *tally, again string, args []string) error {
	if err := run(t, args); err != nil || again == "" {
		return err
	}
	only, err := regexp.Compile(again)
	if err != nil {
		return err
	}
	return t.again(only, func(pkg, pattern string) (*tally, error) {
		fmt.Printf("again %s %s\n", pkg, pattern)
		second, same := newTally(), []string{"-count=1", "-timeout", "5m", "-run", pattern}
		for _, arg := range args {
			if arg == "-race" || strings.HasPrefix(arg, "-gcflags=") {
				same = append(same, arg)
			}
		}
		return second, run(second, append(same, pkg))
	})
}

// run feeds the events of go test into the tally. go test's own exit code adds
// nothing: whatever makes it fail is an event, or ends up on its standard error.
func run(t *tally, args []string) error {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := t.read(out, os.Stdout); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil && len(t.failed) == 0 {
		return fmt.Errorf("go test: %w", err)
	}
	return nil
}

// read takes events until the end of in, and shows each package's result as it
// comes.
func (t *tally) read(in io.Reader, progress io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20) // a test may print a long line
	for lines.Scan() {
		if line := t.event(lines.Bytes()); line != "" {
			fmt.Fprintln(progress, line)
		}
	}
	return lines.Err()
}
