// Time left, or over, in digits and in words.

import { digits } from '@/clock/countdown'

type Translate = (key: string, named: Record<string, unknown>) => string

// leftOf rounds up, so that 00:00 is the time itself.
export const leftOf = (until: number, now: number): string => digits(Math.max(0, Math.ceil((until - now) / 1000) * 1000))

// promiseLeft says how much is left of a promised time, or how much it is over.
export function promiseLeft(t: Translate, until: number, now: number): string {
  return until > now ? t('promise.left', { time: leftOf(until, now) }) : t('promise.over', { time: digits(now - until) })
}

const NEAR_MS = 5 * 60_000

export const promiseLook = (until: number, now: number): string => (until <= now ? 'over' : until - now <= NEAR_MS ? 'near' : 'calm')
