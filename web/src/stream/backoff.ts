// Reconnecting: 0.5 s to 10 s, doubling, with jitter so that a thousand tabs do not come back at once.

const FIRST_MS = 500
const MOST_MS = 10_000

// delayFor is the wait before try number `attempt` (0 = the first). random is in [0, 1).
export function delayFor(attempt: number, random: number): number {
  const roof = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt + 1, 10))
  return Math.round(FIRST_MS + (roof - FIRST_MS) * random)
}
