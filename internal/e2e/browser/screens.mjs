// The screens and states that no other act comes by: the views of the list, the menus, and what stands over or under a conversation.

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function screens(stage) {
  stage.expected.push(/ERR_INTERNET_DISCONNECTED|WebSocket/, /status of 403/)
  const seen = inspector(stage)
  const v = await visitor(stage)
  await v.write('请问运费怎么算？')
  const w = await visitor(stage, {}, 'second')
  await w.write('發票可以開三聯式嗎？')
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.page.goto(stage.url + '/inbox/queue')
  await a.row('运费').waitFor()
  await seen.everywhere(a, 'inbox-queue')
  await a.start()
  await a.id('view-mine').click()
  await a.pick('运费怎么算')
  await until('the greeting in the box', () => a.box.inputValue())
  await a.write('您好，满99元包邮，江浙沪次日达。')
  await a.sent('满99元包邮')
  await menus(a, seen)
  await scripts(a, seen)
  await conversation(a, seen)
  await others(stage, a, seen)
  await v.page.context().setOffline(true)
  await v.page.locator('#status:not(.off)').waitFor()
  await seen.everywhere(v, 'chat-offline')
  await v.page.context().setOffline(false)
  await a.close()
  await v.sees('感谢您联系')
  await seen.everywhere(v, 'chat-ended')
  await a.page.goto(stage.url + '/inbox/closed')
  await a.pick('满99元包邮').catch(() => a.rows().first().click())
  await a.thread().waitFor()
  await seen.everywhere(a, 'inbox-closed')
  await a.page.goto(stage.url + '/live')
  await a.id('no-right').waitFor()
  await seen.everywhere(a, 'no-right')
  await a.page.goto(stage.url + '/search?q=' + encodeURIComponent('没有人写过这些字'))
  await a.id('search-none').waitFor()
  await seen.everywhere(a, 'search-none')
  seen.nothing()
}

// menus open by the keyboard, are walked by the arrows, and give the focus back.
async function menus(a, seen) {
  for (const [button, name] of [['user-menu', 'menu-user'], ['status-switcher', 'menu-status'], ['category', 'menu-category']]) {
    await a.id(button).focus()
    await a.page.keyboard.press('Enter')
    await a.page.getByRole('menu').waitFor()
    const at = () => a.page.evaluate(() => document.activeElement.textContent.trim())
    await a.page.keyboard.press('ArrowDown')
    const first = await at()
    await a.page.keyboard.press('ArrowDown')
    await until(button + ': the arrows go on', async () => (await at()) !== first)
    await seen.looks(a, name)
    await a.page.keyboard.press('Escape')
    await a.page.getByRole('menu').waitFor({ state: 'detached' })
    await until(button + ' has the focus again', () => a.id(button).evaluate((b) => b === document.activeElement))
  }
}

// conversation: starred, corrected, handed back, promised otherwise, and without a line.
async function conversation(a, seen) {
  await a.id('star').click()
  await a.id('view-starred').click()
  await a.pick('满99元包邮')
  await seen.everywhere(a, 'inbox-starred')
  await a.id('view-mine').click()
  await a.pick('满99元包邮')
  const ours = a.message('满99元包邮', 'agent')
  await ours.hover()
  await ours.getByTestId('correct').click()
  await a.id('fixing').waitFor()
  await seen.everywhere(a, 'correcting')
  await a.id('stop-fixing').click()
  await a.id('fixing').waitFor({ state: 'detached' })
  await a.id('open-return').click()
  await a.id('return-panel').waitFor()
  await seen.everywhere(a, 'return')
  await a.page.keyboard.press('Escape')
  await a.page.keyboard.press('Alt+KeyP')
  await a.id('promise-text').fill('查到运费后告知')
  await a.id('quick-m30').click()
  await a.id('promise-submit').click()
  await a.id('promise-change').click()
  await a.id('settle-reason').fill('客户改约明天')
  await seen.everywhere(a, 'settle')
  await a.page.keyboard.press('Escape')
  await a.id('promise-keep').click()
  await until('the promise is off', async () => (await a.id('open-items').count()) === 0)
  await a.page.context().setOffline(true)
  await a.id('bar-offline').waitFor()
  await seen.everywhere(a, 'offline')
  await a.page.context().setOffline(false)
  await a.live()
}

// scripts: nothing fits, so the agent proposes a new one; the supervisor finds it in the settings (others).
async function scripts(a, seen) {
  const search = async () => {
    await a.page.keyboard.press('Alt+KeyS')
    await a.id('picker-search').fill('偏远地区运费')
    await a.id('picker-propose').click()
  }
  await search()
  await a.id('entry-title').fill('偏远地区运费')
  await a.id('entry-text').fill('新疆、西藏地区满 199 元包邮，未满收 {运费} 元。')
  await a.id('entry-reason').fill('每天都有客户问，现在没有统一的说法')
  await seen.looks(a, 'script-form')
  await a.id('entry-save').click()
  await a.id('toast').first().waitFor()
  await a.page.keyboard.press('Escape')
  await a.id('script-picker').waitFor({ state: 'detached' })
}

// others: what a supervisor sees of a conversation that somebody else has in hand.
async function others(stage, a, seen) {
  const boss = await agent(stage, 'lizhuguan', { viewport: WIDE })
  await boss.page.goto(stage.url + '/inbox/all')
  await boss.pick('满99元包邮')
  await boss.id('readonly-bar').waitFor()
  await seen.everywhere(boss, 'inbox-all')
  await boss.id('open-marks').click()
  await boss.id('marks-panel').waitFor()
  await seen.everywhere(boss, 'marks')
  check((await a.id('viewers').filter({ hasText: '李主管' }).count()) <= 1, 'looking is told at most once')
  await boss.page.goto(stage.url + '/settings/proposals')
  await boss.id('proposal-approve').first().waitFor()
  await seen.everywhere(boss, 'settings-proposals')
  await boss.page.context().close()
}
