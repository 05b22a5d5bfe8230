import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Outbox } from '../src/chat/outbox'
import { Sender } from '../src/chat/sender'
import { memoryShelf } from '../src/chat/shelf'
import { leaseTurn } from '../src/chat/turn'
import type { Outgoing } from '../src/chat/wire'

const setup = () => {
  const outbox = new Outbox(memoryShelf())
  const sent: string[] = []
  const s = { live: true, mine: true, wanted: 0, stolen: 0, renewed: 0 }
  const sender = new Sender({
    outbox,
    turn: { mine: () => s.mine, want: () => void s.wanted++, release: () => {}, steal: () => void s.stolen++ },
    live: () => s.live,
    visible: () => true,
    send: (f: Outgoing) => void (f.op === 'say' && sent.push(f.text)),
    about: () => ({}),
    renew: () => void s.renewed++,
  })
  const id = (text: string) => outbox.all().find((m) => m.text === text)!.id
  return { outbox, sent, s, sender, id }
}

test('messages go out in order, a few at once, each once', () => {
  const { outbox, sent, sender, id } = setup()
  for (let i = 0; i < 10; i++) outbox.add(String(i), 'en')
  sender.pump()
  sender.pump()
  assert.deepEqual(sent, ['0', '1', '2', '3', '4', '5', '6', '7'])
  sender.kept(id('0'))
  sender.kept(id('1'))
  assert.deepEqual(sent.slice(8), ['8', '9'])
  sender.broken()
})

test('a refusal with a time holds everything back, then all go again from there', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { outbox, sent, sender, id } = setup()
  for (const x of ['a', 'b', 'c']) outbox.add(x, 'en')
  sender.pump()
  sender.kept(id('a'))
  sender.refused(id('b'), 'unavailable', 1500, () => {})
  sender.refused(id('c'), 'behind', 1500, () => {})
  outbox.add('d', 'en')
  sender.pump()
  mock.timers.tick(1499)
  assert.deepEqual(sent, ['a', 'b', 'c'])
  assert.equal(sender.held, 'unavailable')
  mock.timers.tick(10_000)
  assert.deepEqual(sent.slice(3), ['b', 'c', 'd'])
  sender.kept(id('b'))
  assert.equal(sender.held, '')
  sender.broken()
  mock.timers.reset()
})

test('a refusal for good fails that message and goes on', () => {
  const { outbox, sent, sender, id } = setup()
  outbox.add('a', 'en')
  outbox.add('b', 'en')
  sender.pump()
  sender.refused(id('a'), 'too_long', 0, () => {})
  sender.kept(id('b'))
  assert.equal(outbox.find(id('a'))?.failed, 'too_long')
  sender.pump()
  assert.deepEqual(sent, ['a', 'b'])
  sender.broken()
})

test('a line that gives no answer is renewed, and what was on it goes again', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { outbox, sent, s, sender } = setup()
  outbox.add('a', 'en')
  sender.pump()
  mock.timers.tick(15_000)
  assert.equal(s.renewed, 1)
  sender.broken()
  sender.pump()
  assert.deepEqual(sent, ['a', 'a'])
  sender.broken()
  mock.timers.reset()
})

test('a tab without the turn waits for it, and takes it when nobody moves', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const { outbox, sent, s, sender } = setup()
  s.mine = false
  outbox.add('a', 'en')
  sender.pump()
  assert.deepEqual([sent, s.wanted, s.stolen], [[], 1, 0])
  mock.timers.tick(3000)
  assert.equal(s.stolen, 1)
  mock.timers.reset()
})

test('a lease has one holder, and passes on when it runs out or is given back', () => {
  mock.timers.enable({ apis: ['setInterval'] })
  Object.assign(globalThis, { window: globalThis })
  const shelf = memoryShelf()
  let now = 0
  const [a, b] = [leaseTurn(shelf, () => {}, () => now), leaseTurn(shelf, () => {}, () => now)]
  a.want()
  b.want()
  assert.deepEqual([a.mine(), b.mine()], [true, false])
  a.release()
  now += 2000
  mock.timers.tick(2000)
  assert.deepEqual([a.mine(), b.mine()], [false, true])
  a.steal()
  assert.deepEqual([a.mine(), b.mine()], [true, false])
  a.release()
  b.release()
  mock.timers.reset()
})
