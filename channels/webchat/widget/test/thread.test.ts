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
