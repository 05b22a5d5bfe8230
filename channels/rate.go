package channels

// Rate is how fast a network takes messages, as far as it says so. A rate of 0 or less means that it names none; the zero value
// holds nothing back.
type Rate struct {
	PerAddress float64 // messages a second in one conversation (Placed: in one place), in the long run
	Burst      int     // how many may come at once in one conversation, where PerAddress is above 0; 0 or less = 1
	PerAccount float64 // messages a second of the account over all conversations, of all nodes together
}

// Placed is the optional part of a channel whose network counts several conversations as one place, such as the threads of a
// channel.
type Placed interface {
	// Place is what the network counts the conversation with this key as. It is pure, and the key itself for a conversation that
	// shares with no other.
	Place(key string) string
}
