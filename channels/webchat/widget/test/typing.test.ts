import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Typing } from '../src/chat/typing'

const rig = () => {
  let at = 0
  const seen = { told: 0, drawn: 0 }
  const typing = new Typing({ now: () => at, changed: () => seen.drawn++, tell: () => seen.told++ })
  return { typing, seen, later: (ms: number) => (at += ms) }
}

test('that the visitor writes is told once in three seconds, and only to a desk that wants to know', () => {
  const { typing, seen, later } = rig()
  typing.wrote('在')
  assert.equal(seen.told, 0)
  typing.wanted = true
  typing.wrote('  ')
  assert.equal(seen.told, 0)
  typing.wrote('在吗')
  later(2_999)
  typing.wrote('在吗?')
  assert.equal(seen.told, 1)
  later(1)
  typing.wrote('在吗??')
  assert.equal(seen.told, 2)
})

test('that somebody writes an answer is shown for six seconds, or until it comes', () => {
  const { typing, seen, later } = rig()
  typing.heard()
  assert.equal(seen.drawn, 1)
  later(5_999)
  assert.equal(typing.shown, true)
  typing.heard()
  later(5_999)
  assert.equal(typing.shown, true)
  later(1)
  assert.equal(typing.shown, false)
  typing.heard()
  typing.over()
  assert.equal(typing.shown, false)
})
