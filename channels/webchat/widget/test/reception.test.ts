import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Asks } from '../src/chat/asks'
import type { Form } from '../src/chat/form'
import { Leaving } from '../src/chat/leaving'
import { hoursLine, noticeOf, Reception } from '../src/chat/reception'
import { memoryShelf } from '../src/chat/shelf'
import { translator } from '../src/chat/texts'
import type { Standing } from '../src/chat/wire'

const zh = translator('zh-CN')
const at = (h: number, day = 2) => new Date(2026, 2, day, h).getTime()
const facts = { phase: undefined as string | undefined, now: at(10), leaveAfter: 180_000, left: false, locale: 'zh-CN' as const }

test('the header says the hours and how long it takes, until somebody is there', () => {
  const s: Standing = { hours: [{ from: at(9), until: at(12) }, { from: at(13), until: at(18) }], wait_ms: 90_000 }
  assert.equal(hoursLine(s, undefined, 'zh-CN', zh), '服务时间 09:00–12:00、13:00–18:00 · 当前约等 2 分钟')
  assert.equal(hoursLine(s, 'serving', 'zh-CN', zh), '服务时间 09:00–12:00、13:00–18:00')
  assert.equal(hoursLine(s, 'queued', 'zh-CN', zh), '服务时间 09:00–12:00、13:00–18:00', 'who waits reads it at the place')
  assert.equal(hoursLine({}, undefined, 'zh-CN', zh), '', 'round the clock, and nobody waits')
  assert.equal(hoursLine(null, undefined, 'en', translator('en')), '')
})

test('who waits reads the place and the time, and is offered another way after a while', () => {
  const queued = { ...facts, phase: 'queued' }
  const s = { place: 3, since: at(10) - 180_000, wait_ms: 61_000 }
  assert.deepEqual(noticeOf(s, queued, zh), { text: '您前面还有 2 位 · 当前约等 2 分钟', offer: true })
  assert.deepEqual(noticeOf({ ...s, since: s.since + 1 }, queued, zh)?.offer, false)
  assert.deepEqual(noticeOf(s, { ...queued, leaveAfter: 0 }, zh)?.offer, false)
  assert.deepEqual(noticeOf({ ...s, place: 1 }, queued, zh)?.text, '下一位就是您 · 当前约等 2 分钟')
  assert.deepEqual(noticeOf({ since: s.since }, queued, zh), { text: '正在排队', offer: true })
  assert.deepEqual(noticeOf(s, { ...queued, left: true }, zh), { text: '留言已收到，您可以关闭本页', offer: false })
})

test('outside of the hours it says until when, and offers to leave a message', () => {
  assert.deepEqual(noticeOf({ closed: true, opens: at(13) }, facts, zh), { text: '现在不是服务时间，13:00 开始服务', offer: true })
  assert.match(noticeOf({ closed: true, opens: at(9, 4) }, facts, zh)!.text, /3月4日|3\/4/)
  assert.deepEqual(noticeOf({ closed: true }, { ...facts, phase: 'queued' }, zh), { text: '现在不是服务时间', offer: true })
  assert.deepEqual(noticeOf({ nobody: true }, facts, zh)?.offer, true)
})

test('who is served reads only that the agent has gone; else there is nothing to say', () => {
  const served = { ...facts, phase: 'serving' }
  assert.deepEqual(noticeOf({ away: true, closed: true }, served, zh), { text: '客服暂时离开，您的消息都会保留', offer: false })
  assert.equal(noticeOf({ closed: true, nobody: true }, served, zh), null)
  assert.equal(noticeOf({ wait_ms: 5000 }, facts, zh), null)
  assert.equal(noticeOf(null, facts, zh), null)
})

test('the desk is asked when it can have changed and somebody looks, and not in between', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const state = { live: true, visible: true, asked: 0 }
  const r = new Reception({ live: () => state.live, visible: () => state.visible, ask: () => void state.asked++, changed: () => {} })
  r.ask()
  assert.equal(state.asked, 0, 'a desk that does not answer is not asked')
  r.begins(true)
  assert.equal(state.asked, 1)
  r.stands('queued')
  r.stands('queued')
  assert.equal(state.asked, 2)
  mock.timers.tick(15_000)
  assert.equal(state.asked, 3)
  state.visible = false
  mock.timers.tick(60_000)
  assert.equal(state.asked, 3, 'nobody looks')
  state.visible = true
  r.ask()
  r.stands('serving')
  mock.timers.tick(60_000)
  assert.equal(state.asked, 5)
  mock.timers.tick(240_000)
  assert.equal(state.asked, 6)
  mock.timers.reset()
})

// asking plays the form: it answers as it is told.
const asking = (asked: string, answer: Record<string, string> | null, shelf = memoryShelf()) => {
  const shown: string[][] = []
  const form = {
    open: false,
    show(ask: { fields: readonly { id: string }[]; done(said: Record<string, string>, sent: boolean): void }) {
      shown.push(ask.fields.map((f) => f.id))
      ask.done(answer ?? { name: 'begun' }, answer !== null)
    },
  } as unknown as Form
  return { asks: new Asks({ asked, shelf, form, t: () => zh }), shown, shelf }
}

test('what is asked before the first message is asked once, and goes with the first message once', () => {
  const { asks, shown, shelf } = asking('name contact', { name: '李女士', contact: '13800001234' })
  asks.begin(false, () => {})
  asks.begin(false, () => {})
  assert.deepEqual(shown, [['name', 'contact']])
  assert.equal(asks.name, '李女士')
  assert.equal(asks.lines, '\n手机或邮箱: 13800001234')
  asks.told()
  assert.equal(asks.lines, '')
  const again = asking('name contact', null, shelf)
  again.asks.begin(false, () => {})
  assert.deepEqual([again.shown.length, again.asks.name, again.asks.contact], [0, '李女士', '13800001234'], 'remembered on this browser')
})

test('who answers nothing, or is asked nothing, sends nothing along', () => {
  const { asks, shown } = asking('order', null)
  asks.begin(false, () => {})
  assert.deepEqual([shown.length, asks.lines, asks.name], [1, '', ''])
  const none = asking('', {})
  none.asks.begin(false, () => {})
  assert.deepEqual([none.shown.length, none.asks.lines], [0, ''])
  const unknown = asking('age __proto__', {})
  unknown.asks.begin(false, () => {})
  assert.equal(unknown.shown.length, 0, 'what nobody knows is not asked')
})

test('a message that is not left after all stands in the field again, as it was written', () => {
  let stood = '票丢了'
  const said: string[] = []
  let sends = false
  const form = {
    open: false,
    show: (ask: { done(said: Record<string, string>, sent: boolean): void }) => ask.done({ question: stood + '，座位 3 排', contact: '1' }, sends),
  } as unknown as Form
  const asks = new Asks({ asked: '', shelf: memoryShelf(), form, t: () => zh })
  const field = { get text() { return stood }, put: (text: string) => (stood = text) }
  const leaving = new Leaving({ shelf: memoryShelf(), form, asks, t: () => zh, field, send: (text) => !!said.push(text), changed: () => {} })
  leaving.begin(1, 'queued')
  assert.deepEqual([stood, said], ['票丢了，座位 3 排', []])
  sends = true
  leaving.begin(1, 'queued')
  assert.deepEqual([stood, said.length], ['', 1])
})
