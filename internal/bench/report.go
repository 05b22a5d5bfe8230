package bench

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Figure is one measured thing over its runs.
type Figure struct {
	Work, Name, Unit string
	Must             float64 // 0 = none
	Most             bool    // the must is the most that is allowed; else the least
	Runs             []float64
	Note             string
}

// Median is the middle run.
func (f Figure) Median() float64 {
	s := slices.Sorted(slices.Values(f.Runs))
	return s[len(s)/2]
}

// Met says whether the median keeps the must.
func (f Figure) Met() bool {
	return f.Must == 0 || (f.Most && f.Median() <= f.Must) || (!f.Most && f.Median() >= f.Must)
}

// Report gathers figures in the order in which they first came.
type Report struct {
	Setup   Setup
	Figures []*Figure
}

func (r *Report) add(work, name, unit string, must float64, v float64) *Figure {
	most := must < 0
	if most {
		must = -must
	}
	for _, f := range r.Figures {
		if f.Work == work && f.Name == name {
			f.Runs = append(f.Runs, v)
			return f
		}
	}
	f := &Figure{Work: work, Name: name, Unit: unit, Must: must, Most: most, Runs: []float64{v}}
	r.Figures = append(r.Figures, f)
	return f
}

// most makes a must an upper bound for add.
func most(v float64) float64 { return -v }

// Write prints the figures: min / median / max of the runs, and whether the median keeps the must.
func (r *Report) Write(w io.Writer) {
	fmt.Fprintf(w, "\n| %s | figure | min / median / max | must | |\n|---|---|---|---|---|\n", r.Setup)
	for _, f := range r.Figures {
		must, verdict := "", ""
		if f.Must > 0 {
			sign := "≥"
			if f.Most {
				sign = "≤"
			}
			must, verdict = sign+" "+number(f.Must), "kept"
			if !f.Met() {
				verdict = "**missed**"
			}
		}
		s := slices.Sorted(slices.Values(f.Runs))
		values := number(f.Median())
		if len(s) > 1 {
			values = number(s[0]) + " / " + values + " / " + number(s[len(s)-1])
		}
		fmt.Fprintf(w, "| %s | %s | %s %s | %s | %s |\n", f.Work, strings.TrimSpace(f.Name+" "+f.Note), values, f.Unit, must, verdict)
	}
}

func number(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func micros(d time.Duration, n int64) float64 {
	return float64(d) / float64(time.Microsecond) / float64(max(n, 1))
}

const mib = 1 << 20
