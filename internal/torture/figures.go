package torture

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// figures are what a run measured, in the order in which they were first named.
type figures struct {
	mu    sync.Mutex
	names []string
	spans map[string][]time.Duration
	notes map[string]string
}

// took adds a measured time.
func (f *figures) took(name string, d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.name(name)
	if f.spans == nil {
		f.spans = map[string][]time.Duration{}
	}
	f.spans[name] = append(f.spans[name], d)
}

// note sets a figure in words.
func (f *figures) note(name, format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.name(name)
	if f.notes == nil {
		f.notes = map[string]string{}
	}
	f.notes[name] = fmt.Sprintf(format, args...)
}

func (f *figures) name(name string) {
	if !slices.Contains(f.names, name) {
		f.names = append(f.names, name)
	}
}

func (f *figures) print(w io.Writer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range f.names {
		text, ok := f.notes[name]
		if !ok {
			text = spread(f.spans[name])
		}
		_, _ = fmt.Fprintf(w, "  %-34s %s\n", name, text)
	}
}

// spread is count, median and the greatest.
func spread(ds []time.Duration) string {
	ds = slices.Clone(ds)
	slices.Sort(ds)
	n := len(ds)
	return fmt.Sprintf("p50 %s   p99 %s   max %s   (n = %d)", short(ds[n/2]), short(ds[n*99/100]), short(ds[n-1]), n)
}

func short(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
