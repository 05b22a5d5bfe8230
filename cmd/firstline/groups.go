package main

import (
	"firstline/internal/api"
	"firstline/internal/desk"
)

// groups are the three groups of the service code (ORG-01). They become data of the department with its administration.
func groups() []desk.GroupID { return []desk.GroupID{"service", "order", "complaint"} }

// groupNames are the groups in the desk's language.
func groupNames(locale string) []api.Choice {
	names := map[string][]string{"zh-CN": {"客服组", "订单组", "投诉组"}, "zh-TW": {"客服組", "訂單組", "投訴組"}, "en": {"Service", "Orders", "Complaints"}}[locale]
	var out []api.Choice
	for i, g := range groups() {
		out = append(out, api.Choice{ID: string(g), Name: names[i]})
	}
	return out
}
