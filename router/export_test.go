package router

import "context"

// LookAtPeople reads who works here at once: what a test has committed is what the next decision knows. PeopleChanged only
// asks for it, and a slow machine may decide before.
func (r *Router) LookAtPeople(ctx context.Context) error {
	err := r.people.refresh(ctx)
	r.desk.wake()
	return err
}
