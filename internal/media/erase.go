package media

import "firstline/internal/desk"

// Erase takes the bytes of files away that no row names any more. What cannot be removed now is swept.
func (s *Service) Erase(files []desk.File) {
	for _, f := range files {
		s.o.Shelf.forget(f)
	}
}
