package settings

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/yamlform"
	"firstline/scripts"
	"firstline/scripts/guard"
)

// startPhrases are the configuration's file, or the list that comes with the program for the desk's language.
func startPhrases(s Start, _ *Department, _ string) string {
	if s.Phrases.File != "" {
		return s.Phrases.Body
	}
	return string(guard.Source(s.Config.Locale))
}

// readPhrases reads the list of what agents may not, or should not, say (FBD-01, FBD-02).
func readPhrases(text, _, file string, d *Department) error {
	g, err := guard.Load(file, []byte(text))
	if err != nil {
		return err
	}
	d.Guard = g
	return nil
}

// phrasesFit finds rules that are limited to groups that are not there: they would never apply.
func phrasesFit(_, after *Department) yamlform.Problems {
	r := yamlform.Reader{File: ID{KindPhrases, Only}.file()}
	groups := after.GroupIDs()
	for _, rule := range after.Guard.List().Rules {
		for i, g := range rule.Scope.Groups {
			if !slices.Contains(groups, desk.GroupID(g)) {
				r.Problem(0, fmt.Sprintf("rules[%s].scope.groups[%d]", rule.ID, i), "there is no group %s", g)
			}
		}
	}
	return r.Found
}

// filesThere finds files that scripts are to carry from now on and that the library does not have.
func (s *Service) filesThere(ctx context.Context, before, after *Department) error {
	r := yamlform.Reader{File: after.ScriptsID().file()}
	for _, script := range after.Pack.Scripts() {
		was, _ := before.Pack.Script(script.ID)
		for i, id := range script.Files {
			if slices.Contains(was.Files, id) {
				continue
			}
			_, err := s.o.Record.ScriptFile(ctx, id)
			if errors.Is(err, sql.ErrNoRows) {
				r.Problem(0, fmt.Sprintf("scripts[%s].files[%d]", script.ID, i), "the library has no file %s: hand it in again", id)
			} else if err != nil {
				return away(err)
			}
		}
	}
	return r.Found.Err()
}

// startScripts is the pack that comes with the program for the desk's language.
func startScripts(_ Start, _ *Department, locale string) string {
	return string(scripts.Source(locale))
}

// readScripts reads what the desk says (SCR-01). It stays in the language that it is for.
func readScripts(text, locale, file string, d *Department) error {
	pack, err := scripts.Load(file, []byte(text))
	if err != nil {
		return err
	}
	if pack.Locale() != locale {
		r := yamlform.Reader{File: file}
		r.Problem(1, "locale", "is %s, and these are the scripts for %s", pack.Locale(), locale)
		return r.Found.Err()
	}
	d.Pack = pack
	return nil
}

// scriptsFit finds scripts for groups that are not there, and gaps in what is said by itself, where nobody would fill them in
// (SCR-01). A pack from before there were gaps holds all the same.
func scriptsFit(_, after *Department) yamlform.Problems {
	r := yamlform.Reader{File: ID{KindScripts, after.Locale}.file()}
	groups := after.GroupIDs()
	for _, script := range after.Pack.Scripts() {
		for i, g := range script.Groups {
			if !slices.Contains(groups, desk.GroupID(g)) {
				r.Problem(0, fmt.Sprintf("scripts[%s].groups[%d]", script.ID, i), "there is no group %s", g)
			}
		}
	}
	for _, id := range after.Pack.Stray() {
		r.Problem(0, fmt.Sprintf("scripts[%s].text", id), "holds a {gap}, and the desk says it by itself: nobody would fill it in")
	}
	return r.Found
}
