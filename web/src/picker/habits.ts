// What somebody uses and likes of the scripts: kept on this device, per account.

import { keep, recall } from '@/lib/storage'

export interface Habits {
  stars: string[]
  used: Record<string, [count: number, at: number]>
}

const MOST = 400 // scripts that are remembered; the ones unused for longest are forgotten

const key = (account: string) => `firstline.scripthabits.${account}`

export function habits(account: string): Habits {
  const kept = recall<Partial<Habits>>(key(account))
  return { stars: Array.isArray(kept?.stars) ? kept.stars : [], used: kept?.used && typeof kept.used === 'object' ? kept.used : {} }
}

export function noteUse(account: string, id: string, now: number): Habits {
  const h = habits(account)
  h.used[id] = [(h.used[id]?.[0] ?? 0) + 1, now]
  h.used = Object.fromEntries(Object.entries(h.used).sort((a, b) => b[1][1] - a[1][1]).slice(0, MOST))
  keep(key(account), h)
  return h
}

export function star(account: string, id: string): Habits {
  const h = habits(account)
  h.stars = h.stars.includes(id) ? h.stars.filter((s) => s !== id) : [...h.stars, id]
  keep(key(account), h)
  return h
}
