import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { delayFor } from '@/stream/backoff'
import { judgeClose } from '@/stream/closing'
import { Link, type Socket } from '@/stream/link'

describe('coming back', () => {
  it('waits 0.5 s to 10 s, longer each time, spread by chance', () => {
    for (let attempt = 0; attempt < 40; attempt++) {
      expect(delayFor(attempt, 0)).toBe(500)
      expect(delayFor(attempt, 0.999)).toBeLessThanOrEqual(10_000)
    }
    expect([0, 1, 2, 3, 4, 5].map((a) => delayFor(a, 1))).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000])
  })

  it('reads the close codes as the contract has them', () => {
    expect(judgeClose(1006, '')).toEqual({ again: true, afterMs: 0 })
    expect(judgeClose(4001, 'slow')).toEqual({ again: true, afterMs: 0 })
    expect(judgeClose(4002, '{"retry_after_ms":2500}')).toEqual({ again: true, afterMs: 2500 })
    expect(judgeClose(4002, 'nonsense')).toEqual({ again: true, afterMs: 0 })
    expect(judgeClose(4499, '')).toEqual({ again: true, afterMs: 0 })
    expect(judgeClose(4501, '')).toEqual({ again: false, why: 'signed_out' })
    expect(judgeClose(4502, '')).toEqual({ again: false, why: 'disabled' })
    expect(judgeClose(4503, '')).toEqual({ again: false, why: 'bad_frame' })
    expect(judgeClose(4504, '')).toEqual({ again: false, why: 'too_many' })
    expect(judgeClose(4777, '')).toEqual({ again: false, why: 'refused' })
  })
})

describe('the link', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function setup() {
    const sockets: (Socket & { closed: boolean })[] = []
    const events = { opened: vi.fn(), frame: vi.fn(), lost: vi.fn() }
    const open = () => {
      const s = { readyState: 1, closed: false, send: vi.fn(), onopen: null, onmessage: null, onclose: null, close: () => void (s.closed = true) }
      sockets.push(s)
      return s
    }
    const link = new Link(events, { open, random: () => 0 })
    link.start()
    return { link, sockets, events }
  }

  it('gives up a line that has been silent for 45 s', () => {
    const { sockets, events } = setup()
    sockets[0]!.onopen?.(new Event('open'))
    vi.advanceTimersByTime(44_000)
    expect(events.lost).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2000)
    expect(events.lost).toHaveBeenCalledOnce()
    expect(sockets[0]!.closed).toBe(true)
    expect(sockets).toHaveLength(2)
  })

  it('hurries when the network is back, and never has two lines', () => {
    const { link, sockets } = setup()
    link.hurry()
    expect(sockets).toHaveLength(1)
    sockets[0]!.onclose?.({ code: 1006, reason: '' } as CloseEvent)
    link.hurry()
    vi.advanceTimersByTime(20_000)
    expect(sockets).toHaveLength(2)
  })

  it('does not come back after stop', () => {
    const { link, sockets, events } = setup()
    link.stop()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    expect(events.lost).not.toHaveBeenCalled()
    expect(link.send({ op: 'pong' })).toBe(false)
  })

  it('does not come back by a look at the tab when it was told not to, only when somebody starts it again', () => {
    const { link, sockets, events } = setup()
    sockets[0]!.onclose?.({ code: 4504, reason: '' } as CloseEvent)
    expect(events.lost).toHaveBeenLastCalledWith({ again: false, why: 'too_many' })
    link.hurry()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    link.start()
    expect(sockets).toHaveLength(2)
  })
})
