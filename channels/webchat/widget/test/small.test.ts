import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedTime, backoff } from '../src/chat/backoff'
import { barText } from '../src/chat/bar'
import { linkify } from '../src/chat/linkify'
import { isTextKey, texts, translator } from '../src/chat/texts'
import { readFrame } from '../src/chat/wire'
import { fromFrame, toFrame, wrap } from '../src/shared/bridge'
import { locales, matchLocale } from '../src/shared/locale'

test('waits have full jitter between half a second and ten, and never less than asked', () => {
  for (const attempt of [0, 1, 2, 3, 4, 50]) {
    const bound = Math.min(10_000, 1000 * 2 ** attempt)
    assert.equal(backoff(attempt, 0, () => 0), 500)
    assert.equal(backoff(attempt, 0, () => 1), bound)
    assert.equal(backoff(attempt, 30_000, () => 0.5), 30_000)
  }
  assert.equal(askedTime('retry_after_ms=1500'), 1500)
  assert.equal(askedTime('slow'), 0)
})

test('only http and https become links, and only what belongs to them', () => {
  const links = (s: string) => linkify(s).flatMap((p) => (p.href ? [p.text] : []))
  for (const [text, want] of [
    ['见 https://a.example/x。谢谢', ['https://a.example/x']],
    ['(https://a.example/a_(b)).', ['https://a.example/a_(b)']],
    ['http://a.example,http://b.example!', ['http://a.example,http://b.example']],
    ['订单https://a.example/1查看', ['https://a.example/1']],
    ['javascript:alert(1)', []],
    ['JaVaScRiPt:alert(1) data:text/html,x ftp://a.example', []],
    ['https://bank.example@evil.example/', []],
    ['http://', []],
    ['http://a"onmouseover="x', ['http://a']],
    ['没有链接', []],
  ] as const) {
    assert.deepEqual(links(text), want, text)
    assert.equal(linkify(text).map((p) => p.text).join(''), text, 'the text is whole')
  }
})

test('languages', () => {
  assert.equal(matchLocale(['zh-Hant-HK']), 'zh-TW')
  assert.equal(matchLocale(['zh-TW']), 'zh-TW')
  assert.equal(matchLocale(['fr', 'zh']), 'zh-CN')
  assert.equal(matchLocale(['zh-Hans-MY', 'en']), 'zh-CN')
  assert.equal(matchLocale([null, 'EN-gb']), 'en')
  assert.equal(matchLocale(['fr', undefined]), null)
})

test('every language has every text, with the same places to fill', () => {
  const places = (s: string) => (s.match(/\{\w+\}/g) ?? []).sort().join()
  for (const [key, words] of Object.entries(texts)) {
    assert.ok(isTextKey(key))
    assert.equal(words.length, locales.length, key)
    for (const w of words) assert.ok(w && places(w) === places(words[0]), `${key}: ${w}`)
  }
  assert.equal(translator('en')('jumpNew', { n: 3 }), 'New messages: 3')
  assert.equal(isTextKey('constructor'), false)
})

test('messages between frame and site are read by their shape', () => {
  assert.deepEqual(fromFrame(wrap({ t: 'unread', n: 3 })), { t: 'unread', n: 3 })
  assert.deepEqual(toFrame(wrap({ t: 'open', focus: true })), { t: 'open', focus: true })
  for (const bad of [null, 'unread', 7, {}, { t: 'unread', n: 3 }, { mark: 'firstline-1', t: 'unread', n: '3' },
    { mark: 'firstline-1', t: 'unread', n: -1 }, { mark: 'firstline-1', t: 'eval' }, { mark: 'firstline-1', t: 'ready' }])
    assert.equal(fromFrame(bad), null, JSON.stringify(bad))
  assert.equal(toFrame(wrap({ t: 'minimise' })), null)
  assert.deepEqual(fromFrame(wrap({ t: 'identity', why: 'expires' })), { t: 'identity', why: 'expires' })
  assert.deepEqual(toFrame(wrap({ t: 'name', name: '李女士', identity: 'a.b.c' })), { t: 'name', name: '李女士', identity: 'a.b.c' })
  for (const identity of [undefined, 7, {}]) // a loader from before sends none
    assert.deepEqual(toFrame({ mark: 'firstline-1', t: 'name', name: 'x', identity }), { t: 'name', name: 'x', identity: '' })
})

test('frames of a newer server are passed over', () => {
  assert.equal(readFrame('{"op":"pong"}')?.op, 'pong')
  for (const bad of ['', '[]', 'null', '{"op":1}', '{', new Blob()]) assert.equal(readFrame(bad), null)
})

test('the bar says what is the matter, and nothing when nothing is', () => {
  const s = { link: 'live' as const, held: '', waiting: 0, durable: true }
  assert.equal(barText(s, true), null)
  assert.equal(barText({ ...s, held: 'unavailable' }, true)?.key, 'unavailable')
  assert.equal(barText({ ...s, held: 'slow_down' }, true)?.key, 'slow_down')
  assert.equal(barText({ ...s, link: 'connecting' }, false)?.key, 'connecting')
  assert.equal(barText({ ...s, link: 'waiting' }, true)?.key, 'offline')
  assert.equal(barText({ ...s, link: 'waiting', waiting: 2 }, true)?.key, 'offlineWaiting')
  assert.equal(barText({ ...s, link: 'waiting', waiting: 2, durable: false }, true)?.key, 'offlineVolatile')
  assert.equal(barText({ ...s, link: 'elsewhere' }, true)?.action, 'elsewhereAction')
  assert.equal(barText({ ...s, link: 'identity', waiting: 2 }, true)?.key, 'identity')
})
