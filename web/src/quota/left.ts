// What a network still takes from us before the customer writes again. Pure; the server counts, and refuses what is too much.

import type { Row } from '@/api/types'
import { digits } from '@/clock/countdown'

type Quota = NonNullable<Row['quota']>

const FEW = 2
const HOUR = 3600_000

// quotaState says whether it is used, over, nearly used, or none of that.
export function quotaState(q: Quota, now: number): 'over' | 'used' | 'few' | 'ample' {
  if (q.until && now > q.until) return 'over'
  return q.left === 0 ? 'used' : q.left <= FEW ? 'few' : 'ample'
}

// quotaLeft is how long it still takes anything: whole hours, and minutes below one. Empty = until the customer writes again.
export function quotaLeft(q: Quota, now: number): string {
  const left = q.until - now
  if (!q.until || left <= 0) return ''
  return left >= HOUR ? `${Math.floor(left / HOUR)}h` : digits(left)
}
