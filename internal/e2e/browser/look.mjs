// Languages, themes, and axe-core on every screen.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { agent } from './agent.mjs'
import { check, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const WIDE = { width: 1440, height: 900 }
const SIZES = [WIDE, { width: 1024, height: 768 }, { width: 390, height: 844 }]

export async function look(stage) {
  const findings = []
  const inspect = async (page, name) => {
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))))
    await stage.picture(page, name)
    await page.evaluate(AXE)
    const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: tags }), RULES)
    for (const v of violations) findings.push(`${name}: ${v.id} (${v.impact}) ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wider > 0) findings.push(`${name}: ${wider} px wider than the window`)
  }

  const door = await stage.person('door', { viewport: WIDE })
  for (const [locale, word] of [['zh-TW', '登入'], ['en', 'Sign in'], ['zh-CN', '登录']]) {
    await door.goto(stage.url + '/sign-in')
    await door.getByTestId('locale-' + locale).click()
    await door.getByTestId('sign-in').filter({ hasText: word }).waitFor()
    await door.reload()
    await door.getByTestId('sign-in').filter({ hasText: word }).waitFor() // kept
    await inspect(door, 'sign-in-' + locale)
  }
  await door.context().close()

  const v = await visitor(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  const { page } = a
  await inspect(page, 'inbox-offline')
  await a.start()
  const b = await agent(stage, 'sunyue')
  await b.start()
  await v.write('你好，我想问一下订单 88213 什么时候发货？已经三天了，急！')
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
  await everywhere(a, 'wording', inspect, [LOOKS[0], LOOKS[4]])
  await a.box.fill('我查一下，但是要等几分钟')
  await a.page.locator('[data-testid=findings][data-strictest=warn]').waitFor()
  await a.id('replace').first().click()
  await until('other words in the box', () => a.box.inputValue().then((text) => text === '我查一下，您看这样可以吗要等几分钟'))
  await a.box.fill('')
  await a.note('仓库缺货，已催补货')
  await v.write('好的，谢谢')
  await a.message('好的，谢谢', 'customer').waitFor()
  await everywhere(a, 'conversation', inspect)
  await a.id('open-explain').click()
  await a.id('explain-turn').first().waitFor()
  await everywhere(a, 'explain', inspect, [LOOKS[0], LOOKS[1], LOOKS[4]])
  await a.id('open-explain').click()
  await a.id('open-close').click()
  await everywhere(a, 'close', inspect, [LOOKS[1], LOOKS[3], LOOKS[0]])
  await page.keyboard.press('Escape')
  await a.id('open-transfer').click()
  await everywhere(a, 'transfer', inspect, [LOOKS[2], LOOKS[4]])
  await page.keyboard.press('Escape')
  await page.setViewportSize(SIZES[2])
  await a.id('back').click()
  await inspect(page, 'list-390')
  await chat(stage, v, inspect)
  check(findings.length === 0, findings.join('\n'))
}

// Every language, both themes and three widths, but not all of their combinations: each costs a second.
const LOOKS = [
  ['zh-CN', 'light', 0, '收件箱'], ['en', 'dark', 0, 'Inbox'], ['zh-TW', 'light', 1, '收件匣'], ['en', 'light', 2, ''], ['zh-CN', 'dark', 2, ''],
]

// everywhere shows one state in some of the looks.
async function everywhere(a, name, inspect, looks = LOOKS) {
  const { page } = a
  for (const [locale, theme, size, word] of looks) {
    await page.setViewportSize(WIDE)
    await prefer(a, 'locale-' + locale)
    await prefer(a, 'theme-' + theme)
    if (word) await page.locator('nav').filter({ hasText: word }).waitFor()
    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number)[0] < 60)
    check(dark === (theme === 'dark'), theme + ' theme')
    await page.setViewportSize(SIZES[size])
    await inspect(page, `${name}-${locale}-${theme}-${SIZES[size].width}`)
  }
  await page.setViewportSize(WIDE)
  await prefer(a, 'locale-zh-CN')
  await prefer(a, 'theme-light')
}

async function prefer(a, what) {
  await a.id('user-menu').click()
  await a.id(what).click()
  await a.id(what).waitFor({ state: 'detached' })
}

async function chat(stage, v, inspect) {
  for (const [locale, word] of [['zh-TW', '傳送'], ['en', 'Send'], ['zh-CN', '发送']]) {
    await v.page.locator('#lang').selectOption(locale)
    await v.page.locator('#send').filter({ hasText: word }).waitFor()
    await v.page.setViewportSize(locale === 'en' ? SIZES[0] : SIZES[2])
    await inspect(v.page, 'chat-' + locale)
  }
  await v.page.emulateMedia({ colorScheme: 'dark' })
  await inspect(v.page, 'chat-dark')
}
