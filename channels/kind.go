package channels

import (
	"mime"
	"strings"

	"firstline/internal/desk"
)

// KindOf is as what a file of a type goes with a message: pictures that every browser and network shows, film, sound, and else
// a document. What an event says of a file and what its bytes say are judged alike. What is no type is a document.
func KindOf(typ string) desk.Kind {
	if plain, _, err := mime.ParseMediaType(typ); err == nil {
		typ = plain // without its parameters, in small letters
	}
	switch {
	case typ == "image/jpeg", typ == "image/png", typ == "image/gif", typ == "image/webp":
		return desk.KindPhoto
	case strings.HasPrefix(typ, "video/"):
		return desk.KindVideo
	case strings.HasPrefix(typ, "audio/"):
		return desk.KindAudio
	}
	return desk.KindDocument
}
