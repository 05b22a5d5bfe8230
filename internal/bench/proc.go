package bench

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// tick is the kernel's unit of CPU time in /proc (USER_HZ).
const tick = 10 * time.Millisecond

// cpuOf is the time that a process, its children and those that have ended have used so far.
func cpuOf(pid int) time.Duration {
	f := statFields(pid)
	if len(f) < 15 {
		return 0
	}
	var n int64
	for _, i := range []int{11, 12, 13, 14} { // utime, stime, cutime, cstime
		v, _ := strconv.ParseInt(f[i], 10, 64)
		n += v
	}
	total := time.Duration(n) * tick
	for _, c := range children(pid) {
		total += cpuOf(c)
	}
	return total
}

// statFields are the fields of /proc/PID/stat behind the name, which may hold blanks.
func statFields(pid int) []string {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return nil
	}
	s := string(b)
	return strings.Fields(s[strings.LastIndexByte(s, ')')+1:])
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

// childNamed finds our own child by its program: testenv does not tell the number of a server.
func childNamed(name string) int {
	for _, pid := range children(os.Getpid()) {
		if b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/comm"); err == nil && strings.TrimSpace(string(b)) == name {
			return pid
		}
	}
	return 0
}

// rssOf is the memory that a process holds, in bytes.
func rssOf(pid int) int64 {
	f := statFields(pid)
	if len(f) < 22 {
		return 0
	}
	n, _ := strconv.ParseInt(f[21], 10, 64)
	return n * int64(os.Getpagesize())
}

// busy is the time that all cores together have worked.
func busy() time.Duration {
	b, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(b), "\n")
	var n int64
	for i, f := range strings.Fields(line) {
		if i == 0 || i == 4 || i == 5 || i > 8 { // "cpu", idle, iowait, guests (counted already)
			continue
		}
		v, _ := strconv.ParseInt(f, 10, 64)
		n += v
	}
	return time.Duration(n) * tick
}

// usage is what processes used between two looks.
type usage struct {
	By    map[string]time.Duration
	Other float64 // cores that neither they nor we used
}

// total is what counts: the product and the servers that it needs.
func (u usage) total() time.Duration { return u.By["server"] + u.By["postgres"] + u.By["redis"] }

// watch begins a measurement of the named processes; the function that it gives ends it.
func watch(pids map[string]int) func() usage {
	before := map[string]time.Duration{}
	for name, pid := range pids {
		before[name] = cpuOf(pid)
	}
	self, all, start := selfCPU(), busy(), time.Now()
	return func() usage {
		u := usage{By: map[string]time.Duration{}}
		known := selfCPU() - self
		for name, pid := range pids {
			u.By[name] = cpuOf(pid) - before[name]
			known += u.By[name]
		}
		u.Other = max(0, float64(busy()-all-known)/float64(time.Since(start)))
		return u
	}
}

// selfCPU is our own time without our children's.
func selfCPU() time.Duration {
	f := statFields(os.Getpid())
	if len(f) < 13 {
		return 0
	}
	u, _ := strconv.ParseInt(f[11], 10, 64)
	s, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(u+s) * tick
}

// Machine describes where the figures come from.
func Machine() string {
	model := "unknown CPU"
	b, _ := os.ReadFile("/proc/cpuinfo")
	for _, line := range strings.Split(string(b), "\n") {
		if name, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			model = strings.TrimSpace(v)
			break
		}
	}
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	load, _ := os.ReadFile("/proc/loadavg")
	return strconv.Itoa(runtime.NumCPU()) + " cores, " + model + ", Linux " + strings.TrimSpace(string(kernel)) + ", " + runtime.Version() +
		", load " + strings.Join(strings.Fields(string(load))[:3], " ")
}
