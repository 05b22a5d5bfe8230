// Durations as documents have them (60s, 1h30m) and as people fill them in: a number and a unit.

export type Unit = 's' | 'm' | 'h'
export interface Amount {
  n: number
  unit: Unit
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 }

// seconds reads a duration; null when it is none.
export function seconds(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return null
  let sum = 0
  for (const m of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) sum += Number(m[1]) * SECONDS[m[2]!]!
  return sum
}

// amount chooses the largest unit that keeps the number whole; what is no duration is nothing yet.
export function amount(text: string): Amount | null {
  const s = seconds(text)
  if (s === null) return null
  if (s > 0 && s % 3600 === 0) return { n: s / 3600, unit: 'h' }
  if (s > 0 && s % 60 === 0 && s >= 120) return { n: s / 60, unit: 'm' }
  return { n: s, unit: 's' }
}
