// Package proposals keeps what people propose for the department's scripts, and what superiors made of it (SCR-24). It decides
// what may be proposed, who may decide, and that a decision is made once; the scripts themselves are a setting, and are changed
// as every setting is: checked, as a new version, with who and why. It refuses to write over what somebody else has changed.
package proposals
