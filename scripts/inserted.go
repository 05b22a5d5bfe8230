package scripts

import (
	"slices"
	"strings"
)

// Ref names a script and the version of the pack that it was taken from, such as closing.day@zh-CN/4-0123456789ab.
func Ref(id, version string) string { return id + "@" + version }

// Inserted are those of the scripts (each a Ref) that stand in a text word for word as ask.Agent was offered them, whatever
// was filled into their gaps and whatever the customer is called (SCR-01). What somebody has written over is not the script
// any more, and of another version of the pack nobody can say: neither counts. open are gaps that are in the text still,
// also of a script that has another wording by now: a browser may have offered the former one.
func Inserted(ask Ask, text string, refs []string) (stand, open []string, err error) {
	for _, ref := range refs {
		id, version, _ := strings.Cut(ref, "@")
		i, ok := ask.Pack.index[id]
		if !ok || !ask.Pack.scripts[i].Stage.Offered() || slices.Contains(stand, ref) {
			continue
		}
		o, err := ask.offer(ask.Pack.scripts[i])
		if err != nil {
			return nil, nil, err
		}
		if version == ask.Pack.version {
			if !stands(o.Body, text) && !stands(o.Named, text) {
				continue
			}
			stand = append(stand, ref)
		}
		for _, gap := range o.Gaps {
			if strings.Contains(text, gap) {
				open = append(open, gap)
			}
		}
	}
	return stand, open, nil
}

// stands says whether all that is fixed of a script is in the text, in order.
func stands(script, text string) bool {
	said := false
	for _, piece := range strings.Split(gapPattern.ReplaceAllString(script, NameHere), NameHere) {
		piece = strings.TrimSpace(piece)
		at := strings.Index(text, piece)
		if at < 0 {
			return false
		}
		said = said || piece != ""
		text = text[at+len(piece):]
	}
	return said
}
