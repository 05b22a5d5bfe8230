// Time that is not as it should be: computers whose clocks are wrong, and one that slept.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const SECOND = 1000
const HOUR = 3600 * SECOND

// wrong gives the page a clock that is off by ms, and notes when it sounds and changes its title, by the right clock.
function wrong(ms) {
  const Right = Date
  window.Date = class extends Right {
    constructor(...when) {
      if (when.length) super(...when)
      else super(Right.now() + ms)
    }
    static now() {
      return Right.now() + ms
    }
  }
  window.told = []
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...when) {
    window.told.push({ what: 'sound', at: Right.now() })
    return start.apply(this, when)
  }
  // What the list counts down to by its own digits, and when it was asked.
  window.chip = () => {
    const m = /(\+?)(\d+):(\d+)/.exec(document.querySelector('[data-testid=session-row] [data-testid=countdown]')?.textContent ?? '')
    return m && { left: (m[1] ? -1 : 1) * (60 * Number(m[2]) + Number(m[3])), at: Right.now() }
  }
}

// wrongClock: an hour fast and an hour slow, the same sessions: the chips and the alarms go by the server.
export async function wrongClock(stage) {
  const desks = []
  for (const [name, ms] of [['fast', HOUR], ['slow', -HOUR]]) {
    const a = await agent(stage, 'zhangmin', { before: (page) => page.addInitScript(wrong, ms) })
    stage.pages.set(name, a.page)
    check(Math.abs((await a.page.evaluate(() => Date.now())) - Date.now() - ms) < 10 * SECOND, name + ': the clock of the page')
    await a.live()
    await a.page.mouse.click(700, 10) // a press lets the page be heard
    desks.push({ name, a })
  }
  await desks[0].a.start()
  const v = await visitor(stage)
  await v.write('有人在吗')
  const due = await until('the deadline', async () => (await desks[0].a.api('sessions?view=mine')).rows.find((r) => r.due_at)?.due_at)
  await Promise.all(desks.map((d) => chips(d, due)))
  await until('the alarms', () => Date.now() > due + 2 * SECOND)
  for (const { name, a } of desks) {
    const told = await a.page.evaluate(() => window.told)
    for (const [what, at] of [['ten seconds left', due - 10 * SECOND], ['none left', due]]) {
      const late = told.map((t) => t.at - at).filter((ms) => ms >= -SECOND)[0]
      check(late !== undefined && late <= SECOND, `${name}: ${what}, heard after ${late} ms; ${JSON.stringify(told)}, due ${due}`)
      stage.note(`${name}: ${what}, heard after ${late} ms`)
    }
    check(/^\(1\) !! \+00:\d\d/.test(await a.page.title()), name + ': the title ' + (await a.page.title()))
  }
}

// chips: what the list counts down, at several times before the deadline and behind it. It shows whole seconds, painted twice a second.
async function chips({ name, a }, due) {
  for (const left of [18, 12, 6, -2]) {
    const seen = await until(`${name}: the chip at ${left} s`, async () => {
      const chip = await a.page.evaluate(() => window.chip())
      return chip && chip.left <= left && chip
    }, 60 * SECOND)
    check(Math.abs((due - seen.at) / SECOND - seen.left) <= 1.5, `${name}: the chip says ${seen.left} s and there are ${(due - seen.at) / SECOND}`)
  }
}

// sleeps: the lid is shut for ten minutes. Timers that were due in between run once, when it is opened; the line is gone, and the page
// stands still before that, as a phone freezes what nobody sees.
export async function sleeps(stage) {
  stage.expected.push(/ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource/)
  const v = await visitor(stage, { before: (page) => page.clock.install() })
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await v.write('睡前')
  await a.pick('睡前')
  await until('the greeting in the box', () => a.box.inputValue())
  await a.write('您好，睡前的回答')
  await v.sees('睡前的回答')
  const session = await a.session()

  await v.page.context().setOffline(true)
  await v.page.locator('#status:not(.off)').waitFor()
  await v.write('睡时写的')
  await v.page.locator('#bar').filter({ hasText: '1 条消息已保存在本机' }).waitFor()
  const cdp = await v.page.context().newCDPSession(v.page)
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await a.write('睡着时的回答一')
  await a.sent('回答一')
  await a.write('睡着时的回答二')
  await a.sent('回答二')
  await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  await v.page.clock.fastForward('10:00')
  await v.page.context().setOffline(false)
  await v.page.clock.fastForward('01:00') // at most until the next try
  await v.kept('睡时写的')
  await v.sees('睡着时的回答二')
  await a.message('睡时写的', 'customer').waitFor()
  await v.write('醒来以后')
  await v.kept('醒来以后')
  await a.message('醒来以后', 'customer').waitFor()

  const record = await a.transcript(session)
  const said = (role) => record.filter(([r]) => r === role).map(([, text]) => text)
  equal(said('customer'), ['睡前', '睡时写的', '醒来以后'], 'what the visitor said, in the record')
  equal(await v.own(), said('customer'), 'on the visitor’s page')
  equal((await v.theirs()).filter((t) => /睡/.test(t)), ['您好，睡前的回答', '睡着时的回答一', '睡着时的回答二'], 'what the visitor got')
  equal(said('agent').length, 3, 'what the agent said')
}
