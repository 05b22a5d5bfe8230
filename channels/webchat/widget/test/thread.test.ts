import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Thread, type Row } from '../src/chat/thread'
import type { Entry } from '../src/chat/wire'
import type { Waiting } from '../src/chat/outbox'

const entry = (seq: number, over: Partial<Entry> = {}): Entry => ({
  ordinal: 1, seq, role: 'agent', author: '张敏', kind: 'text', text: `t${seq}`, at: 1_771_000_000_000 + seq * 1000, phase: 'serving', ...over,
})
const mine = (seq: number, id: string) => entry(seq, { role: 'customer', client_id: id, author: '' })
const waiting = (id: string): Waiting => ({ key: `q:${id}`, id, text: `w-${id}`, lang: 'en', at: 1_771_000_100_000 })
const show = (rows: Row[]) =>
  rows.flatMap((r) => (r.kind === 'own' ? [`${r.id}:${r.state}`] : r.kind === 'theirs' ? [r.text] : r.kind === 'line' ? [`(${r.purpose})`] : []))
const sending = () => 'sending' as const

test('what the greeting offers is there until something else is said', () => {
  const t = new Thread()
  const menu = (waits: Waiting[] = []) => t.rows(waits, sending).flatMap((r) => (r.kind === 'menu' ? r.labels : []))
  t.merge([mine(1, 'a'), entry(2, { role: 'auto', choices: ['订单', '故障'], phase: 'queued' })])
  assert.deepEqual(menu(), ['订单', '故障'])
  t.merge([entry(3, { role: 'auto', purpose: 'queue' }), entry(4, { role: 'system', purpose: 'line:assigned' })])
  assert.deepEqual(menu(), ['订单', '故障'])
  assert.deepEqual(menu([waiting('b')]), [])
  t.keep(waiting('b'))
  assert.deepEqual(menu(), [])
  const answered = new Thread()
  answered.merge([entry(1, { role: 'auto', choices: ['订单'] }), entry(2)])
  assert.deepEqual(answered.rows([], sending).some((r) => r.kind === 'menu'), false)
})

test('the own message is shown once, whether its answer or its entry comes first', () => {
  const answerFirst = new Thread()
  answerFirst.merge([entry(1)])
  answerFirst.keep(waiting('a'))
  assert.deepEqual(show(answerFirst.rows([], sending)), ['t1', 'a:kept'])
  answerFirst.merge([mine(2, 'a'), entry(3)])
  assert.deepEqual(show(answerFirst.rows([], sending)), ['t1', 'a:kept', 't3'])

  const entryFirst = new Thread()
  entryFirst.merge([mine(1, 'a')])
  assert.deepEqual(show(entryFirst.rows([waiting('a')], sending)), ['a:kept'])
  entryFirst.keep(waiting('a'))
  assert.deepEqual(show(entryFirst.rows([], sending)), ['a:kept'])
})

test('a row keeps its key when the waiting message becomes an entry', () => {
  const t = new Thread()
  const before = t.rows([waiting('a')], sending).at(-1)?.key
  t.merge([mine(1, 'a')])
  assert.equal(t.rows([], sending).at(-1)?.key, before)
})

test('entries come in any order and again, newer states replace older ones', () => {
  const t = new Thread()
  t.merge([entry(3), entry(1)])
  t.merge([entry(2), entry(1, { text: 'mended' })])
  assert.deepEqual(show(t.rows([], sending)), ['mended', 't2', 't3'])
})

test('a reset forgets the entries and keeps what waits', () => {
  const t = new Thread()
  t.merge([entry(1), entry(2)])
  t.merge([entry(9)], true)
  assert.deepEqual(show(t.rows([waiting('a')], sending)), ['t9', 'a:sending'])
})

test('the end of a session is a line, at the end and between two', () => {
  const t = new Thread()
  t.merge([entry(1, { phase: 'closed' })])
  assert.deepEqual(show(t.rows([], sending)), ['t1', '(ended)'])
  t.merge([entry(1, { ordinal: 2, text: 'again' })])
  assert.deepEqual(show(t.rows([], sending)), ['t1', '(ended)', 'again'])
})

test('notes are never shown, whatever the server sends', () => {
  const t = new Thread()
  t.merge([entry(1, { role: 'note', text: 'internal' }), entry(2, { role: 'whatever' })])
  assert.deepEqual(show(t.rows([], sending)), [])
})

test('unread counts the words of ours beyond what was seen', () => {
  const t = new Thread()
  t.merge([entry(1), mine(2, 'a'), entry(3, { role: 'system' }), entry(4, { role: 'auto' }), entry(1, { ordinal: 2 })])
  assert.equal(t.unread({ o: 1, v: 1 }), 2)
  assert.equal(t.unread(t.end), 0)
})

test('one speaker within five minutes is named once', () => {
  const t = new Thread()
  t.merge([entry(1), entry(2), entry(3, { author: '李雷' }), entry(4, { author: '李雷', at: 1_771_000_400_000 })])
  assert.deepEqual(t.rows([], sending).flatMap((r) => (r.kind === 'theirs' ? [r.first] : [])), [true, false, true, true])
  assert.equal(t.holder, '李雷')
})

test('who has taken over is the one who serves, before the first word; in a queue it is nobody', () => {
  const t = new Thread()
  const line = (seq: number, purpose: string, author = '') => entry(seq, { role: 'system', purpose: `line:${purpose}`, author })
  for (const [e, want] of [
    [line(1, 'assigned', '张敏'), '张敏'], [entry(2), '张敏'], [line(3, 'transferred'), ''], [line(4, 'assigned', '李雷'), '李雷'],
    [line(5, 'kept_open'), '李雷'], [line(6, 'transferred', '周莉'), '周莉'], [line(7, 'returned'), ''], [mine(8, 'a'), ''],
    [line(9, 'assigned', '李雷'), '李雷'], [line(10, 'closed'), '李雷'], [line(11, 'reopened'), ''],
  ] as const) {
    t.merge([e])
    assert.equal(t.holder, want, `after ${e.seq}`)
  }
})

test('the closing that asks shows the stars, and the newest number is the score', () => {
  let now = 0
  const t = new Thread(() => now)
  const closing = entry(3, { purpose: 'closing', phase: 'closed', rates_until: 1_772_000_000_000 })
  const score = (waits: Waiting[] = []) => t.rows(waits, sending).flatMap((r) => (r.kind === 'rate' ? [r.score] : []))
  t.merge([entry(1), closing, entry(4, { role: 'system', purpose: 'line:closed', phase: 'closed' })])
  assert.deepEqual(score(), [0])
  assert.deepEqual(score([{ ...waiting('a'), text: '4' }]), [4])
  assert.deepEqual(score([{ ...waiting('b'), text: '45' }]), [0])
  t.merge([{ ...mine(5, 'a'), text: ' ５ ', purpose: 'rating', phase: 'closed' }])
  assert.deepEqual(score(), [5])
  now = 1_772_000_000_000 // a number would begin a new conversation
  assert.deepEqual(score(), [])
  now--
  assert.deepEqual(score(), [5])
  t.merge([mine(6, 'c')]) // the visitor writes on: the question is over
  assert.deepEqual(score(), [])
})

test('an answer shows what it is to, of its own session alone', () => {
  const t = new Thread()
  t.merge([mine(1, 'a'), entry(2, { quotes: 1 }), entry(3, { quotes: 2 }), entry(4), entry(2, { ordinal: 2, quotes: 1 })])
  const quotes = t.rows([], sending).flatMap((r) => (r.kind === 'theirs' ? [r.quote && [r.quote.role, r.quote.text]] : []))
  assert.deepEqual(quotes, [['customer', 't1'], ['agent', 't2'], null, null])
})

test('a reply that was corrected says the new words, one that was taken back none, each at its place', () => {
  const t = new Thread()
  t.merge([mine(1, 'a'), entry(2), entry(3), mine(4, 'b'), entry(5, { kind: 'edit', text: 'better', about: 2 })])
  const marks = () => t.rows([], sending).flatMap((r) => (r.kind === 'theirs' ? [`${r.text}/${r.mark}`] : []))
  assert.deepEqual(marks(), ['better/edited', 't3/'])
  t.merge([entry(6, { kind: 'edit', text: 'best', about: 2 }), entry(7, { kind: 'delete', text: '', about: 3 })])
  assert.deepEqual(marks(), ['best/edited', '/recalled'])
  assert.equal(t.unread({ o: 1, v: 6 }), 0)
  t.merge([entry(8, { kind: 'delete', text: '', about: 2 })])
  assert.deepEqual(marks(), ['/recalled', '/recalled'])
  const later = new Thread() // a page that comes later is not told the words at all
  later.merge([mine(1, 'a'), entry(2, { text: '', recalled: true }), entry(3, { kind: 'delete', text: '', about: 2 })])
  assert.deepEqual(later.rows([], sending).flatMap((r) => (r.kind === 'theirs' ? [`${r.text}/${r.mark}`] : [])), ['/recalled'])
})
