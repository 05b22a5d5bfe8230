package router

import "github.com/prometheus/client_golang/prometheus"

// Metrics are the router's figures. All are made by NewMetrics.
type Metrics struct {
	Accepted, Duplicates, Refused, Quarantined prometheus.Counter
	Commits, Conflicts, Assigned, Breaches     prometheus.Counter
	LoadsLive, LoadsRecord, LiveErrors         prometheus.Counter
	HandedBack                                 prometheus.Counter
	Sends, SendErrors, FetchErrors             *prometheus.CounterVec
	Fetching                                   *prometheus.GaugeVec
	SendSeconds, Lateness                      prometheus.Histogram
}

// NewMetrics makes the figures and registers them. It panics if they are registered twice.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	count := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Namespace: "firstline", Name: name, Help: help})
		reg.MustRegister(c)
		return c
	}
	vec := func(name, label, help string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "firstline", Name: name, Help: help}, []string{label})
		reg.MustRegister(c)
		return c
	}
	seconds := func(name, help string, buckets []float64) prometheus.Histogram {
		h := prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "firstline", Name: name, Help: help, Buckets: buckets})
		reg.MustRegister(h)
		return h
	}
	fetching := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "firstline", Name: "channel_fetching",
		Help: "1 while this node fetches for the channel; over all nodes the sum is 1."}, []string{"channel"})
	reg.MustRegister(fetching)
	return &Metrics{
		Fetching:    fetching,
		Accepted:    count("accepted_total", "Raw events stored and acknowledged."),
		Duplicates:  count("duplicates_total", "Raw events that had been stored before."),
		Refused:     count("refused_total", "Raw events refused because the record was away."),
		Quarantined: count("quarantined_total", "Raw events put aside because they could not be carried."),
		Commits:     count("commits_total", "State commits that landed."),
		Conflicts:   count("conflicts_total", "State commits that lost their compare-and-set."),
		Assigned:    count("assigned_total", "Sessions given to an agent by the router."),
		HandedBack:  count("handed_back_total", "Sessions returned because their agent was gone."),
		Breaches:    count("breaches_total", "Reply targets that passed unanswered (SLA-01)."),
		LoadsLive:   count("loads_live_total", "Sessions loaded from the live store."),
		LoadsRecord: count("loads_record_total", "Sessions loaded from the record."),
		LiveErrors:  count("live_errors_total", "Calls to the live store that failed."),
		Sends:       vec("sends_total", "outcome", "Messages on which a channel has spoken, by outcome."),
		SendErrors:  vec("send_errors_total", "reason", "Failed tries to send, by reason."),
		FetchErrors: vec("channel_fetch_errors_total", "channel", "Times that a channel which fetches by itself broke off."),
		SendSeconds: seconds("send_seconds", "How long a channel took for one send.", prometheus.ExponentialBuckets(0.001, 2, 15)),
		Lateness:    seconds("deadline_lateness_seconds", "How late a deadline took effect.", prometheus.ExponentialBuckets(0.001, 2, 14)),
	}
}
