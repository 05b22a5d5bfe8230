package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/erasure"
	"firstline/internal/evidence"
	"firstline/internal/testenv"
	"firstline/router"
)

// left is a customer who has left something in every place that takes something of one: each word of it has its own number.
type left struct {
	*rig
	mei, sue, boss *person
	tele, web, old string // sessions: at two linked addresses, and an older one
	guide          string // a file of the library that went to the customer as well
	n              int
}

// canaryOf is how the words of whom a test erases begin.
const canaryOf = "canary"

// word is the next word that nobody may find afterwards.
func (l *left) word() string {
	l.n++
	return fmt.Sprintf("%s%04dx", canaryOf, l.n)
}

func newLeft(r *rig) *left {
	l := &left{rig: r, mei: r.hire("mei", desk.RankAgent, "service"), sue: r.hire("sue", desk.RankSupervisor), boss: r.hire("boss", desk.RankManager)}
	l.old = l.talks("tele", "k-erased")
	r.closes(l.old)
	l.closes(l.writes("tele", "k-former", l.word()))
	l.exec("INSERT INTO moved (channel, conv_key, home_key, at, event) VALUES ('tele', 'k-former', 'k-erased', 1, 0)")
	l.tele, l.web = l.talks("tele", "k-erased"), l.talks("web", "w-erased")
	l.guide = "/api/v1/scripts/files/" + fmt.Sprint(l.boss.do("POST", "/api/v1/scripts/files?name=guide.png", painted(r.t)).body["id"])
	own := l.mei.must(201, "POST", l.guide+"/attach", nil).body["id"]
	l.mei.must(201, "POST", "/api/v1/sessions/"+l.web+"/replies", obj{"client_id": "c3", "text": "您好，看看", "upload": own})
	l.sue.must(201, "POST", "/api/v1/sessions/"+l.web+"/contact/links", obj{"session": l.tele, "reason": "the same voice"})
	return l
}

// talks is a session with words, notes, a file, a draft and facts.
func (l *left) talks(channel desk.ChannelID, key string) string {
	id := l.writes(channel, key, "my order "+l.word())
	at := "/api/v1/sessions/" + id
	l.mei.must(200, "POST", at+"/take", nil)
	up := l.mei.do("POST", "/api/v1/uploads?name="+l.word()+".txt", "a file with "+l.word())
	l.mei.must(201, "POST", at+"/replies", obj{"client_id": "c1", "text": "您好 " + l.word(), "upload": up.body["id"]})
	l.mei.must(201, "POST", at+"/notes", obj{"client_id": "c2", "text": "speaks of " + l.word()})
	unsent := l.mei.do("POST", "/api/v1/uploads?name="+l.word()+".txt", "not sent, with "+l.word()).body["id"]
	l.mei.must(200, "PUT", at+"/drafts/reply", obj{"follows": 0, "text": l.word(), "files": []any{unsent}})
	l.hands(desk.Address{Channel: channel, Key: key})
	l.exec("INSERT INTO send_try (session, seq, n, at, ms, node, reason, detail, wait) VALUES ($1, 1, 1, 0, 0, '', 'refused', $2, 0)", id, "it says "+l.word())
	l.mei.must(200, "POST", at+"/profile", obj{"field": "tag", "value": l.word()})
	l.until("everything to be sent", func() bool { // what is under way keeps a customer from being erased
		var n int
		return l.store.DB.QueryRow("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM pending) + (SELECT count(*) FROM file WHERE state = 'wanted')").Scan(&n) == nil && n == 0
	})
	return id
}

// hands has the customer hand in a file and send it, one that is left lying, and one that is taken back.
func (l *left) hands(at desk.Address) {
	hand := func() string {
		u, err := l.files.HandIn(l.t.Context(), at, l.word()+".txt", strings.NewReader("a customer's file with "+l.word()), 1<<10)
		if err != nil {
			l.t.Fatal(err)
		}
		return u.ID
	}
	l.writes(at.Channel, at.Key, "file upload:"+hand())
	hand()
	if err := l.files.TakeBack(l.t.Context(), at, hand()); err != nil {
		l.t.Fatal(err)
	}
}

func (l *left) exec(query string, args ...any) {
	l.t.Helper()
	if err := l.store.Exec(l.t.Context(), query, args...); err != nil {
		l.t.Fatal(err)
	}
}

// arrives is a raw row with a word in it, of a customer who is being erased, and gives its id. Nobody carries it.
func (l *left) arrives(key string) (id int64) {
	l.t.Helper()
	l.exec("INSERT INTO inbound (channel, event_id, conv_key, ord, part, received_at, body) VALUES ('tele', $1, $2, 0, 9999, 1, $3)", uuid.NewString(), key, []byte("klingon:"+l.word()))
	if err := l.store.DB.QueryRow("SELECT max(id) FROM inbound WHERE part = 9999").Scan(&id); err != nil {
		l.t.Fatal(err)
	}
	return id
}

// underWay refuses the erasure for each thing that may still be on its way, and leaves a settled one behind.
func (l *left) underWay(t *testing.T, refuse func(t *testing.T, code string)) {
	t.Run("erase_arriving", func(t *testing.T) {
		id := l.arrives("k-erased")
		l.exec("INSERT INTO pending (part, id) VALUES (9999, $1)", id)
		refuse(t, "erase_arriving")
		l.exec("DELETE FROM pending WHERE part = 9999")
	})
	t.Run("erase_arriving, a file", func(t *testing.T) {
		const far = 1 << 60
		l.exec("UPDATE file SET state = 'wanted', due_at = $2 WHERE session = $1 AND seq = (SELECT min(f.seq) FROM file f WHERE f.session = $1)", l.tele, far)
		refuse(t, "erase_arriving")
		l.exec("UPDATE file SET state = 'stored', due_at = 0 WHERE due_at = $1", far)
	})
	t.Run("erase_sending", func(t *testing.T) {
		l.exec("INSERT INTO outbox (session, seq, part, channel, conv_key, state, attempt, due_at, reason) VALUES ($1, 1, 9999, 'tele', 'k-erased', 'retry', 1, $2, '')", l.tele, 1<<60)
		refuse(t, "erase_sending")
		l.exec("DELETE FROM outbox WHERE part = 9999")
	})
	t.Run("erase_aside", func(t *testing.T) {
		id := l.arrives("k-former")
		l.exec("INSERT INTO quarantine (id, at, reason, replayed_at, dismissed_at) VALUES ($1, 1, $2, 0, 0)", id, "cannot be read: "+l.word())
		refuse(t, "erase_aside")
		l.exec("UPDATE quarantine SET dismissed_at = 2 WHERE id = $1", id)
	})
}

// TestErasure: a manager has a customer erased, at all addresses and in all sessions; nothing of it is left in any table, file, index or
// live state, nor shown to anybody, and the evidence holds. Shows CUS-09, SEC-01.
func TestErasure(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		erasesAll(t, newLeft(newRig(t)), func(l *left) string { return inFiles(t, filepath.Dir(t.TempDir())) })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		erasesAll(t, newLeft(rigOn(t, testenv.Postgres(t))), func(l *left) string { return inTables(t, l.rig) + inFiles(t, filepath.Dir(t.TempDir())) })
	})
}

func erasesAll(t *testing.T, l *left, found func(*left) string) {
	at := "/api/v1/sessions/" + l.tele
	ask := obj{"number": fmt.Sprint(l.boss.must(200, "GET", at, nil).body["number"]), "reason": "asked for it in writing"}
	if err := l.search.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(found(l), "canary"); n == 0 {
		t.Fatal("there is nothing to erase")
	}
	refused := func(t *testing.T, code string) {
		t.Helper()
		if a := l.boss.do("POST", at+"/contact/erase", ask); a.code() != code {
			t.Errorf("want %s: %d %s", code, a.status, a.raw)
		}
	}
	refuse := func(code string) { t.Helper(); refused(t, code) }
	refuse("session_open")
	l.closes(l.tele)
	refuse("session_open") // the other address of the same person
	number := fmt.Sprint(l.mei.must(201, "POST", "/api/v1/sessions/"+l.web+"/cases", obj{"client_id": "r", "reason": "退款"}).body["number"])
	l.closes(l.web)
	refuse("complaint_open")
	d := l.boss.advance(number, wayToClosing()...)
	l.boss.must(200, "POST", "/api/v1/complaints/"+number+"/changes", obj{"client_id": "z", "version": d["version"], "close": obj{"result": "补发"}})
	for _, bad := range []obj{{"number": "ZZZZZZ", "reason": "r"}, {"number": ask["number"], "reason": "  "}} {
		l.boss.must(422, "POST", at+"/contact/erase", bad)
	}
	l.sue.must(403, "POST", at+"/contact/erase", ask)
	l.underWay(t, refused)

	done := l.boss.must(200, "POST", at+"/contact/erase", ask).body
	if done["sessions"] != 4. || done["files"] != 7. || done["facts"] != 3. || done["texts"].(float64) < 13 || done["raw"].(float64) < 9 {
		t.Errorf("erased: %v", done)
	}
	if where := found(l); where != "" {
		t.Errorf("it is still in\n%s", where)
	}
	l.mei.must(200, "GET", l.guide, nil) // is everybody's
	var digests int
	if err := l.store.DB.QueryRow("SELECT count(*) FROM file WHERE reason = 'erased' AND digest <> ''").Scan(&digests); err != nil || digests > 0 {
		t.Errorf("%d erased files keep a digest of their bytes: %v", digests, err)
	}
	l.unseen(t, number)
	l.proved(t)
	log := l.boss.must(200, "GET", "/api/v1/customers/erasures", nil).body["erasures"].([]any)
	if len(log) != 1 || log[0].(obj)["by"].(obj)["name"] != "Name boss" || log[0].(obj)["why"] != "asked for it in writing" || log[0].(obj)["session"] != l.tele {
		t.Errorf("the log: %v", log)
	}
	for _, change := range []string{"DELETE FROM erasure", "UPDATE erasure SET who = 'x'"} {
		if err := l.store.Exec(t.Context(), change); err == nil {
			t.Errorf("%s went through", change)
		}
	}
	// Once more is no error, and who writes again is heard.
	if again := l.boss.must(200, "POST", at+"/contact/erase", ask).body; again["sessions"] != 0. || again["raw"] != 0. || again["texts"] != 0. || again["files"] != 0. || again["facts"] != 0. {
		t.Errorf("once more: %v", again)
	}
	next := l.writes("tele", "k-erased", "it is me again")
	if body := string(l.sue.must(200, "GET", "/api/v1/sessions/"+next+"/messages", nil).raw); !strings.Contains(body, "it is me again") {
		t.Errorf("who writes again: %s", body)
	}
	l.proved(t)
}

// TestAges: what is older than the department keeps it goes by itself, with a line that says so; open sessions and what a complaint needs
// stay, and so does everything else. Shows REC-06.
func TestAges(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); ages(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); ages(t, rigOn(t, testenv.Postgres(t))) })
}

func ages(t *testing.T, r *rig) {
	l := newLeft(r)
	l.closes(l.tele)
	l.mei.must(201, "POST", "/api/v1/sessions/"+l.web+"/cases", obj{"client_id": "r", "reason": "退款"})
	l.closes(l.web)
	open := l.talks("tele", "k-open")
	sweep := func(after time.Duration) {
		t.Helper()
		s := erasure.New(erasure.Options{Record: l.store, Persons: l.contacts, Profiles: l.profiles, Router: l.router, Bytes: l.files.Erase, Index: l.search.Settle, Uploads: router.CustomerOwner, Handed: router.AgentOwner,
			Ages: erasure.Ages{Texts: 30 * 24 * time.Hour, Raw: 7 * 24 * time.Hour}, Now: func() time.Time { return time.Now().Add(after) }})
		if err := s.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	texts := func(id string) int {
		return strings.Count(string(l.sue.must(200, "GET", "/api/v1/sessions/"+id+"/messages", nil).raw), canaryOf)
	}
	raw := func() (n int) {
		if err := l.store.DB.QueryRow("SELECT count(*) FROM inbound WHERE length(body) > 0").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := raw()
	sweep(time.Hour)
	if raw() != before || texts(l.old) == 0 {
		t.Errorf("within the ages %d of %d raw rows are there, and %d texts", raw(), before, texts(l.old))
	}
	sweep(8 * 24 * time.Hour)
	if raw() != 0 || texts(l.old) == 0 {
		t.Errorf("after a week: %d raw rows, %d texts", raw(), texts(l.old))
	}
	sweep(31 * 24 * time.Hour)
	sweep(31 * 24 * time.Hour)
	if texts(l.old)+texts(l.tele) > 0 || texts(l.web) == 0 || texts(open) == 0 {
		t.Errorf("after a month: %d and %d texts; %d where a complaint is open, %d in an open session", texts(l.old), texts(l.tele), texts(l.web), texts(open))
	}
	if row := l.sue.must(200, "GET", "/api/v1/sessions/"+l.old, nil).body; row["title"] != "" || row["preview"].(obj)["text"] != "" {
		t.Errorf("an old session: %v", row)
	}
	log := l.boss.must(200, "GET", "/api/v1/customers/erasures", nil).body["erasures"].([]any)
	if len(log) != 2 || log[0].(obj)["by"] != nil || log[0].(obj)["why"] != "keep.texts" || log[0].(obj)["sessions"] != 3. || log[1].(obj)["why"] != "keep.raw" || log[1].(obj)["raw"] != float64(before) {
		t.Errorf("the log: %v", log)
	}
	l.proved(t)
}

// unseen looks at what superiors are shown of the sessions, and what the live store keeps.
func (l *left) unseen(t *testing.T, number string) {
	t.Helper()
	ids := map[string][]string{"sessions": {l.tele, l.web, l.old}, "complaints": {number}}
	for _, path := range l.readable(ids, l.sue) {
		if raw := string(l.sue.do("GET", path, nil).raw); strings.Contains(raw, canaryOf) {
			t.Errorf("%s shows %s", path, raw)
		}
	}
	for _, id := range ids["sessions"] {
		if row := l.sue.must(200, "GET", "/api/v1/sessions/"+id, nil).body; row["title"] != "" || row["preview"].(obj)["text"] != "" {
			t.Errorf("the session %s: %v", id, row)
		}
	}
	for _, at := range []desk.Address{{Channel: "tele", Key: "k-erased"}, {Channel: "web", Key: "w-erased"}} {
		if p, ok, err := l.live.Get(context.Background(), at); err != nil || !ok || bytes.Contains(p.Body, []byte(canaryOf)) || bytes.Contains(p.Body, []byte("Li Na")) {
			t.Errorf("the live store has %s: %v, %v", p.Body, ok, err)
		}
	}
}

// proved says that all sessions still follow from their events.
func (l *left) proved(t *testing.T) {
	t.Helper()
	var out strings.Builder
	if r, err := evidence.Replay(t.Context(), l.store, &out); err != nil || !r.Holds() || r.Sessions < 3 {
		t.Errorf("replayed: %v, %v\n%s", r, err, out.String())
	}
}

// inFiles names the files below a folder that have a canary in them, with what stands around it.
func inFiles(t *testing.T, root string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if i := bytes.Index(raw, []byte(canaryOf)); i >= 0 {
			fmt.Fprintf(&out, "%s: %q\n", filepath.Base(path), raw[max(0, i-60):min(len(raw), i+60)])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// inTables names the tables that have a canary in them, as text or as bytes.
func inTables(t *testing.T, r *rig) string {
	t.Helper()
	ctx := context.Background()
	rows, err := r.store.DB.QueryContext(ctx, "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	var out strings.Builder
	for _, name := range tables {
		var n int
		q := "SELECT count(*) FROM " + name + " x WHERE CAST(x AS TEXT) LIKE '%' || $1 || '%' OR CAST(x AS TEXT) LIKE '%' || $2 || '%'"
		if err := r.store.DB.QueryRowContext(ctx, q, canaryOf, hex.EncodeToString([]byte(canaryOf))).Scan(&n); err != nil {
			t.Fatal(name, err)
		}
		if n > 0 {
			fmt.Fprintf(&out, "%d rows of %s with a canary\n", n, name)
		}
	}
	return out.String()
}
