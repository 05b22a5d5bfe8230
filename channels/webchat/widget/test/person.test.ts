import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, isAnother, personOf, proofOf } from '../src/chat/person'
import { memoryShelf, within } from '../src/chat/shelf'

const token = (claims: unknown): string => ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'tag'].join('.')
const unreadable = ['a', 'a.b.c', 'a..c', '<html>502</html>', '{"error":"session"}', token({}), token({ sub: 7 }), token({ sub: '' }), token(null), 'a.%.c']

test('a person is known by the sub, and what cannot be read is no person', () => {
  assert.equal(personOf(''), '')
  assert.equal(personOf(token({ sub: 'K-10023', exp: 1 })), 'K-10023')
  assert.equal(personOf(token({ sub: 'K-10023', exp: 2 })), personOf(token({ exp: 1, sub: 'K-10023' })))
  assert.notEqual(personOf(token({ sub: '王' })), personOf(token({ sub: '李' })))
  for (const bad of unreadable) assert.equal(personOf(bad), null)
})

test('what cannot be read, as an error in place of an identity, is no other person and takes nothing from who was here', () => {
  const store = memoryShelf()
  enter(store, 'K-1').shelf.set('q:1', 'not sent yet')
  const before = store.keys()
  for (const bad of unreadable) {
    assert.equal(isAnother(bad, 'K-1'), false, bad) // the page stays
    assert.equal(isAnother(bad, ''), false, bad)
    assert.equal(isAnother(bad, null), false, bad) // however different the next one is: nothing goes round
    const { shelf } = enter(store, personOf(bad))
    assert.deepEqual(shelf.keys(), [], 'nothing of anybody is shown')
    shelf.set('draft', 'x')
  }
  assert.deepEqual(store.keys(), before)
  assert.equal(enter(store, 'K-1').shelf.get('q:1'), 'not sent yet')
  for (const [next, was] of [[token({ sub: 'K-2' }), 'K-1'], ['', 'K-1'], [token({ sub: 'K-1' }), ''], [token({ sub: 'K-1' }), null], ['', null]] as const)
    assert.equal(isAnother(next, was), true, `${next} after ${was}`)
  assert.equal(isAnother(token({ sub: 'K-1', exp: 9 }), 'K-1'), false)
})

test('what has the shape of a token goes to the server, and of a page in its place nothing does', () => {
  for (const good of [token({ sub: 'K-1' }), token({}), 'a.b.', 'e30.e30.-_9']) assert.equal(proofOf(`${good}\n`), good)
  for (const bad of ['', 'abc', '<html>502</html>', '见 a.b.c', 'a.b', 'a..c', 'x '.repeat(50_000)]) assert.equal(proofOf(bad), '..')
})

test('nothing of one person is on the shelf of another, nor left for who comes after a sign-out', () => {
  const store = memoryShelf()
  const keep = (person: string, text: string) => enter(store, person).shelf.set('q:1', text)
  const see = (person: string) => enter(store, person).shelf.get('q:1')
  store.set('lang', 'en')
  keep('', 'of a visitor')
  assert.equal(see('A'), null)
  assert.equal(store.get('q:1'), 'of a visitor') // it is still the browser's, until somebody signs out
  keep('A', 'of A')
  assert.equal(see('A'), 'of A')
  assert.equal(see('B'), null)
  assert.equal(see('A'), null)
  keep('A', 'of A again')
  assert.equal(see(''), null)
  assert.deepEqual(store.keys(), ['lang'])
  assert.equal(see('A'), null)
})

test('a person whose name begins like another one shares nothing with him', () => {
  const store = memoryShelf()
  for (const [a, b] of [['a', 'a:q'], ['a', 'a:1:q'], ['1', '11'], ['', ':']] as const) {
    const one = enter(store, a)
    const two = { ...enter(store, b) }
    two.shelf.set('q:1', 'theirs')
    assert.equal(one.shelf.get('q:1'), null, `${a} and ${b}`)
    assert.ok(!one.shelf.keys().some((k) => k.startsWith('q:')), `${a} and ${b}`)
  }
})

test('a part of a shelf has its keys and no others', () => {
  const store = memoryShelf()
  const part = within(store, 'p:')
  store.set('x', '1')
  part.set('y', '2')
  assert.deepEqual([part.keys(), part.get('y'), part.get('x'), store.get('p:y')], [['y'], '2', null, '2'])
  part.remove('y')
  assert.deepEqual(store.keys(), ['x'])
})
