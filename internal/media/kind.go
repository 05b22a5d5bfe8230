package media

import (
	"bytes"
	"cmp"
	"net/http"
	"path"
	"strings"
)

// headLength is how many bytes at the start of a file say what it is.
const headLength = 1024

// typeOf is what a file is, by its first bytes (at most headLength) and nothing that a network says. The name's ending only
// tells apart what looks the same: the packages that are zip files, and kinds of text.
func typeOf(head []byte, name string) string {
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if typ := signed(head); typ != "" {
		return typ
	}
	typ, _, _ := strings.Cut(http.DetectContentType(head), ";")
	switch typ {
	case "text/plain", "text/xml", "text/html":
		return textual(head, typ, ending)
	case "application/zip":
		return cmp.Or(packages(ending), typ)
	case "application/octet-stream":
		if bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}) {
			return cmp.Or(oldOffice(ending), typ)
		}
	case "audio/wave":
		return "audio/wav"
	}
	return typ
}

// signed knows the signatures that the standard library does not, or takes for too little.
func signed(head []byte) string {
	switch {
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return brand(string(head[8:12]))
	case bytes.HasPrefix(head, []byte("OggS")):
		if bytes.Contains(head, []byte("theora")) {
			return "video/ogg"
		}
		return "audio/ogg"
	case bytes.HasPrefix(head, []byte("#!AMR")):
		return "audio/amr"
	case len(head) >= 2 && head[0] == 0xff && (head[1] == 0xf1 || head[1] == 0xf9):
		return "audio/aac"
	case len(head) >= 2 && head[0] == 0xff && (head[1] == 0xfb || head[1] == 0xf3 || head[1] == 0xf2):
		return "audio/mpeg"
	}
	return ""
}

// brand is the type of a file of the MPEG-4 family by its major brand.
func brand(s string) string {
	switch s {
	case "M4A ", "M4B ":
		return "audio/mp4"
	case "qt  ":
		return "video/quicktime"
	case "heic", "heix", "mif1", "hevc":
		return "image/heic"
	case "avif", "avis":
		return "image/avif"
	case "3gp4", "3gp5", "3gp6":
		return "video/3gpp"
	}
	return "video/mp4"
}

// textual tells texts apart. What could run in a browser is called so, whatever its ending says.
func textual(head []byte, typ, ending string) string {
	low := bytes.ToLower(head)
	switch {
	case bytes.Contains(low, []byte("<svg")) || ending == "svg":
		return "image/svg+xml"
	case typ == "text/html" || bytes.Contains(low, []byte("<html")) || bytes.Contains(low, []byte("<script")) || ending == "html" || ending == "htm" || ending == "xhtml":
		return "text/html"
	case typ == "text/xml" || ending == "xml":
		return "text/xml"
	}
	switch ending {
	case "js", "mjs":
		return "text/javascript"
	case "csv":
		return "text/csv"
	case "json":
		return "application/json"
	}
	return "text/plain"
}

// packages are the kinds of documents that are zip files.
func packages(ending string) string {
	switch ending {
	case "docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case "xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case "pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	case "odt":
		return "application/vnd.oasis.opendocument.text"
	case "ods":
		return "application/vnd.oasis.opendocument.spreadsheet"
	case "odp":
		return "application/vnd.oasis.opendocument.presentation"
	case "epub":
		return "application/epub+zip"
	}
	return ""
}

func oldOffice(ending string) string {
	return map[string]string{"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}[ending]
}
