package store

import (
	"errors"
	"os"
	"syscall"

	"firstline/internal/desk"
)

// lockFile makes sure that one process at a time serves a SQLite record: a second one would send what the first is
// sending. The kernel gives the lock up when the process ends, however it ends.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, desk.Because(desk.Invalid, "data_dir", "the data folder cannot be written: choose another data_dir or give this user the right to write there", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, desk.Fail(desk.Conflict, "record_in_use", "another firstline serves this data folder: stop that one, or choose another folder with --data")
		}
		return nil, err
	}
	return f, nil
}
