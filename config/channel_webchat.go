package config

// Webchat is one chat page with its widget.
type Webchat struct {
	AllowedOrigins []string // sites that may carry the widget, beside our own page
	Colour         string   // #rrggbb
}

func webchatSettings(c *Channel) []setting {
	w := &c.Webchat
	return []setting{
		{key: "allowed_origins", val: origins(&w.AllowedOrigins), sample: "https://www.example.com",
			doc: "Sites that may carry the widget. The page of this desk itself always may."},
		{key: "colour", val: colour(&w.Colour), sample: "#1f5fd0",
			doc: "Colour of the widget's button and header. Empty: the design's own, which also knows dark screens."},
	}
}

// webchatCheck has nothing to say: every value stands for itself.
func webchatCheck(Channel, facts) []Problem { return nil }
