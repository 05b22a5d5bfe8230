import { describe, expect, it } from 'vitest'
import { me, message, row } from './fixtures'
import { standingOf } from '@/inbox/composer/standing'
import { timeline } from '@/inbox/thread/timeline'
import { signOf } from '@/lib/emoji'
import { linkify } from '@/lib/linkify'
import type { Entry } from '@/stores/outbox'
import { before, quotable } from '@/inbox/thread/quotable'

const at = (minute: number, second = 0) => new Date(2026, 7, 21, 9, minute, second).getTime()
const shape = (items: ReturnType<typeof timeline>) => items.map((i) => (i.type === 'gap' ? `gap before m${i.reply}` : i.type))

describe('the timeline', () => {
  it('draws days, and a wait from the oldest unanswered message to the human answer', () => {
    const messages = [
      message(1, { at: at(0) }),
      message(2, { at: at(1), role: 'auto', delivery: 'sent' }),
      message(3, { at: at(1, 30) }),
      message(4, { at: at(2), role: 'note' }),
      message(5, { at: at(3), role: 'agent', delivery: 'failed' }),
      message(6, { at: at(4), role: 'agent', delivery: 'sent' }),
      message(7, { at: at(4) + 24 * 3600_000 }),
    ]
    expect(shape(timeline(messages, [], true))).toEqual(['day', 'message', 'message', 'message', 'message', 'message', 'gap before m6', 'message', 'day', 'message', 'waiting'])
    expect(shape(timeline(messages, [], false)).at(-1)).toBe('message')
  })

  it('does not draw the short waits of an ordinary conversation', () => {
    const messages = [message(1, { at: at(0) }), message(2, { at: at(0, 20), role: 'agent', delivery: '' })]
    expect(shape(timeline(messages, [], false))).toEqual(['day', 'message', 'message'])
  })

  it('quotes only what is not plain from the order', () => {
    const messages = [message(1), message(2), message(3, { role: 'agent', reply_to_seq: 2 }), message(4, { role: 'agent', reply_to_seq: 1 })]
    expect(timeline(messages, [], false).flatMap((i) => (i.type === 'message' ? [i.about?.seq ?? 0] : []))).toEqual([0, 0, 0, 1])
  })

  it('shows what somebody chose to answer, also where it is plain', () => {
    const messages = [message(1), message(2), message(3, { role: 'agent', reply_to_seq: 2, quotes: 2 })]
    expect(timeline(messages, [], false).flatMap((i) => (i.type === 'message' ? [i.about?.seq ?? 0] : []))).toEqual([0, 0, 2])
  })

  it('lets those messages be answered that the customer sees and the network knows', () => {
    const messages = [
      message(1, { external_id: 'e1' }), message(2, { role: 'auto' }), message(3, { role: 'note', external_id: 'n' }), message(4, { role: 'agent', external_id: 'a4' }),
      message(5, { role: 'system', external_id: 's' }), message(6, { external_id: 'e6' }),
    ]
    const able = (replies: boolean, accept_on_commit: boolean) => messages.filter((m) => quotable(m, { replies, accept_on_commit })).map((m) => m.seq)
    expect([able(true, false), able(true, true), able(false, true)]).toEqual([[1, 4, 6], [1, 2, 4, 6], []])
    const can = { replies: true, accept_on_commit: false }
    expect([before(messages, can, 0), before(messages, can, 6), before(messages, can, 1), before(messages, { ...can, replies: false }, 0)]).toEqual([6, 1, 6, 0])
  })

  it('shows what a customer answers, also where only the id of it is known', () => {
    const messages = [message(1, { role: 'agent', external_id: 't1' }), message(2, { reply_to: 't1' }), message(3, { reply_to_seq: 2 }), message(4, { reply_to: 'not here' })]
    expect(timeline(messages, [], false).flatMap((i) => (i.type === 'message' ? [i.about?.seq ?? 0] : []))).toEqual([0, 1, 2, 0])
  })

  it('keeps a changed message and the change, one pointing at the other', () => {
    const messages = [message(1, { external_id: 'e1' }), message(2, { kind: 'edit', external_id: 'e1@2', reply_to: 'e1' }), message(3, { kind: 'edit', external_id: 'e1@3', reply_to_seq: 1 })]
    const [first, second] = timeline(messages, [], false).filter((i) => i.type === 'message')
    expect(first).toMatchObject({ message: { seq: 1, text: 'm1' }, fate: { editedBy: 3, takenBackAt: 0 } })
    expect(second).toMatchObject({ message: { seq: 2 }, about: { seq: 1 } })
  })

  it('marks what was taken back at the message, whose text stays', () => {
    const messages = [message(1, { external_id: 'e1' }), message(2, { role: 'system', purpose: 'line:deleted', kind: '', reply_to: 'e1', text: '' })]
    const items = timeline(messages, [], false).filter((i) => i.type === 'message')
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ message: { text: 'm1' }, fate: { takenBackAt: 2000 } })
    // What it is about may lie further back: then the line stands for itself.
    expect(timeline(messages.slice(1), [], false).filter((i) => i.type === 'message')).toHaveLength(1)
  })

  it('collects reactions at the message, each sign once, until it is taken back or an empty one takes back all', () => {
    const react = (seq: number, text: string, purpose = 'line:reacted') => message(seq, { role: 'system', purpose, kind: '', reply_to: 'r1', text })
    const undo = (seq: number, text: string) => react(seq, text, 'line:unreacted')
    const signs = (...more: ReturnType<typeof react>[]) => {
      const [item, ...rest] = timeline([message(1, { role: 'agent', external_id: 'r1' }), ...more], [], false).filter((i) => i.type === 'message')
      expect(rest).toEqual([])
      return item!.fate.signs.map((s) => s.sign).join('')
    }
    expect(signs(react(2, '👎'), react(3, '👍'))).toBe('👍') // all that stand now
    expect(signs(react(2, ':+1:'), react(3, ':heart:'), react(4, ':+1:'))).toBe(':heart::+1:') // one after the other
    expect([':+1:', ':+1::skin-tone-2:', ':never-heard:', '👍'].map(signOf)).toEqual(['👍', '👍', ':never-heard:', '👍'])
    expect(signs(react(2, '👍'), react(3, ''))).toBe('')
    expect(signs(react(2, '👍'), react(3, ''), react(4, '🎉'))).toBe('🎉')
    expect(signs(react(2, ':+1:'), react(3, ':heart:'), undo(4, ':+1:'))).toBe(':heart:')
    expect(signs(react(2, ':+1:'), react(3, ':heart:'), undo(4, ':+1:'), undo(5, ':heart:'), undo(6, ':eyes:'))).toBe('')
    expect(signs(react(2, ':+1:'), react(3, ':heart:'), react(4, ''))).toBe('')
  })

  it('shows what is on its way until the transcript has it, under the same key', () => {
    const entry: Entry = { client_id: 'c1', session: 's', kind: 'reply', text: 'x', seen_version: 1, at: 1, state: 'waiting' }
    const before = timeline([], [entry], false)
    const after = timeline([message(1, { role: 'agent', client_id: 'c1' })], [entry], false)
    expect(before.at(-1)?.key).toBe('cc1')
    expect(after.map((i) => i.key)).toContain('cc1')
    expect(shape(after)).toEqual(['day', 'message'])
  })
})

describe('links', () => {
  const hrefs = (text: string) => linkify(text).flatMap((p) => p.href ?? [])

  it('are made of http, https, mailto and tel only', () => {
    expect(hrefs('see https://a.example/x?y=1, http://b.example. mailto:me@a.example tel:+8613800138000')).toEqual([
      'https://a.example/x?y=1', 'http://b.example/', 'mailto:me@a.example', 'tel:+8613800138000',
    ])
    expect(hrefs('javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd <a href="https://x">')).toEqual(['https://x/'])
  })

  it('end where Chinese text goes on, and lose no character of the text', () => {
    const text = '看这里https://a.example/p请看。谢谢'
    expect(hrefs(text)).toEqual(['https://a.example/p'])
    expect(linkify(text).map((p) => p.text).join('')).toBe(text)
    expect(linkify('')).toEqual([{ text: '' }])
  })
})

describe('what one may do', () => {
  const boss = me({ id: 's1', permissions: ['read_all', 'serve', 'note', 'take_over', 'act_any'] })

  it('follows from who holds the session and from the permissions', () => {
    const other = { id: 'a2', name: '赵亮' }
    expect(standingOf(row(), me())).toMatchObject({ why: 'mine', mayReply: true, mayAct: true, mayReturn: true })
    expect(standingOf(row({ holder: other }), me())).toMatchObject({ why: 'held', name: '赵亮', mayReply: false, mayAct: false, mayTake: false })
    expect(standingOf(row({ holder: other, owner: { id: 'a1', name: '' } }), me())).toMatchObject({ why: 'owner', mayNote: true, mayTake: false })
    expect(standingOf(row({ holder: other }), boss)).toMatchObject({ why: 'held', mayReply: false, mayAct: true, mayTake: true })
    expect(standingOf(row({ holder: other }), me({ permissions: ['read_all', 'note'] }))).toMatchObject({ mayTake: false, mayAct: false, mayNote: true })
    expect(standingOf(row({ phase: 'queued', holder: null }), me())).toMatchObject({ why: 'queued', mayTake: true, mayAct: false })
    expect(standingOf(row({ phase: 'queued', holder: null }), me({ permissions: ['note'] }))).toMatchObject({ mayTake: false })
    expect(standingOf(row({ phase: 'closing' }), me())).toMatchObject({ why: 'closing', mayReply: false, mayAct: false })
    expect(standingOf(row({ phase: 'closed', holder: null }), boss)).toMatchObject({ why: 'closed', mayAct: false, mayNote: true })
  })
})
