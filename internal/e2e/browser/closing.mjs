// Closing with two keystrokes, and the moment in which it can be taken back (ui.md 1.6.2, A4, A16).

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'
import { CLOSING, visitor } from './visitor.mjs'

export async function closing(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhouli', { viewport: WIDE })
  const { page, id } = a
  const key = (keys) => page.keyboard.press(keys)
  await a.start()
  const phase = async (session) => (await a.api('sessions/' + session)).phase
  const focus = (what) => until('the focus on ' + what, () => page.evaluate(() => document.activeElement?.dataset.testid).then((at) => at === what))
  const wait = async (ms) => {
    const since = Date.now()
    await until('that time to pass', () => Date.now() - since > ms)
  }
  // served is a question about an order that was answered: sorted by its words, with every step gone.
  const served = async (name, asks) => {
    const v = await visitor(stage, {}, name)
    await v.write(asks)
    await a.pick(asks)
    await until('the greeting in the box', () => a.box.inputValue())
    await a.write('您好，已催仓库，今天发出。')
    await v.sees('今天发出')
    await page.locator('[data-testid=flow-bar][data-next=fed_back]').waitFor()
    return { v, session: await a.session() }
  }
  const twoKeys = async () => {
    await a.box.focus()
    await key('Alt+KeyQ')
    await focus('close-submit')
    await key('Enter')
    await id('close-panel').waitFor({ state: 'detached' })
  }

  stage.note('two keystrokes, and one takes it back')
  const one = await served('one', '我的订单 88213 三天没有发货')
  await twoKeys()
  await id('toast').filter({ hasText: '5 秒后结束' }).waitFor()
  await a.row('今天发出').getByTestId('row-closing').waitFor()
  await key('Control+KeyZ')
  await id('toast').filter({ hasText: '没有结束' }).waitFor()
  await wait(5500)
  equal(await phase(one.session), 'serving', 'what was taken back')

  stage.note('by the button in its own pane')
  await a.pick('今天发出')
  await a.box.focus()
  await key('Alt+KeyQ')
  await focus('close-submit')
  await key('Shift+Tab')
  await focus('close-only')
  await key('Enter')
  await focus('hold-undo')
  await key('Enter')
  await focus('composer-text')
  equal(await phase(one.session), 'serving', 'what was taken back by the button')
  await twoKeys()
  await until('the close', async () => (await phase(one.session)) === 'closed')
  await one.v.sees(CLOSING)

  stage.note('ten seconds, as the person wants it; the customer writes in that time')
  await page.goto(stage.url + '/me/look')
  await id('own-hold-10').check()
  await until('the desk knows', async () => (await a.api('me/preferences')).close_hold === 10)
  await page.goto(stage.url + '/inbox/mine')
  const two = await served('two', '我的订单 99321 发错颜色')
  await twoKeys()
  await id('toast').filter({ hasText: '10 秒后结束' }).waitFor()
  await two.v.write('等等，还有一件事')
  await id('toast').filter({ hasText: '又来信了，没有结束' }).waitFor()
  equal(await a.id('row-closing').count(), 0, 'rows that are about to close')
  await wait(10_500)
  const row = await a.api('sessions/' + two.session)
  equal([row.phase, row.unanswered], ['serving', 1], 'the session with the unread question')

  stage.note('who leaves the page has not taken it back')
  await a.pick('还有一件事')
  await a.write('您请讲。')
  await two.v.sees('您请讲')
  await page.locator('[data-testid=flow-bar][data-next=fed_back]').waitFor()
  await twoKeys()
  await id('toast').filter({ hasText: '10 秒后结束' }).waitFor()
  const left = Date.now()
  await page.reload()
  await until('the close', async () => (await phase(two.session)) === 'closed')
  equal(Date.now() - left < 9000, true, 'it was carried out at once')

  stage.note('what stands there meanwhile, as long as it takes to look at it')
  const three = await served('three', '我的订单 77410 少发一件')
  await page.evaluate(() => {
    const real = window.setTimeout
    window.setTimeout = (act, ms, ...more) => real(act, ms === 10_000 ? 600_000 : ms, ...more)
  })
  await id('open-close').click()
  await id('close-only').click()
  await id('hold-bar').waitFor()
  await everywhere(a, 'close-held')
  await id('hold-now').click()
  await until('the close', async () => (await phase(three.session)) === 'closed')
  nothing()
}
