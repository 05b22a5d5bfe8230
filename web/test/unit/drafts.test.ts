import { beforeEach, describe, expect, it } from 'vitest'
import { Drafts } from '@/lib/drafts'

describe('drafts', () => {
  beforeEach(() => localStorage.clear())

  it('never meet: not between sessions, modes or accounts', () => {
    const ids = ['s1', 's2', 's1.note', 's']
    const book = new Map<string, string>()
    const drafts = { a: new Drafts('a'), b: new Drafts('b') }
    let n = 0
    for (let round = 0; round < 300; round++) {
      const who = round % 3 ? 'a' : 'b'
      const id = ids[(round * 7) % ids.length]!
      const mode = (round >> 1) % 2 ? 'note' : 'reply'
      const key = [who, id, mode].join('|')
      if (round % 11 === 10) {
        drafts[who].drop(id, mode)
        book.delete(key)
      } else {
        drafts[who].write(id, mode, 't' + ++n)
        book.set(key, 't' + n)
      }
      for (const w of ['a', 'b'] as const) {
        for (const i of ids) for (const m of ['reply', 'note'] as const) expect(drafts[w].read(i, m)).toBe(book.get([w, i, m].join('|')) ?? null)
      }
    }
  })

  it('are marked, also after a reload, and an emptied one is remembered without a mark', () => {
    const first = new Drafts('a')
    first.write('s1', 'reply', 'x')
    first.write('s2', 'note', 'y')
    first.write('s3', 'reply', '')
    expect([...first.marked]).toEqual(['s1', 's2'])
    const second = new Drafts('a')
    expect([...second.marked].sort()).toEqual(['s1', 's2'])
    expect(second.read('s3', 'reply')).toBe('')
    second.drop('s1', 'reply')
    expect(second.marked.has('s1')).toBe(false)
  })

  it('remember what they are to, until it is taken off', () => {
    new Drafts('a').write('s1', 'reply', 'x', [], [], 7)
    expect([new Drafts('a').quotes('s1'), new Drafts('a').quotes('s2'), new Drafts('b').quotes('s1')]).toEqual([7, 0, 0])
    new Drafts('a').write('s1', 'reply', 'x')
    expect(new Drafts('a').quotes('s1')).toBe(0)
  })

  it('go after a fortnight, and what is broken is no draft', () => {
    localStorage.setItem('firstline.draft.a.s1.reply', JSON.stringify({ text: 'old', at: Date.now() - 15 * 24 * 3600_000 }))
    localStorage.setItem('firstline.draft.a.s2.reply', '{broken')
    const drafts = new Drafts('a')
    expect(drafts.read('s1', 'reply')).toBeNull()
    expect(drafts.read('s2', 'reply')).toBeNull()
    expect(drafts.marked.size).toBe(0)
  })
})
