// Languages, themes, and axe-core on every screen.

import { agent } from './agent.mjs'
import { NARROW, WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function look(stage) {
  const { inspect, everywhere, nothing } = inspector(stage)
  const door = await stage.person('door', { viewport: WIDE })
  for (const [locale, word] of [['zh-TW', '登入'], ['en', 'Sign in'], ['zh-CN', '登录']]) {
    await door.goto(stage.url + '/sign-in')
    await door.getByTestId('locale-' + locale).click()
    await door.getByTestId('sign-in').filter({ hasText: word }).waitFor()
    await door.reload()
    await door.getByTestId('sign-in').filter({ hasText: word }).waitFor() // kept
  }
  await everywhere({ page: door }, 'sign-in')
  await door.context().close()

  const v = await visitor(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  const { page } = a
  await inspect(page, 'inbox-offline')
  await a.start()
  const b = await agent(stage, 'sunyue')
  await b.start()
  await v.write('你好，我想问一下包裹 88213 什么时候发货？已经三天了，急！')
  await stage.tg('say', { user: { id: 7001, name: '李女士', lang: 'zh-hans' }, text: '卖家发错货，要求退差价' })
  await stage.tg('say', { user: { id: 7002, name: 'Tom Whitfield', lang: 'en' }, text: 'Is shipping free to Hong Kong?' })
  await a.row('Tom').waitFor()
  await a.row('李女士').waitFor()
  await a.pick('88213')
  await until('the greeting in the box', () => a.box.inputValue())
  await inspect(page, 'inbox-greeting')
  await a.box.press('End')
  await page.keyboard.type('请稍等，我查一下订单。')
  await page.keyboard.press('Enter')
  await a.sent('我查一下订单')
  await a.box.fill('我不知道什么时候到，但是会尽快')
  await a.page.locator('[data-testid=findings][data-strictest=block]').waitFor()
  check(await a.id('send').isDisabled(), 'a forbidden phrase cannot be sent')
  await everywhere(a, 'wording')
  await a.box.fill('我查一下，但是要等几分钟')
  await a.page.locator('[data-testid=findings][data-strictest=warn]').waitFor()
  await a.id('replace').first().click()
  await until('other words in the box', () => a.box.inputValue().then((text) => text === '我查一下，您看这样可以吗要等几分钟'))
  await a.box.fill('')
  await a.note('仓库缺货，已催补货')
  await v.write('好的，谢谢')
  await a.message('好的，谢谢', 'customer').waitFor()
  await everywhere(a, 'conversation')
  await a.id('open-explain').click()
  await a.id('explain-turn').first().waitFor()
  await everywhere(a, 'explain')
  await a.id('open-explain').click()
  await a.id('open-close').click()
  await everywhere(a, 'close')
  await page.keyboard.press('Escape')
  await a.id('open-transfer').click()
  await everywhere(a, 'transfer')
  await page.keyboard.press('Escape')
  await page.setViewportSize(NARROW)
  await a.id('back').click()
  await inspect(page, 'list-390')
  await everywhere(v, 'chat')
  nothing()
}
