import { describe, expect, it } from 'vitest'
import { message } from './fixtures'
import type { DiffFrame } from '@/stream/frames'
import { applyDiff, fromPage, withOlder } from '@/stream/transcript'

const diff = (from: number, to: number, messages: DiffFrame['messages']): DiffFrame => ({ op: 'diff', session: 's', from, to, row: null, messages })
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i))

describe('a transcript', () => {
  it('sorts a page and knows whether there is more above', () => {
    expect(fromPage([message(2), message(1)], 2, 50).messages.map((m) => m.seq)).toEqual([1, 2])
    expect(fromPage(range(11, 60), 60, 50).hasOlder).toBe(true)
    expect(fromPage(range(1, 50), 50, 50).hasOlder).toBe(false)
  })

  it('keeps the newer state of a message, whichever comes last', () => {
    const t = fromPage([message(1, { version: 9, text: 'new' })], 5, 50)
    const late = applyDiff(t, diff(5, 6, [message(1, { version: 6, text: 'old' })]))
    expect(late.result === 'applied' && late.transcript.messages[0]?.text).toBe('new')
  })

  it('leaves a change of what has not been scrolled to for its page', () => {
    const t = fromPage(range(51, 100), 100, 50)
    const applied = applyDiff(t, diff(100, 101, [message(3, { version: 101 })]))
    expect(applied.result === 'applied' && applied.transcript.messages[0]?.seq).toBe(51)
    expect(applied.result === 'applied' && applied.added).toEqual([])
  })

  it('puts older messages in front and keeps its version', () => {
    const t = withOlder(fromPage(range(51, 100), 100, 50), range(1, 50), 50)
    expect([t.messages.length, t.messages[0]?.seq, t.version, t.hasOlder]).toEqual([100, 1, 100, false])
  })

  it('takes a diff without messages: only the version moves', () => {
    const applied = applyDiff(fromPage([message(1)], 1, 50), diff(1, 2, null))
    expect(applied.result === 'applied' && applied.transcript.version).toBe(2)
  })

  it('gives the same in whatever pieces the changes come', () => {
    const all = range(1, 12)
    const whole = applyDiff(fromPage(all.slice(0, 2), 2, 50), diff(2, 12, all.slice(2)))
    let t = fromPage(all.slice(0, 2), 2, 50)
    for (let v = 2; v < 12; v += 2) {
      const applied = applyDiff(t, diff(v, v + 2, all.slice(v, v + 2)))
      if (applied.result === 'applied') t = applied.transcript
    }
    expect(whole.result === 'applied' && whole.transcript).toEqual(t)
  })
})
