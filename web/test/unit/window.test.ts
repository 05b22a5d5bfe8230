import { describe, expect, it } from 'vitest'
import { around, AT_END, bounds, held, higher, lower, MOST, STEP, type Span } from '@/inbox/thread/window'

const list = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ key: 's' + (from + i) }))

describe('the part of a conversation that is on the page', () => {
  it('is the end of it, whatever comes', () => {
    expect(bounds(list(0, 10), AT_END)).toEqual([0, 10])
    expect(bounds(list(0, 10_000), AT_END)).toEqual([10_000 - 2 * STEP, 10_000])
    expect(bounds([], AT_END)).toEqual([0, 0])
  })

  it('keeps its beginning while somebody reads, when messages come at either end', () => {
    const span = held(list(0, 1000), AT_END)
    expect(bounds(list(0, 1003), span)).toEqual([800, 1003])
    expect(bounds(list(-50, 1003), span)).toEqual([850, 1053])
  })

  it('goes up and down without ever growing beyond its bound or leaving a message out', () => {
    const items = list(0, 2345)
    const seen = new Set<number>()
    let span: Span = AT_END
    const look = () => {
      const [a, b] = bounds(items, span)
      expect(b - a).toBeLessThanOrEqual(MOST)
      for (let i = a; i < b; i++) seen.add(i)
      return [a, b] as const
    }
    for (let before = -1; look()[0] !== before; ) [before, span] = [look()[0], higher(items, span)]
    expect(look()[0]).toBe(0)
    expect(seen.size).toBe(2345)
    expect(higher(items, span)).toBe(span)
    seen.clear()
    while (span.to) [, span] = [look(), lower(items, span)]
    expect(look()[1]).toBe(2345)
    expect(seen.size).toBe(2345)
    expect(lower(items, span)).toBe(span)
  })

  it('stands around a message that is looked for', () => {
    const items = list(0, 5000)
    expect(bounds(items, around(items, 's2500'))).toEqual([2400, 2600])
    expect(bounds(items, around(items, 's3'))).toEqual([0, 103])
    expect(around(items, 's4999').to).toBe('')
    expect(around(items, 'gone')).toBe(AT_END)
  })

  it('falls back to the end when what it was held by is gone', () => {
    expect(bounds(list(0, 500), { from: 'gone', to: 'gone' })).toEqual([300, 500])
  })
})
