import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLow, surveyText } from '../src/chat/survey'
import { translator } from '../src/chat/texts'
import { Outbox } from '../src/chat/outbox'
import { memoryShelf } from '../src/chat/shelf'
import { Thread } from '../src/chat/thread'
import type { Entry } from '../src/chat/wire'

const zh = translator('zh-CN')
const minute = 60_000
const entry = (seq: number, o: Partial<Entry> = {}): Entry => ({ ordinal: 1, seq, role: 'agent', kind: 'text', text: 'x', at: 0, phase: 'closed', ...o })
const closing = entry(1, { purpose: 'closing', rates_until: 48 * 60 * minute, rerate_ms: 10 * minute })
const rating = (seq: number, text: string, at: number) => entry(seq, { role: 'customer', purpose: 'rating', text, at })
const kinds = (t: Thread, waiting: Parameters<Thread['rows']>[0] = []) => t.rows(waiting, () => 'sending').flatMap((r) => (r.kind === 'rate' || r.kind === 'survey' ? [`${r.kind} ${r.score}`] : []))

test('an answer reads as words that begin with the score', () => {
  assert.equal(surveyText({ score: 2, solved: 'partly', reasons: ['slow', 'unclear'] }, '等了三天', zh), '2/5 · 部分解决 · 响应慢、不清楚 · 等了三天')
  assert.equal(surveyText({ score: 5 }, '', translator('en')), '5/5')
  assert.deepEqual([0, 1, 2, 3, 5].map(isLow), [false, true, true, false, false])
})

test('the stars come first, then the page that may be left; after it only the stars, for ten minutes', () => {
  let now = 0
  const t = new Thread(() => now)
  t.merge([closing])
  assert.deepEqual(kinds(t), ['rate 0'])
  t.merge([rating(2, '2', minute)])
  assert.deepEqual(kinds(t), ['rate 2', 'survey 2'])
  t.merge([rating(3, '3/5 · 已解决', 2 * minute)])
  assert.deepEqual(kinds(t), ['rate 3'])
  now = 11 * minute - 1
  assert.deepEqual(kinds(t), ['rate 3'])
  now = 11 * minute
  assert.deepEqual(kinds(t), [], 'nothing may be changed any more: a number would begin a conversation')
})

test('what is on its way counts as said, and a desk that asks for a number alone is answered by one', () => {
  const t = new Thread(() => 0)
  t.merge([closing])
  const outbox = new Outbox(memoryShelf())
  outbox.add('4/5 · 已解决', 'zh-CN', [], { score: 4, solved: 'yes' })
  assert.deepEqual(outbox.all()[0]!.survey, { score: 4, solved: 'yes' }, 'kept over a reload')
  assert.deepEqual(kinds(t, outbox.all()), ['rate 4'])
  const plain = new Thread(() => 0)
  const { rerate_ms: _, ...old } = closing
  plain.merge([old, rating(2, '4', 0)])
  assert.deepEqual(kinds(plain), ['rate 4'])
})

test('nobody is asked for two days and more', () => {
  let now = 48 * 60 * minute - 1
  const t = new Thread(() => now)
  t.merge([closing])
  assert.deepEqual(kinds(t), ['rate 0'])
  now++
  assert.deepEqual(kinds(t), [])
})
