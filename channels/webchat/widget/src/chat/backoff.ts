/**
 * How long to wait before the next try: full jitter between half a second and a bound that doubles up to ten seconds, so
 * that ten thousand pages do not come back at one moment; never before the time that the server asked for.
 */
export const backoff = (attempt: number, askedFor = 0, random: () => number = Math.random): number => {
  const bound = Math.min(10_000, 1_000 * 2 ** Math.min(attempt, 10))
  return Math.max(500 + random() * (bound - 500), askedFor)
}

/** The time in the reason of a close frame ("retry_after_ms=1500"), or 0. */
export const askedTime = (reason: string): number => {
  const found = /retry_after_ms=(\d{1,6})\b/.exec(reason)
  return found ? Number(found[1]) : 0
}
