package torture

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// disk is the data folder of the embedded set-up as something that can run full and become read-only: a small file
// system in memory where we may mount one; else the process's own limit on the size of files.
type disk struct {
	dir     string
	mounted bool
	pid     func() int
}

// room is what the small file system holds: enough for the record of a run.
const room = 256 << 20

func newDisk(dir string) (*disk, error) {
	d := &disk{dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	d.mounted = os.Geteuid() == 0 && unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=0700", room)) == nil
	return d, nil
}

func (d *disk) filler() string { return filepath.Join(d.dir, "filler") }

// fill leaves no byte free.
func (d *disk) fill() error {
	if !d.mounted {
		return d.limit(1 << 12)
	}
	f, err := os.OpenFile(d.filler(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	block := make([]byte, 1<<16)
	for size := len(block); size > 0; {
		if _, err := f.Write(block[:size]); err != nil {
			size /= 2 // the last bytes too
		}
	}
	return nil
}

// free gives the room back.
func (d *disk) free() error {
	if !d.mounted {
		return d.limit(unix.RLIM_INFINITY)
	}
	return os.Remove(d.filler())
}

// limit bounds the size of the files that the process writes: beyond it every write fails.
func (d *disk) limit(most uint64) error {
	return unix.Prlimit(d.pid(), unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: most, Max: unix.RLIM_INFINITY}, nil)
}

// readOnly takes the right to write away and gives back how to return it.
func (d *disk) readOnly() (give func() error, err error) {
	if !d.mounted {
		return func() error { return os.Chmod(d.dir, 0o700) }, os.Chmod(d.dir, 0o500)
	}
	// A second mount over the first: the first one may have files open that we look into.
	if err := unix.Mount(d.dir, d.dir, "", unix.MS_BIND, ""); err != nil {
		return nil, err
	}
	err = unix.Mount("", d.dir, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
	return func() error { return unix.Unmount(d.dir, unix.MNT_DETACH) }, err
}

// save copies the folder to a lasting place and takes the small file system away.
func (d *disk) save(to string) error {
	if !d.mounted {
		return nil
	}
	err := os.CopyFS(to, os.DirFS(d.dir))
	return errorsFirst(err, d.release())
}

func (d *disk) release() error {
	if !d.mounted {
		return nil
	}
	d.mounted = false
	return unix.Unmount(d.dir, unix.MNT_DETACH)
}

func errorsFirst(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
