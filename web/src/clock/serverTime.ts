// The server's clock, as far as we can tell: the median of the last offsets seen. Deadlines are the server's.

const KEPT = 9
const samples: number[] = []
let offset = 0

export function sampleServerTime(serverNow: number, clientNow = Date.now()): void {
  samples.push(serverNow - clientNow)
  if (samples.length > KEPT) samples.shift()
  const sorted = [...samples].sort((a, b) => a - b)
  offset = sorted[Math.floor(sorted.length / 2)] ?? 0
}

export function serverNow(): number {
  return Date.now() + offset
}

// A new epoch or a new sign-in may talk to another machine: old samples would only mislead.
export function forgetServerTime(): void {
  samples.length = 0
  offset = 0
}
