import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newID, Outbox } from '../src/chat/outbox'
import { memoryShelf } from '../src/chat/shelf'

test('messages keep the order of writing, even when the clock stands or goes back', () => {
  let now = 5000
  const box = new Outbox(memoryShelf(), () => now)
  box.add('one', 'en')
  box.add('two', 'en')
  now = 1000
  box.add('three', 'en')
  assert.deepEqual(box.all().map((m) => m.text), ['one', 'two', 'three'])
})

test('a new page goes on behind what an older one left', () => {
  const shelf = memoryShelf()
  new Outbox(shelf, () => 9000).add('before', 'en')
  const box = new Outbox(shelf, () => 1000)
  box.all()
  box.add('after', 'en')
  assert.deepEqual(box.all().map((m) => m.text), ['before', 'after'])
})

test('two tabs write without reading over each other', () => {
  const shelf = memoryShelf()
  const [a, b] = [new Outbox(shelf, () => 1), new Outbox(shelf, () => 2)]
  const m = a.add('a', 'en')
  b.add('b', 'en')
  a.remove(m.id)
  assert.deepEqual(b.all().map((x) => x.text), ['b'])
})

test('a refusal for good is remembered until it is tried again', () => {
  const box = new Outbox(memoryShelf(), () => 1)
  const m = box.add('x', 'en')
  box.fail(m.id, 'too_long')
  assert.equal(box.find(m.id)?.failed, 'too_long')
  box.retry(m.id)
  assert.equal(box.find(m.id)?.failed, undefined)
})

test('what is not a message is passed over', () => {
  const shelf = memoryShelf()
  shelf.set('q:1', 'nonsense')
  shelf.set('q:2', '{"id":7}')
  shelf.set('draft', '{"id":"x","text":"y","at":1}')
  assert.deepEqual(new Outbox(shelf).all(), [])
})

test('ids are UUIDs and the server takes them', () => {
  for (let i = 0; i < 100; i++) assert.match(newID(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
