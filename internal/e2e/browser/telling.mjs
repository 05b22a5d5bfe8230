// What a customer hears by itself, and is asked at the end: nobody is there, who takes over, whether that was it, five stars.

import { agent } from './agent.mjs'
import { NARROW, WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

const GRACE = 5000 // the session.offline_grace of the test, in place of a minute

export async function telling(stage) {
  stage.expected.push(/status of 404/) // who passed it on without having answered may not see it any more
  const { inspect, everywhere, nothing } = inspector(stage)
  const v = await visitor(stage)
  const begun = Date.now()
  // Nobody is judged before the grace time has passed since the start, which was before we came.
  await until('the grace time', () => Date.now() - begun > GRACE + 2000)
  await v.write('发票抬头能改吗')
  await v.sees('客服暂时都不在线')
  await v.write('急用')
  await v.kept('急用')
  await v.page.locator('#leave').click()
  await v.page.locator('form.ask textarea').waitFor()
  await everywhere(v, 'chat-leave')
  await v.page.locator('form.ask button.quiet').click()
  await v.page.locator('form.ask').waitFor({ state: 'detached' })

  const a = await agent(stage, 'zhangmin')
  const b = await agent(stage, 'zhouli')
  await a.id('view-queue').click()
  await a.row('急用').filter({ hasText: '留言' }).waitFor()
  await b.start()
  await a.start()
  await a.id('view-mine').click()
  await a.pick('急用')
  const [row] = (await a.api('sessions?view=mine')).rows
  equal([row.unanswered, row.left_message], [2, false], 'unanswered, without what the desk said between; no left message any more')
  await a.id('open-transfer').click()
  equal(await a.id('transfer-tells').isChecked(), true, 'told unless the agent leaves it out')
  await a.id('to-group-order').check()
  await a.id('transfer-note').fill('客户要改发票抬头，未承诺')
  await inspect(a.page, 'telling-transfer-zh-CN-light-1440')
  await a.id('transfer-submit').click()
  await v.sees('这个问题需要由订单组为您处理')
  await v.sees('接下来由周莉为您服务')
  equal((await v.theirs()).filter((text) => text.includes('不在线')).length, 1, 'told once that nobody is there')

  await b.pick('急用')
  await until('the greeting in the box', () => b.box.inputValue())
  equal(await b.id('ask-confirm').count(), 0, 'nothing to ask before an answer')
  await b.write('您好，可以改，已经为您改好。')
  await v.sees('已经为您改好')
  await b.id('ask-confirm').waitFor()
  await inspect(b.page, 'telling-confirm-zh-CN-light-1440')
  await b.page.setViewportSize(NARROW)
  await inspect(b.page, 'telling-confirm-zh-CN-light-390')
  await b.page.setViewportSize(WIDE)
  await b.id('ask-confirm').click()
  await v.sees('解决您的问题了吗')
  await b.id('ask-confirm').waitFor({ state: 'detached' })
  await b.close({ category: 'order' })

  const stars = v.page.locator('#scroll .stars button')
  await stars.nth(4).waitFor()
  equal(await stars.count(), 5, 'stars')
  await everywhere(v, 'chat-stars')
  // By the keyboard alone: to the third star, then on to the fourth.
  await stars.nth(2).focus()
  await v.page.keyboard.press('Enter')
  await v.page.locator('#scroll .stars button[data-score="3"][aria-pressed=true]').waitFor()
  equal(await v.page.evaluate(() => document.activeElement?.dataset.score), '3', 'the star that was pressed keeps the focus')
  await v.page.keyboard.press('Tab')
  await v.page.keyboard.press('Space')
  const session = await b.session()
  await until('the record has the newest rating', async () => (await b.api('sessions/' + session)).matter.rating?.score === 4)
  await v.page.locator('form.ask.poll').waitFor()
  await everywhere(v, 'chat-survey')
  await v.page.reload()
  await v.page.locator('#scroll .stars button[data-score="4"][aria-pressed=true]').waitFor()
  await v.write('还有一个问题')
  await stars.first().waitFor({ state: 'detached' })
  nothing()
}
