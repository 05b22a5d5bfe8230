package media

import "syscall"

// free is how many bytes this user may still write beside the folder's.
func (d *Dir) free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(d.root.Name(), &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
