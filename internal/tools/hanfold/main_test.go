package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"TSCharacters.txt": "# a head\n\n乾\t干 乾\n像\t像 象\n會\t会\n薴\t苧\n苧\t苎\n麼\t么 麽\n喫\t吃\n",
		"TWVariants.txt":   "着\t著\n幺\t么\n麼\t麼 么\n",
		"HKVariants.txt":   "喫\t吃\n着\t着\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	if err := run(&b, dir, "here"); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasSuffix(got, "\n乾干 喫吃 會会 苧苎 著着 薴苎 麼么\n") || !strings.Contains(got, "(here)") {
		t.Errorf("got %s", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "HKVariants.txt"), []byte("no tab\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(&b, dir, "here"); err == nil || !strings.Contains(err.Error(), "no tab") {
		t.Errorf("a broken table gives %v", err)
	}
}
