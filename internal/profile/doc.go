// Package profile keeps what the department knows of a customer (CUS-01, CUS-02, CUS-03, CUS-08, CUS-11): facts that somebody has
// said of an address, and taken back, in an order. A person has the facts of all its addresses (decision 0013), so that parting
// two leaves each side what was said there. Contacts leave it covered; one is shown whole when somebody asks for it, which is
// noted first (SEC-01). It refuses to know who may see a session, and how a customer is served.
package profile
