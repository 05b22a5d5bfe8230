package cases

import "firstline/internal/desk"

// MostFiles is how many files one entry takes as evidence.
const MostFiles = 50

// HandedIn is what the desk knows of a file that is evidence: the bytes themselves are kept by internal/media, under the
// upload's id and the entry's name (FileOwner).
type HandedIn struct {
	Kind   desk.Kind `json:"kind" enum:"photo,video,audio,document"`
	Name   string    `json:"name" doc:"As it was called where it came from"`
	Type   string    `json:"type" doc:"MIME type, by the bytes"`
	Size   int64     `json:"size"`
	Width  int       `json:"width" doc:"Of a picture; 0 = not known"`
	Height int       `json:"height"`
	Thumb  bool      `json:"thumb" doc:"There is a small picture of it"`
	Digest string    `json:"digest" doc:"SHA-256 of the bytes, in hex"`
}

// File is a file that is evidence (ORG-07). It never changes and never goes.
type File struct {
	N      int    `json:"n" doc:"From 1"`
	Upload string `json:"upload" doc:"The id under which it was handed in"`
	Note   string `json:"note" doc:"What it shows"`
	HandedIn
	Stamp
}

// Attach makes a file that its sender has handed in a piece of evidence (ORG-07).
type Attach struct {
	Upload string    `json:"upload" maxLength:"64" doc:"What handing it in has given (POST /api/v1/uploads)"`
	Note   string    `json:"note,omitempty" maxLength:"500" doc:"What it shows"`
	File   *HandedIn `json:"file,omitempty" readOnly:"true" doc:"Set by the desk: what was handed in"`
}

// Kind implements Change.
func (Attach) Kind() Kind     { return KindAttached }
func (Attach) circle() circle { return concerned }
func (Attach) ready(c *Case) error {
	if len(c.Files) >= MostFiles {
		return desk.Fail(desk.Conflict, "too_many_files", "the complaint has as many files as it takes")
	}
	return c.open()
}

func (a Attach) apply(c *Case, by Stamp) error {
	if a.Upload == "" || a.File == nil {
		return noUpload()
	}
	c.Files = append(c.Files, File{N: len(c.Files) + 1, Upload: a.Upload, Note: a.Note, HandedIn: *a.File, Stamp: by})
	return nil
}

func noUpload() error {
	return desk.Fail(desk.NotFound, "no_upload", "the file is not here any more: hand it in again")
}
