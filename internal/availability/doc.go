// Package availability keeps who was there when: every change of a person's status as an interval, with who made it so, why and until
// when (ui.md B2), and the wishes to leave that need a superior (DUT-04, features row 141). It decides when a wish needs one and
// that it is decided once; who may decide is asked of the caller, and nothing here grants a wish by itself.
package availability
