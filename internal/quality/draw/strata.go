package draw

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// together is the stratum of what would be too little alone.
const together = "*"

// plain is the stratum by hour and channel, before the small ones are put together.
func plain(p Participation, block int) string {
	hour := 0
	if block > 0 {
		hour = p.Hour - p.Hour%block
	}
	return fmt.Sprintf("%02d/%s", hour, p.Channel)
}

// strata says for each plain stratum of one agent which one it belongs to. Rounding would never give a small stratum a
// place: who works the lonely hours could then be sure of never being checked there. Hence the small ones share.
func strata(own Population, s Settings) map[string]string {
	sizes := map[string]int{}
	for _, p := range own {
		sizes[plain(p, s.Block)]++
	}
	n := min(s.PerAgent, len(own))
	small := func(size int) bool { return size*n < len(own) }
	names, shared := map[string]string{}, 0
	for name, size := range sizes {
		names[name] = name
		if small(size) {
			names[name] = together
			shared += size
		}
	}
	if shared == 0 || !small(shared) {
		return names
	}
	least := ""
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		if names[name] == name && (least == "" || sizes[name] < sizes[least]) {
			least = name
		}
	}
	if least != "" {
		names[least] = together
	}
	return names
}

// seats shares n places among the strata in proportion to their sizes: largest remainder.
func seats(lots []lot, n int, seed Seed) map[string]int {
	if n <= 0 {
		return nil
	}
	sizes := map[string]int{}
	for _, l := range lots {
		sizes[l.stratum]++
	}
	places, left := map[string]int{}, n
	for name, size := range sizes {
		places[name] = size * n / len(lots)
		left -= places[name]
	}
	for _, name := range byRemainder(sizes, n, seed, lots)[:left] {
		places[name]++
	}
	return places
}

// byRemainder sorts the strata by what rounding has taken from them. Which of two equal ones comes first is the seed's
// business: by name it would always be the morning.
func byRemainder(sizes map[string]int, n int, seed Seed, lots []lot) []string {
	agent := string(lots[0].Agent)
	tickets := map[string][32]byte{}
	for name := range sizes {
		tickets[name] = keyed(seed[:], "stratum/"+agent+"/"+name)
	}
	names := slices.Collect(maps.Keys(sizes))
	slices.SortFunc(names, func(a, b string) int {
		ta, tb := tickets[a], tickets[b]
		return cmp.Or(cmp.Compare(sizes[b]*n%len(lots), sizes[a]*n%len(lots)), bytes.Compare(ta[:], tb[:]))
	})
	return names
}
