package scripts

import "firstline/internal/yamlform"

// Problem is one thing wrong with a pack, with file, line and key.
type Problem = yamlform.Problem

// Problems is the error of Load: everything wrong with a pack, by line, so that
// an author mends it in one go.
type Problems = yamlform.Problems
