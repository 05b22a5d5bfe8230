import { describe, expect, it } from 'vitest'
import { me, message, row } from './fixtures'
import { standingOf } from '@/inbox/composer/standing'
import { timeline } from '@/inbox/thread/timeline'
import { linkify } from '@/lib/linkify'
import type { Entry } from '@/stores/outbox'

const at = (minute: number, second = 0) => new Date(2026, 7, 21, 9, minute, second).getTime()
const shape = (items: ReturnType<typeof timeline>) => items.map((i) => (i.type === 'gap' ? `gap ${i.ms / 1000}` : i.type))

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
    expect(shape(timeline(messages, [], true))).toEqual(['day', 'message', 'message', 'message', 'message', 'message', 'gap 240', 'message', 'day', 'message', 'waiting'])
    expect(shape(timeline(messages, [], false)).at(-1)).toBe('message')
  })

  it('does not draw the short waits of an ordinary conversation', () => {
    const messages = [message(1, { at: at(0) }), message(2, { at: at(0, 20), role: 'agent', delivery: '' })]
    expect(shape(timeline(messages, [], false))).toEqual(['day', 'message', 'message'])
  })

  it('quotes only what is not plain from the order', () => {
    const messages = [message(1), message(2), message(3, { role: 'agent', reply_to_seq: 2 }), message(4, { role: 'agent', reply_to_seq: 1 })]
    expect(timeline(messages, [], false).flatMap((i) => (i.type === 'message' ? [i.quoted?.seq ?? 0] : []))).toEqual([0, 0, 0, 1])
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
