import { describe, expect, it } from 'vitest'
import { onTop, sortRows } from '@/lib/order'
import { fits as judged, seeks, sieveKey, sieveOf, WORDS } from '@/lib/sieve'
import type { Row, Sieve } from '@/api/types'
import { row } from './fixtures'

const fits = (r: Row, by: Sieve) => judged(r, by, (id) => id === 'written')

describe('what is looked for', () => {
  it('is read from the address, without words that nobody knows', () => {
    expect(sieveOf({ is: 'left,reply,nonsense', order: 'oldest', group: 'service', look: 's1' })).toEqual({ is: 'reply,left', group: 'service' })
    expect(sieveOf({ is: 'nonsense', channel: ['a', 'b'] })).toEqual({})
    expect(sieveKey({ is: 'reply' })).not.toBe(sieveKey({ is: 'left' }))
    expect([seeks({ order: 'newest' }), seeks({ channel: 'web' })]).toEqual([false, true])
  })

  it('fits a row as the server says', () => {
    const plain = row({ id: 's1', unanswered: 0, breached: false, promised_at: 0, promise_missed: false, left_message: false, register: '' })
    const has: Record<string, Partial<Row>> = { reply: { unanswered: 1 }, overdue: { promise_missed: true }, complaint: { register: 'TS-1' }, promise: { promised_at: 5 }, left: { left_message: true }, draft: { id: 'written' } }
    for (const word of WORDS) {
      expect([word, fits(plain, { is: word }), fits({ ...plain, ...has[word] }, { is: word })]).toEqual([word, false, true])
    }
    expect(fits({ ...plain, ...has.reply }, { is: 'reply,left' })).toBe(false)
    expect([fits(plain, { group: plain.group }), fits(plain, { group: 'other' }), fits(plain, { channel: 'other' }), fits(plain, { speciality: 'technical' })]).toEqual([true, false, false, false])
  })

  it('sorts as the server does, with what is pinned on top', () => {
    const rows = [row({ id: 'a', urgency: 5, waiting_since: 90 }), row({ id: 'b', urgency: 2 ** 50, waiting_since: 0 }), row({ id: 'c', urgency: 7, waiting_since: 10 })]
    const ids = (list: Row[]) => list.map((r) => r.id).join('')
    expect(ids(sortRows(rows, 'all', 'me'))).toBe('acb')
    expect(ids(sortRows(rows, 'all', 'me', () => 0, 'longest'))).toBe('cab')
    expect(ids(onTop(sortRows(rows, 'all', 'me'), (id) => id === 'b'))).toBe('bac')
  })
})
