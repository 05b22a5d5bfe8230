package bench

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the kernel's unit of CPU time in /proc (USER_HZ).
const tick = 10 * time.Millisecond

// CPU is the time that a process and all its children have used so far.
func CPU(pid int) time.Duration {
	total := cpuOf(pid)
	for _, c := range children(pid) {
		total += CPU(c)
	}
	return total
}

func cpuOf(pid int) time.Duration {
	f := statFields(pid)
	if len(f) < 15 {
		return 0
	}
	var n int64
	for _, i := range []int{11, 12} { // utime, stime
		v, _ := strconv.ParseInt(f[i], 10, 64)
		n += v
	}
	return time.Duration(n) * tick
}

// statFields are the fields of /proc/PID/stat behind the name, which may hold blanks.
func statFields(pid int) []string {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return nil
	}
	s := string(b)
	i := strings.LastIndexByte(s, ')')
	if i < 0 {
		return nil
	}
	return strings.Fields(s[i+1:])
}

func children(pid int) []int {
	var out []int
	files, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/children")
	for _, f := range files {
		b, _ := os.ReadFile(f)
		for _, s := range strings.Fields(string(b)) {
			if n, err := strconv.Atoi(s); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// RSS is the memory that a process holds, in bytes.
func RSS(pid int) int64 {
	f := statFields(pid)
	if len(f) < 22 {
		return 0
	}
	n, _ := strconv.ParseInt(f[21], 10, 64)
	return n * int64(os.Getpagesize())
}
