package desk

// File is a file that came or goes with a message. What is known of it stands first; its bytes are fetched afterwards.
type File struct {
	Kind    Kind   `json:"kind"`           // photo, video, voice, audio, document, sticker
	Name    string `json:"name,omitempty"` // as its sender named it; valid UTF-8 without NUL, at most MaxFileName bytes; empty if nobody did
	Type    string `json:"type,omitempty"` // MIME type: the network's word until the bytes are here, then what they are
	Size    int64  `json:"size,omitempty"` // bytes; 0 = not known yet
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Seconds int    `json:"seconds,omitempty"` // of sound and film

	Ref string `json:"ref,omitempty"` // how the channel fetches it; never shown to anybody

	State  FileState `json:"state"`
	Reason string    `json:"reason,omitempty"` // why it failed: a channels.FetchReason
	Blob   string    `json:"blob,omitempty"`   // where the bytes lie, a key of internal/media; empty unless stored
	Thumb  string    `json:"thumb,omitempty"`  // the same of a small picture; empty if there is none
	Digest string    `json:"digest,omitempty"` // SHA-256 of the bytes, hex; empty unless stored
}

// MaxFileName is the longest name of a file in bytes; longer ones are cut before their ending.
const MaxFileName = 200

// FileState is how far a file is.
type FileState string

// The states of a file: wanted → stored | failed.
const (
	FileWanted FileState = "wanted"
	FileStored FileState = "stored"
	FileFailed FileState = "failed"
)

// HasFile says whether a message of this kind is a file.
func (k Kind) HasFile() bool {
	switch k {
	case KindPhoto, KindVideo, KindVoice, KindAudio, KindDocument, KindSticker:
		return true
	}
	return false
}
