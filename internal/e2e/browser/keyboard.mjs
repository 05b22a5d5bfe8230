// A day without a mouse: the palette, the shortcuts, keys of one's own, and that another computer has them. Then the screens of
// the person's own place under axe-core.

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { CLOSING, visitor } from './visitor.mjs'

export async function keyboard(stage) {
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  const { page, id } = a
  const key = (keys) => page.keyboard.press(keys)
  const palette = async (text) => {
    await key('Control+k')
    await id('palette-box').waitFor()
    await page.keyboard.type(text)
    await id('palette-entry').first().waitFor()
    await key('Enter')
    await id('palette').waitFor({ state: 'detached' })
  }
  await a.live()
  await palette('>在线')
  await page.locator('[data-testid=status-switcher][data-status=online]').waitFor()

  stage.note('a customer is answered and the session closed')
  const v = await visitor(stage, { viewport: WIDE })
  await v.write('我的包裹到哪里了')
  await a.row('包裹').waitFor()
  await id('next-deadline').waitFor() // nothing is open yet: the pane tells the next deadline
  await key('Alt+1')
  await a.thread().waitFor()
  await until('the greeting in the box', () => a.box.inputValue())
  await a.box.press('End')
  await page.keyboard.type('在路上了。')
  await key('Enter')
  await a.sent('在路上了')
  await key('Alt+x')
  await page.locator('[data-testid=composer][data-mode=note]').waitFor()
  await key('Alt+x')
  await key('Alt+q')
  await id('close-panel').or(id('outcome-solved')).first().waitFor()
  await key('Escape')
  await until('back in the box', () => a.box.evaluate((e) => e === document.activeElement))
  await key('Escape')
  await until('the list has the focus', () => page.evaluate(() => !!document.activeElement?.closest('[data-testid=session-list]')))

  stage.note('pairs, and the sheet of all shortcuts')
  await key('g')
  await key('m')
  await id('own-place').waitFor()
  await key('g')
  await key('i')
  await id('session-list').waitFor()
  await key('Shift+Slash')
  await id('shortcuts').waitFor()
  check((await id('shortcuts').innerText()).includes('Alt+U'), 'the sheet names Alt+U')
  await key('Escape')

  stage.note('keys of one’s own')
  await palette('>快捷键')
  await id('key-settings').waitFor()
  const bind = async (command, keys) => {
    await id('bind-' + command).focus()
    await key('Enter')
    await key(keys)
  }
  await bind('urgent', 'Alt+q')
  equal((await id('key-problem').innerText()).includes('结束会话'), true, 'the clash is told')
  await bind('urgent', 'Control+t')
  equal((await id('key-problem').innerText()).includes('Ctrl+T'), true, 'what the browser keeps is told')
  const told = page.waitForResponse((r) => r.url().endsWith('/me/preferences') && r.request().method() === 'PATCH')
  await bind('urgent', 'Alt+j')
  equal(await id('bind-urgent').innerText(), 'Alt+J', 'the new keys')
  await told
  const dense = page.waitForResponse((r) => r.url().endsWith('/me/preferences') && r.request().method() === 'PATCH')
  await palette('>外观')
  await id('look-settings').waitFor()
  await id('own-density-compact').focus()
  await key('Space')
  await dense

  stage.note('another computer has them before anything is seen')
  const b = await agent(stage, 'zhangmin', { viewport: WIDE })
  equal(await b.page.evaluate(() => document.documentElement.dataset.density), 'compact', 'the density')
  equal((await b.row('在路上了').boundingBox()).height, 56, 'a compact row')
  await b.page.keyboard.press('Alt+j')
  await b.page.keyboard.press('Shift+Slash')
  await b.id('shortcuts').waitFor()
  check((await b.id('shortcuts').innerText()).includes('Alt+J'), 'the keys are there')
  await b.page.context().close()
}

// moving passes a session on and closes another one without a mouse (ui.md 1.6, "done when").
export async function moving(stage) {
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  const { page, id } = a
  const key = (keys) => page.keyboard.press(keys)
  const focus = (what) => until('the focus on ' + what, () => page.evaluate(() => document.activeElement?.dataset.testid).then((at) => at === what))
  const answers = async (v, asks, says) => {
    await v.write(asks)
    await a.row(asks).waitFor()
    await key('Alt+1')
    await a.message(asks, 'customer').waitFor()
    await until('the greeting in the box', () => a.box.inputValue())
    await focus('composer-text')
    await key('End')
    await page.keyboard.type(says)
    await key('Enter')
    await a.sent(says)
    return a.session()
  }
  await a.live()
  await key('Control+k')
  await id('palette-box').waitFor()
  await page.keyboard.type('>在线')
  await id('palette-entry').first().waitFor()
  await key('Enter')
  await page.locator('[data-testid=status-switcher][data-status=online]').waitFor()

  stage.note('passed on: the target, the note, and away')
  const v = await visitor(stage, { viewport: WIDE })
  const moved = await answers(v, '想改收货地址', '稍等，我请订单组的同事来改。')
  await key('Alt+w')
  await id('transfer-panel').waitFor()
  await until('a group to go to', () => page.evaluate(() => document.activeElement?.dataset.testid?.startsWith('to-group-')))
  for (let n = 0; n < 10 && !(await id('to-group-order').isChecked()); n++) await key('ArrowDown')
  for (let n = 0; n < 10 && (await page.evaluate(() => document.activeElement?.id)) !== 'transfer-note'; n++) await key('Tab')
  await page.keyboard.type('客户要改收货地址，尚未发货')
  await key('Control+Enter')
  await until('it is with the other group', async () => (await a.page.request.get(`${stage.url}/api/v1/sessions/${moved}`)).status() === 404 || (await a.api('sessions/' + moved)).group === 'order')

  stage.note('closed: what is missing has the focus')
  const w = await visitor(stage, { viewport: WIDE }, 'second')
  const closed = await answers(w, '你们周末休息吗', '周末照常营业。')
  await key('Alt+q')
  await focus('close-category')
  await key('ArrowDown')
  check(await id('outcome-solved').isChecked(), 'solved is proposed')
  await key('Control+Enter')
  await id('toast').filter({ hasText: '5 秒后结束' }).waitFor()
  await until('it is closed', async () => ['closing', 'closed'].includes((await a.api('sessions/' + closed)).phase))
  await w.sees(CLOSING)
}

// ownPlace looks at the palette and the parts of a person's own place.
export async function ownPlace(stage) {
  const { everywhere, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  const { page, id } = a
  await a.start()
  const v = await visitor(stage)
  await v.write('付款后一直转圈，急')
  await a.row('转圈').waitFor()
  await id('day-tiles').waitFor()
  await everywhere(a, 'inbox-mine')
  for (const [part, ready] of [['day', 'day-tiles'], ['problems', 'problem'], ['scripts', 'own-texts'], ['alerts', 'alert-settings'], ['keys', 'key-settings'], ['look', 'look-settings']]) {
    await page.goto(`${stage.url}/me/${part}`)
    await id(ready).first().waitFor()
    await everywhere(a, 'own-' + part)
  }
  await page.keyboard.press('Control+k')
  await id('palette-entry').first().waitFor()
  await everywhere(a, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Slash')
  await id('shortcuts').waitFor()
  await everywhere(a, 'shortcuts')
  nothing()
}
