package config

import "strings"

// nearest finds the known word a person most likely meant, or "".
func nearest(word string, known []string) string {
	best, bestAt := "", max(1, len(word)/3)+1
	for _, k := range known {
		if d := distance(strings.ToLower(word), k); d < bestAt {
			best, bestAt = k, d
		}
	}
	return best
}

// distance counts the edits between two words, a swap of neighbours being one.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64 // keys are short; a long word is no slip of the finger
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
