package e2e

// criterion is a column of docs/accessibility.md: some success criteria of WCAG 2.2 that are judged together.
type criterion struct {
	ids, name string
	by        string // what shows it: a step of everywhere (inspect.mjs), or tests by name
}

const (
	byAxe  = "axe"  // every look
	byWalk = "walk" // by Tab, on screens that everywhere was given
	byBent = "bent" // the same, bent
)

var criteria = []criterion{
	{"1.1.1, 1.3.1", "names, structure", byAxe},
	{"1.2", "film and sound", ""},
	{"1.3.5", "purpose of fields", byAxe},
	{"1.4.1", "not by colour alone", byBent},
	{"1.4.3, 1.4.11", "contrast", byAxe},
	{"1.4.4, 1.4.10", "zoom, 320 px", byBent},
	{"1.4.12", "wider spaces", byBent},
	{"1.4.13", "what appears by hovering", "`internal/e2e.TestQuotes`"},
	{"2.1.1", "all by the keyboard", byWalk},
	{"2.1.2", "no trap", byWalk},
	{"2.1.4", "single letters", "`internal/e2e.TestKeyboard`"},
	{"2.2.1", "time limits", "note 5"},
	{"2.2.2, 2.3.1", "moving, flashing", "`internal/e2e.TestShift`"},
	{"2.4.3, 2.4.7", "order and sight of the focus", byWalk},
	{"2.4.11", "focus not covered", byWalk},
	{"2.5.3", "label in name", byAxe},
	{"2.5.7", "nothing by dragging alone", byWalk},
	{"2.5.8", "targets of 24 px", byAxe},
	{"3.1.1, 3.1.2", "language", byAxe},
	{"3.2.6", "help in one place", "`internal/e2e.TestScreens`"},
	{"3.3.1–3.3.4", "errors", "the tests of the forms"},
	{"3.3.7", "nothing twice", "note 10"},
	{"3.3.8", "signing in", "`internal/e2e.TestFirstRun`"},
	{"4.1.2", "name, role, value", byAxe},
	{"4.1.3", "told without the focus", "note 12"},
}

// marks are judgements by the first of a criterion's ids: y, n, p or –, and the numbers of notes.
type marks map[string]string

// screenKinds are what a screen is judged by before its traits; what is not named is met and tested.
var screenKinds = map[string]marks{
	"door":   {"1.2": "–", "1.3.5": "–", "1.4.1": "–", "1.4.13": "–", "2.1.4": "–", "2.2.1": "–", "2.2.2": "–", "2.5.7": "–", "3.3.1–3.3.4": "–", "3.3.7": "–", "3.3.8": "–"},
	"inbox":  {"1.2": "–", "1.3.5": "–", "1.4.13": "– 2", "2.1.4": "y 4", "2.2.1": "y 5", "2.2.2": "y 7", "2.5.7": "y 8", "3.1.1": "p 9", "3.3.1–3.3.4": "–", "3.3.7": "–", "3.3.8": "–", "4.1.3": "y 12"},
	"page":   {"1.2": "–", "1.3.5": "–", "1.4.13": "– 2", "2.1.4": "y 4", "2.2.1": "y 5", "2.2.2": "–", "2.5.7": "–", "3.3.1–3.3.4": "–", "3.3.7": "–", "3.3.8": "–"},
	"dialog": {"1.2": "–", "1.3.5": "–", "1.4.13": "– 2", "2.1.4": "y 4", "2.2.1": "y 5", "2.2.2": "–", "2.5.7": "–", "3.2.6": "–", "3.3.1–3.3.4": "–", "3.3.7": "–", "3.3.8": "–", "4.1.3": "n"},
	"chat":   {"1.2": "–", "1.3.5": "–", "1.4.13": "–", "2.1.4": "–", "2.2.1": "–", "2.2.2": "y 7", "2.5.7": "–", "3.1.1": "p 9", "3.2.6": "n", "3.3.1–3.3.4": "–", "3.3.7": "–", "3.3.8": "–", "4.1.3": "y 12"},
}

// traits are what makes a screen differ from others of its kind.
var traits = map[string]marks{
	"media":   {"1.2": "p 1"},                                                                         // customers' recordings can be played there
	"person":  {"1.3.5": "y"},                                                                         // it asks for names, passwords or addresses of whoever sits there
	"acts":    {"1.4.13": "y 3"},                                                                      // what can be done to a message shows by hovering
	"words":   {"3.1.1": "p 9"},                                                                       // people's own words
	"no_word": {"3.1.1": "y"},                                                                         // none of them
	"live":    {"2.2.2": "y 7"},                                                                       // it moves by itself
	"still":   {"2.2.2": "–", "4.1.3": "n"},                                                           // it does not, and tells nothing
	"clocks":  {"2.2.1": "y 5 6"},                                                                     // the clocks of answers
	"held":    {"2.2.1": "p 5 13"},                                                                    // what was done can be taken back for seconds
	"lapses":  {"2.2.1": "p 5 14"},                                                                    // what is offered goes to somebody else
	"drop":    {"2.5.7": "y 8"},                                                                       // something can be dragged
	"form":    {"3.3.1–3.3.4": "y"},                                                                   // something can be filled in wrongly
	"known":   {"3.3.7": "y 10"},                                                                      // it begins with what is known
	"signs":   {"3.3.8": "y 11"},                                                                      // somebody signs in
	"silent":  {"4.1.3": "n"},                                                                         // nothing holds that changes are told
	"no_help": {"3.2.6": "–"},                                                                         // it is no page
	"looked":  {"1.4.1": "n", "1.4.4": "n", "1.4.12": "n", "2.4.11": "n", "3.2.6": "–", "4.1.3": "n"}, // arrows and Escape, not Tab: everywhere is not given it
}

// judged says of every screen what it is: its kind and its traits.
var judged = map[string]string{
	"sign-in": "door person form signs", "sign-in-sso": "door person form signs", "sign-in-code": "door person form signs", "signed-in-elsewhere": "door signs", "password-expired": "door person form signs", "second-factor": "door person form signs", "recovery-codes": "door",
	"setup": "door person form signs", "settings-start": "page form",

	"inbox-mine": "inbox clocks", "inbox-owed": "inbox clocks", "inbox-queue": "inbox clocks", "inbox-all": "inbox clocks media", "inbox-closed": "inbox", "inbox-asked": "inbox clocks media form",
	"inbox-mentioned": "inbox", "inbox-starred": "inbox clocks", "list-tools": "inbox clocks form", "chips": "inbox clocks", "bulk": "inbox clocks", "bulk-close": "inbox held form", "left-messages": "inbox clocks",
	"inbox-loading": "inbox no_word still", "inbox-error": "inbox no_word", "channel-down": "inbox clocks",

	"conversation": "inbox media acts", "wording": "inbox media acts", "picker": "inbox media acts", "script-form": "inbox looked form", "gaps": "inbox media acts", "quote": "inbox media acts",
	"translate": "inbox media acts", "correcting": "inbox media acts", "quota": "inbox media acts", "no-reply": "inbox media acts", "lock": "inbox media acts", "clash": "inbox media acts",
	"offline": "inbox media acts", "files": "inbox media acts", "viewer": "dialog media drop", "telegram-kinds": "inbox media acts", "slack-kinds": "inbox media acts", "explain": "inbox media acts",
	"marks": "inbox media", "earlier": "inbox media", "by-hand": "inbox media acts",

	"offer": "inbox media lapses", "flow": "inbox media acts", "close": "inbox media acts form", "close-held": "inbox media acts held", "transfer": "inbox media acts form known", "deputy": "inbox media acts form",
	"reopen": "inbox media acts form", "return": "inbox media acts form", "finding": "inbox media acts form", "ask": "inbox media acts form known", "promise": "inbox media acts form", "settle": "inbox media acts form", "duties": "inbox media acts",
	"report": "inbox media acts form", "seat": "inbox media form",

	"customer-panel": "inbox media acts form", "link-panel": "inbox media acts form", "linked": "inbox media acts", "unlink-panel": "inbox media acts form", "customer-log": "page words",
	"customers": "page words form", "customers-take": "page words form", "customers-keep": "page words form", "customers-erase": "page words form known", "intake": "dialog form words",

	"register": "page words", "complaint": "page words media form known", "complaint-attach": "page words media form known drop",

	"live": "page words live silent", "live-look": "page words live media silent", "wishes": "page form silent", "quality": "page silent", "review": "page words media form silent",
	"replace": "page words media form silent", "ratings-look": "page words media silent", "ratings": "page silent", "search": "page words silent", "search-none": "page silent", "no-right": "page silent",

	"own-access": "page", "factor-off": "page form person signs", "expiry": "page", "sign-in-again": "dialog form person signs", "own-day": "page", "own-problems": "page words", "own-scripts": "page form", "own-alerts": "page", "own-keys": "page form", "own-look": "page", "palette": "dialog words", "shortcuts": "dialog",
	"menu-user": "dialog looked", "menu-status": "dialog looked", "menu-busy": "dialog looked", "menu-category": "dialog looked", "leave": "dialog form", "leave-open": "page",

	"settings": "page", "settings-organisation": "page form", "settings-groups": "page form drop", "settings-people": "page form", "people-sso": "page form", "factor-reset": "page form", "settings-hours": "page form", "settings-targets": "page form",
	"settings-scripts": "page form", "settings-proposals": "page form", "settings-use": "page", "settings-phrases": "page form", "settings-matters": "page form drop", "settings-scorecard": "page form",
	"settings-channels": "page", "settings-customers": "page form", "settings-person": "page form", "channels-failing": "page", "channels-aside": "page words", "channels-settled": "page words",

	"chat-launcher": "chat no_word still no_help", "chat": "chat media drop", "chat-ask": "chat form person no_word", "chat-consent": "chat form no_word", "chat-leave": "chat form person known", "chat-files": "chat media drop",
	"chat-stars": "chat", "chat-survey": "chat form", "chat-offline": "chat", "chat-ended": "chat",
}
