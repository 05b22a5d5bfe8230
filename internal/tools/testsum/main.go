// Command testsum runs go test and says in the end, on a line of its own, how many
// tests passed, failed and were skipped; above it what failed, with its output, and
// what was skipped and why. It decides whether a run counts as good: with CI=true a
// skipped test does not.
//
// What fails in the packages of -again is run once more.
//
//	go run ./internal/tools/testsum [-failed WHAT] [-skipped WHAT] [-again PACKAGES] -- [go test arguments]
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
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
	again := flag.String("again", "", "packages whose failed tests are run once more, as a regular expression of their paths")
	flag.Parse()
	if err := all(t, *again, flag.Args()); err != nil {
		t.failed = append(t.failed, err.Error())
	}
	t.print(os.Stdout)
	if !t.good(os.Getenv("CI") == "true") {
		os.Exit(1)
	}
}

// all is the run, and the second one of what failed in the packages of again.
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
		second := newTally()
		return second, run(second, []string{"-count=1", "-timeout", "5m", "-run", pattern, pkg})
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
