// Package preferences keeps how each person likes the desk: language, theme, density, sounds and keys, so that another
// computer has them too (ui.md 1.6). It refuses to know what a key or a sound does, and to show anybody another person's.
package preferences
