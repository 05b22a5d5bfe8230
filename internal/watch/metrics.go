package watch

import (
	"github.com/prometheus/client_golang/prometheus"

	"firstline/channels"
	"firstline/internal/desk"
)

// Metrics are the figures about channels. All are made by NewMetrics.
type Metrics struct{ Well, Heard, Sent *prometheus.GaugeVec }

// NewMetrics makes the figures and registers them. It panics if they are registered twice.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	vec := func(name, help string) *prometheus.GaugeVec {
		g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "firstline", Name: name, Help: help}, []string{"channel"})
		reg.MustRegister(g)
		return g
	}
	return &Metrics{
		Well:  vec("channel_well", "1 while the channel's network says that the account works; the same on every node."),
		Heard: vec("channel_heard_timestamp_seconds", "When the channel last brought something."),
		Sent:  vec("channel_sent_timestamp_seconds", "When the channel last took something."),
	}
}

// show takes over what the record says, so that every node shows the same.
func (m *Metrics) show(states map[desk.ChannelID]State, known map[desk.ChannelID]channels.Adapter) {
	for id := range known {
		s := states[id]
		well := 1.0
		if s.Failing > 0 {
			well = 0
		}
		m.Well.WithLabelValues(string(id)).Set(well)
		m.Heard.WithLabelValues(string(id)).Set(float64(s.Heard) / 1000)
		m.Sent.WithLabelValues(string(id)).Set(float64(s.Sent) / 1000)
	}
}
