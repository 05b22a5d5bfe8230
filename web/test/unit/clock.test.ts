import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { row } from './fixtures'
import { chipFor, digits } from '@/clock/countdown'
import { secondsText } from '@/lib/time'
import { forgetServerTime, sampleServerTime, serverNow } from '@/clock/serverTime'
import { onTick } from '@/clock/ticker'

describe('the countdown', () => {
  const due = (left: number, o = {}) => chipFor(row({ due_at: 1_000_000, due_kind: 'first', ...o }), 1_000_000 - left)

  it('has a shape for each stage, at the thresholds of the alarms', () => {
    expect([60_000, 30_001, 30_000, 10_000, 9_999, 1, 0, -1].map((left) => due(left)).map((c) => 'mark' in c && c.mark)).toEqual(
      ['○', '○', '◔', '◔', '◕', '◕', '◕', '!!'],
    )
  })

  it('rounds what is left up and counts up from the breach', () => {
    expect([44_000, 43_001, 1, 0, -1, -7_900].map((left) => due(left)).map((c) => 'digits' in c && c.digits)).toEqual(
      ['00:44', '00:44', '00:01', '00:00', '+00:00', '+00:07'],
    )
  })

  it('says which wait it is', () => {
    expect(due(5000, { due_kind: 'next' })).toMatchObject({ kind: 'due', next: true })
    expect(chipFor(row({ phase: 'queued', queued_at: 1000, due_at: 61_000 }), 24_000)).toMatchObject({ kind: 'queue', digits: '00:23', urgency: 'plenty' })
    expect(chipFor(row({ preview: { role: 'agent', text: '', at: 1000 } }), 193_000)).toEqual({ kind: 'customer', digits: '03:12', since: 1000 })
    expect(chipFor(row({ phase: 'closed', due_at: 5 }), 9)).toEqual({ kind: 'closed' })
  })

  it('shows minutes up to an hour, then hours', () => {
    expect([0, 59_999, 3_599_000, 3_600_000, 8_100_000].map(digits)).toEqual(['00:00', '00:59', '59:59', '1h00m', '2h15m'])
  })
})

describe("the server's time", () => {
  beforeEach(() => forgetServerTime())

  it('is the median of the offsets, so that one slow frame does not matter', () => {
    for (const offset of [5000, 5010, -60_000, 5005, 5002]) sampleServerTime(Date.now() + offset)
    expect(Math.abs(serverNow() - Date.now() - 5002)).toBeLessThan(20)
  })
})

describe('the ticker', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is one timer for all painters, paints at once, and stops with the last', () => {
    const a = vi.fn()
    const b = vi.fn()
    const offA = onTick(a)
    const offB = onTick(b)
    expect(vi.getTimerCount()).toBe(1)
    expect(a).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(1000)
    expect(a).toHaveBeenCalledTimes(3)
    offA()
    vi.advanceTimersByTime(1000)
    expect(a).toHaveBeenCalledTimes(3)
    expect(b).toHaveBeenCalledTimes(5)
    offB()
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('seconds are told to the tenth and never read as the minute before it is over (SLA-01)', () => {
  expect([0, 40, 9_999, 59_999, 60_001, 99_999, 100_000, 3_600_000].map(secondsText)).toEqual(['0', '0.0', '9.9', '59.9', '60.0', '99.9', '100', '3600'])
})
