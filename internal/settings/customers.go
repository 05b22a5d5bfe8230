package settings

import "firstline/internal/profile"

// startCustomers is what comes with the program: the sources name no levels and no tags.
func startCustomers(Start, *Department, string) string { return profile.Source }

// readCustomers reads what is kept of customers, and who says it (CUS-02, CUS-03, SEC-01).
func readCustomers(text, _, file string, d *Department) error {
	rules, err := profile.Load(file, []byte(text))
	if err != nil {
		return err
	}
	d.Customers = rules
	return nil
}
