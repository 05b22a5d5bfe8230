import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { Reading } from '../src/chat/reading'
import { Thread } from '../src/chat/thread'
import type { Cursor, Entry } from '../src/chat/wire'

const rig = (t: TestContext) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const is = { looking: true, live: true, told: [] as Cursor[] }
  const reading = new Reading({ looking: () => is.looking, tell: (place) => is.live && is.told.push(place) > 0 })
  return { reading, is, later: (ms: number) => t.mock.timers.tick(ms) }
}

test('what was looked at for a second is told once, and only to a desk that wants to know', (t) => {
  const { reading, is, later } = rig(t)
  reading.saw({ o: 1, v: 2 })
  later(5_000)
  assert.deepEqual(is.told, [])
  reading.begins(true)
  for (let i = 0; i < 100; i++) reading.saw({ o: 1, v: 2 })
  later(999)
  assert.deepEqual(is.told, [])
  later(1)
  assert.deepEqual(is.told, [{ o: 1, v: 2 }])
  reading.saw({ o: 1, v: 2 })
  reading.saw({ o: 1, v: 1 })
  later(5_000)
  assert.equal(is.told.length, 1)
})

test('of what comes within the second the newest is told, and a new conversation is ahead of an old one', (t) => {
  const { reading, is, later } = rig(t)
  reading.begins(true)
  reading.saw({ o: 1, v: 7 })
  later(500)
  reading.saw({ o: 1, v: 9 })
  later(500)
  reading.saw({ o: 2, v: 2 })
  later(1_000)
  assert.deepEqual(is.told, [{ o: 1, v: 9 }, { o: 2, v: 2 }])
})

test('a look away within the second is none, and what could not be said is said again', (t) => {
  const { reading, is, later } = rig(t)
  reading.begins(true)
  reading.saw({ o: 1, v: 2 })
  is.looking = false
  later(1_000)
  is.looking = true
  is.live = false
  reading.saw({ o: 1, v: 2 })
  later(1_000)
  assert.deepEqual(is.told, [])
  is.live = true
  reading.begins(true)
  reading.saw({ o: 1, v: 2 })
  later(1_000)
  assert.deepEqual(is.told, [{ o: 1, v: 2 }])
  reading.begins(true)
  reading.saw({ o: 1, v: 2 })
  later(1_000)
  assert.equal(is.told.length, 2)
})

test('the newest words of ours are those of people and of the desk, not lines and not what the visitor says', () => {
  const thread = new Thread()
  assert.deepEqual(thread.said, { o: 0, v: 0 })
  const at = (seq: number, role: string): Entry => ({ ordinal: 1, seq, role, kind: 'text', text: 'x', at: 1, phase: 'serving' })
  thread.merge([at(1, 'customer'), at(2, 'auto'), at(3, 'system')])
  assert.deepEqual(thread.said, { o: 1, v: 2 })
  thread.merge([at(4, 'agent'), at(5, 'customer')])
  assert.deepEqual(thread.said, { o: 1, v: 4 })
})
