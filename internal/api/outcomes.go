package api

import (
	"strings"

	"firstline/sessions"
)

// Outcomes are the results that a close may carry, named in the desk's language (ui.md 1.6.2).
func Outcomes(locale string) []Choice {
	names := map[string][3]string{
		"solved":            {"已解决", "已解決", "Solved"},
		"to_complaint":      {"转投诉", "轉投訴", "Passed to complaints"},
		"to_department":     {"升级技术部", "升級技術部", "Passed to a department"},
		"no_response":       {"客户未回应", "客戶未回應", "No response"},
		"invalid":           {"无效/骚扰", "無效/騷擾", "Invalid or abuse"},
		"left_message_done": {"非服务时间留言已处理", "非服務時間留言已處理", "Message left out of hours, dealt with"},
	}
	column := 0
	switch {
	case strings.HasPrefix(locale, "en"):
		column = 2
	case locale == "zh-TW", locale == "zh-HK", strings.HasPrefix(locale, "zh-Hant"):
		column = 1
	}
	out := make([]Choice, 0, len(names))
	for _, id := range sessions.Outcomes() {
		c := Choice{ID: id, Name: names[id][column]}
		if c.Name == "" {
			c.Name = id
		}
		out = append(out, c)
	}
	return out
}
