// The web chat: a visitor and an agent, from the first word to the one after the close.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function conversation(stage) {
  const v = await visitor(stage)
  await v.write('你好，我的包裹三天没有发货')
  await v.kept('三天没有发货')
  await v.page.locator('#scroll li.theirs.auto').first().waitFor()
  const greeting = (await v.theirs())[0]
  check(greeting.includes('青禾商城'), 'the greeting names the organisation: ' + greeting)
  stage.note('the greeting is there')

  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('三天没有发货') // live: the row comes without a reload
  await a.message('三天没有发货', 'customer').waitFor()
  await a.message(greeting, 'auto').waitFor()
  await until('the agent to see the visitor writing', async () => { // told every few seconds, and he has just written
    await v.box.pressSequentially('好')
    return a.id('typing').filter({ hasText: '客户正在输入' }).isVisible()
  })
  await v.box.fill('')
  const prefilled = await until('the greeting in the box', () => a.box.inputValue())
  check(prefilled.includes('张敏'), 'the greeting names the agent: ' + prefilled)
  await a.box.press('End')
  await a.page.keyboard.type('请稍等，我查一下订单。')
  await v.status('正在输入')
  await a.page.keyboard.press('Enter')
  const first = prefilled + '请稍等，我查一下订单。'
  await a.sent('我查一下订单')
  await v.sees('我查一下订单')
  await v.status('张敏')
  await a.read('我查一下订单') // live, as the visitor's page is open and shows it
  const tooltip = await a.page.locator('[data-testid=message][data-role=agent]').filter({ hasText: '我查一下订单' }).getByTestId('delivery').getAttribute('title')
  check(tooltip.startsWith('客户于 '), 'the time at which it was read: ' + tooltip)
  stage.note('the visitor has the reply')

  await corrects(stage, a, v)

  await v.write('好的，单号 88213')
  await a.message('88213', 'customer').waitFor()
  await a.note('仓库缺货，勿告知客户')
  await a.write('今天 18:00 前为您发出。')
  await v.sees('18:00')
  check(!(await v.everything()).includes('勿告知'), 'the visitor must not see a note')

  const session = await a.session()
  const closing = await a.close()
  check(closing.includes('青禾商城') || closing.length > 5, 'the closing script is prefilled: ' + closing)
  await v.sees(closing)
  await v.status('会话已结束')
  await v.page.locator('#hint').filter({ hasText: '重新开始' }).waitFor()
  stage.note('closed')
  const last = (await a.api(`sessions/${session}/messages?limit=200`)).messages.findLast((m) => m.text === closing)
  await until('the closing to be read', async () => (await a.api('sessions/' + session)).seen.seq === last.seq)
  const before = [
    ['customer', '你好，我的包裹三天没有发货'], ['auto', greeting], ['agent', first], ['agent', '大约三点发出'], ['agent', '大约五点发出'], ['agent', ''], ['customer', '好的，单号 88213'],
    ['note', '仓库缺货，勿告知客户'], ['agent', '今天 18:00 前为您发出。'], ['agent', closing],
  ]
  equal(tidy(await a.transcript(session)), tidy(before), 'the transcript at the close')
  const row = await a.api('sessions/' + session)
  equal([row.phase, row.outcome], ['closed', 'solved'], 'the closed session')

  await v.write('还有一个问题')
  await v.kept('还有一个问题')
  await a.message('还有一个问题', 'customer').or(a.row('还有一个问题')).first().waitFor()
  const again = await a.api('sessions/' + session)
  check(again.phase !== 'closed', 'a message within the window continues the session')
  equal((await a.transcript(session)).filter(([, text]) => text === '还有一个问题').length, 1, 'the message after the close')
  check(!JSON.stringify([await v.theirs(), await v.everything()]).includes('勿告知'), 'the visitor must never see a note')
  equal(await v.own(), ['你好，我的包裹三天没有发货', '好的，单号 88213', '还有一个问题'], 'what the visitor said')
}

// Roles of automatic and closing messages are the product's own business: only who can see them counts here.
const tidy = (list) => list.map(([role, text]) => [role === 'auto' ? 'agent' : role, text])

// corrects: the agent puts a reply right with the keyboard alone, and takes another one back; the visitor's page shows the newest
// words at their place, the agent's both.
async function corrects(stage, a, v) {
  await a.write('大约三点发出')
  await a.sent('大约三点发出')
  await v.sees('大约三点发出')
  const box = a.page.getByTestId('composer-text')
  await box.press('ArrowUp')
  await a.page.getByTestId('fixing').waitFor()
  check((await box.inputValue()) === '大约三点发出', 'the box holds the reply')
  await box.fill('大约五点发出')
  await box.press('Enter')
  await a.page.getByTestId('fixing').waitFor({ state: 'detached' })
  await v.sees('大约五点发出')
  check((await v.page.locator('.row', { hasText: '大约三点发出' }).count()) === 0, 'the visitor reads the old words no more')
  await v.page.locator('.row', { hasText: '大约五点发出' }).filter({ hasText: '已修改' }).waitFor()
  const first = a.page.locator('article[data-testid=message]').filter({ hasText: '大约三点发出' })
  await first.getByTestId('edited').waitFor()
  await first.hover()
  await first.getByTestId('recall').click()
  await first.getByTestId('recall').filter({ hasText: '确认撤回' }).click()
  await first.getByTestId('taken-back').waitFor()
  await v.page.locator('.row', { hasText: '消息已撤回' }).waitFor()
  check((await v.page.locator('.row', { hasText: '点发出' }).count()) === 0, 'the visitor reads neither')
  stage.note('a reply was corrected, and taken back')
}
