// What a deadline says at a moment (ui.md 1.10). Pure.

export type DueLook = 'calm' | 'warn' | 'bad' | 'over' | 'done'

export interface Due {
  look: DueLook
  digits: string // how long is left, or since when it is over
}

const HOUR = 3600_000

// span shows minutes below an hour, hours below two days, then days.
export function span(ms: number): string {
  const m = Math.floor(Math.abs(ms) / 60_000)
  if (m < 60) return `${m}m`
  if (m < 48 * 60) return `${Math.floor(m / 60)}h${String(m % 60).padStart(2, '0')}m`
  return `${Math.floor(m / 60 / 24)}d`
}

export function dueAt(due: number, since: number, closed: boolean, now: number): Due {
  if (closed) return { look: 'done', digits: '' }
  const left = due - now
  if (left < 0) return { look: 'over', digits: '+' + span(left) }
  if (left < 2 * HOUR) return { look: 'bad', digits: span(left) }
  return { look: left < (due - since) / 2 ? 'warn' : 'calm', digits: span(left) }
}
