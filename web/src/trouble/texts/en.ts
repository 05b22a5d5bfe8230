export default {
  trouble: {
    failing: 'The channel “{name}” has not worked since {at}: answers are kept and leave when it is back', quiet: 'Nothing has come from the channel “{name}” since {at}; it may be down',
    remark: { failing: 'This channel does not work just now: write as usual, the answer is kept and leaves when it is back. The customer’s clock goes on', quiet: 'Nothing has come from this channel for long; it may be down, and the answer may arrive only when it is back' },
  },
}
