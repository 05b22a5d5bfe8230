package media

import "github.com/prometheus/client_golang/prometheus"

// Metrics are the figures about files. Made by NewMetrics.
type Metrics struct {
	settled, failures *prometheus.CounterVec
	bytes, swept      prometheus.Counter
	seconds           prometheus.Histogram
}

// NewMetrics makes the figures and registers them. It panics if they are registered twice.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		settled: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "firstline", Name: "files_settled_total",
			Help: "Files of messages that are here (stored) or will not come (failed)."}, []string{"state"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "firstline", Name: "file_fetch_errors_total",
			Help: "Tries to fetch a file that brought nothing, by reason."}, []string{"reason"}),
		bytes: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "firstline", Name: "file_bytes_total", Help: "Bytes of files that were fetched."}),
		swept: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "firstline", Name: "files_swept_total", Help: "Files in the folder that nobody had and that were removed."}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "firstline", Name: "file_fetch_seconds",
			Help: "How long one try to fetch a file took.", Buckets: prometheus.ExponentialBuckets(0.005, 2, 15)}),
	}
	reg.MustRegister(m.settled, m.failures, m.bytes, m.swept, m.seconds)
	return m
}
