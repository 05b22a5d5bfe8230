// Two people and a status: busy gets nobody new, away needs the lead, who hears of it at once and decides; the agent may take it back.

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function status(stage) {
  const { everywhere, looks, nothing } = inspector(stage)
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.start()
  const l = await agent(stage, 'wangzuzhang', { viewport: WIDE })
  await l.live()
  const is = (word) => a.page.locator(`[data-testid=status-switcher][data-status=${word}]`).waitFor()
  const waiting = (n) => until(`${n} wishes in the lead's navigation`, async () => (n ? (await l.id('live-waiting').locator('[aria-hidden]').allInnerTexts()).join() === String(n) : (await l.id('live-waiting').count()) === 0))

  // By the keyboard: the second of the menu. Busy needs nobody here, gets nobody new, and the group is not empty for it.
  await a.id('status-switcher').focus()
  await a.page.keyboard.press('Enter')
  await a.id('status-busy').waitFor()
  await looks(a, 'menu-busy')
  await a.id('status-busy').focus()
  await a.page.keyboard.press('Enter')
  await is('busy')
  const v = await visitor(stage)
  await v.write('忙碌时来的第一句')
  await until('the customer waits', async () => (await l.api('sessions?view=queue')).rows.some((r) => r.preview.text.includes('忙碌时来的')))
  await a.id('status-switcher').click()
  await a.id('status-online').click()
  await is('online')
  await a.row('忙碌时来的').waitFor()

  // Away needs a word, a time and the lead; until then one is there, and gets customers.
  await a.id('status-switcher').click()
  await a.id('status-away').click()
  await a.id('leave').waitFor()
  await a.page.keyboard.press('Control+Enter')
  equal(await a.id('leave').locator('.field .error').count(), 2, 'what is lacking')
  await a.id('leave-reason').fill('去医务室')
  await a.id('leave-in-15').click()
  await everywhere(a, 'leave')
  await a.id('leave-submit').click()
  await a.id('leave').waitFor({ state: 'detached' })
  await a.id('status-asking').waitFor()
  await is('online')
  const w = await visitor(stage, {}, 'second')
  await w.write('等待批准时来的')
  await a.row('等待批准时来的').waitFor()

  // The lead hears of it wherever the page stands, and refuses with a reason.
  await l.page.getByTestId('toast').filter({ hasText: '张敏申请小休：去医务室' }).waitFor()
  await waiting(1)
  await l.id('place-live').click()
  const wish = l.id('wish').filter({ hasText: '张敏' })
  await wish.waitFor()
  check(/^已等 \d\d:\d\d$/.test(await wish.getByTestId('wish-age').innerText()), 'how long it has waited')
  await wish.getByTestId('wish-refuse').click()
  await wish.getByTestId('wish-error').waitFor()
  await everywhere(l, 'wishes')
  await wish.getByTestId('wish-note').fill('高峰时段，十一点后再去')
  await wish.getByTestId('wish-refuse').click()
  await waiting(0)
  await a.page.getByTestId('toast').filter({ hasText: '王组长没有批准：高峰时段' }).getByRole('button').last().click()
  await a.id('status-asking').waitFor({ state: 'detached' })

  // Asked again and taken back; asked once more and granted, which takes effect at once.
  const ask = async (why) => {
    await a.id('status-switcher').click()
    await a.id('status-away').click()
    await a.id('leave-reason').fill(why)
    await a.id('leave-in-15').click()
    await a.id('leave-submit').click()
    await a.id('status-asking').waitFor()
    await waiting(1)
  }
  await ask('接电话')
  await a.id('status-switcher').click()
  await a.id('status-more').click()
  await a.id('leave-open').getByTestId('wish-age').waitFor()
  await everywhere(a, 'leave-open')
  await a.id('leave-withdraw').click()
  await a.id('status-asking').waitFor({ state: 'detached' })
  await waiting(0)
  await a.page.keyboard.press('Escape')
  await ask('去医务室')
  await l.id('wish').filter({ hasText: '去医务室' }).getByTestId('wish-approve').click()
  await is('away')
  await a.page.getByTestId('toast').filter({ hasText: '王组长已批准：小休' }).waitFor()

  // The board says who, since when and until when; the day says how it came to be so.
  const line = l.id('live-agent').filter({ hasText: '张敏' })
  await line.filter({ hasText: '小休' }).waitFor()
  check(/^\d\d:\d\d$/.test(await line.getByTestId('live-since').innerText()), 'since when')
  check(/^\d\d:\d\d 回$/.test(await line.getByTestId('live-back').innerText()), 'until when')
  const { statuses } = await a.api('days/me')
  equal(statuses.map((s) => [s.status, s.reason ?? '']), [['online', ''], ['busy', ''], ['online', ''], ['away', '去医务室']], 'the intervals of the day')
  await a.page.goto(stage.url + '/me/day')
  await a.id('own-status').filter({ hasText: '王组长批准' }).waitFor()
  equal(await a.id('own-status').count(), 4, 'the day shows them')
  nothing()
}
