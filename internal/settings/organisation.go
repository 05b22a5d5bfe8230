package settings

import (
	"errors"

	"github.com/goccy/go-yaml/ast"

	"firstline/config"
	"firstline/internal/yamlform"
)

func startDepartment(s Start, _ *Department, _ string) string {
	return "organisation: " + yamlQuote(s.Config.Organisation) + "\n"
}

// readDepartment reads the name that greetings say (SCR-12) and the preset that was chosen (ORG-09).
func readDepartment(text, _, file string, d *Department) error {
	r := yamlform.Reader{File: file}
	var name, preset string
	if root := r.Parse(yamlform.Plain([]byte(text))); root != nil {
		r.Mapping(root, "",
			yamlform.Must("organisation", func(n ast.Node, key string) {
				var c config.Config
				name = r.Text(n, key)
				var fault *config.Fault
				if err := c.Set("organisation", name); name != "" && errors.As(err, &fault) {
					r.Problem(yamlform.Line(n), key, "%s; %s", fault.What, fault.Do)
				}
			}),
			yamlform.May("preset", func(n ast.Node, key string) {
				if preset = r.Text(n, key); preset != "" && !isPreset(preset) {
					r.Problem(yamlform.Line(n), key, "there is no preset %q", preset)
				}
			}))
	}
	if err := r.Found.Err(); err != nil {
		return err
	}
	d.Organisation, d.Preset = name, preset
	return nil
}
