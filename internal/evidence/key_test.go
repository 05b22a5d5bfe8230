package evidence

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestKeyIsMadeOnce(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "new", "seal.key")
	if _, err := ReadKey("", file); err == nil {
		t.Error("ReadKey made a key")
	}
	var wg sync.WaitGroup
	keys := make([]string, 8)
	for i := range keys {
		wg.Go(func() {
			key, err := OpenKey("", file)
			if err != nil {
				t.Error(err)
			}
			keys[i] = string(key)
		})
	}
	wg.Wait()
	for _, k := range keys {
		if raw, err := hex.DecodeString(k); k != keys[0] || err != nil || len(raw) != 32 {
			t.Errorf("key %q (%v); want 32 bytes in hex, the same for all", k, err)
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v; want mode 0600", info, err)
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(left) != 1 {
		t.Errorf("the folder has %v (%v); want the key alone", left, err)
	}
	if key, err := OpenKey(keys[0], "/nowhere"); err != nil || string(key) != keys[0] {
		t.Errorf("the key as text: %q, %v", key, err)
	}
}

func TestKeyIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		return file
	}
	long := strings.Repeat("k", 40)
	for name, c := range map[string]struct{ text, file, want string }{
		"others may read": {"", write("others", long, 0o604), "can be read by other users: chmod 600"},
		"group may read":  {"", write("group", long, 0o640), "can be read by other users: chmod 600"},
		"empty":           {"", write("empty", "", 0o600), "is too short"},
		"short text":      {"short", "", "is too short"},
	} {
		if key, err := OpenKey(c.text, c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q, %v; want %q", name, key, err, c.want)
		}
	}
}
