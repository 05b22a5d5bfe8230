// A day's figures as people read them. A share of nothing is none, and never 0.

import type { Figures } from './api'

export interface Tile {
  id: 'sessions' | 'first' | 'reply' | 'satisfied'
  value: string
  of: number // what it is a share or a mean of; 0 for a count
}

const percent = (part: number, of: number): string => (of ? Math.round((100 * part) / of) + '%' : '—')

export function tiles(f: Figures, locale: string): Tile[] {
  const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'narrow' })
  return [
    { id: 'sessions', value: String(f.sessions), of: 0 },
    { id: 'first', value: percent(f.in_time, f.first), of: f.first },
    { id: 'reply', value: f.turns ? seconds.format(Math.round(f.took_ms / f.turns / 1000)) : '—', of: f.turns },
    { id: 'satisfied', value: percent(f.satisfied, f.rated), of: f.rated },
  ]
}
