// The web chat: a visitor and an agent, from the first word to the one after the close.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function conversation(stage) {
  const v = await visitor(stage)
  await v.write('你好，我的订单三天没有发货')
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
  const prefilled = await until('the greeting in the box', () => a.box.inputValue())
  check(prefilled.includes('张敏'), 'the greeting names the agent: ' + prefilled)
  await a.box.press('End')
  await a.page.keyboard.type('请稍等，我查一下订单。')
  await a.page.keyboard.press('Enter')
  const first = prefilled + '请稍等，我查一下订单。'
  await a.sent('我查一下订单')
  await v.sees('我查一下订单')
  await v.status('张敏')
  stage.note('the visitor has the reply')

  await v.write('好的，订单号 88213')
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
  const before = [
    ['customer', '你好，我的订单三天没有发货'], ['auto', greeting], ['agent', first], ['customer', '好的，订单号 88213'],
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
  equal(await v.own(), ['你好，我的订单三天没有发货', '好的，订单号 88213', '还有一个问题'], 'what the visitor said')
}

// Roles of automatic and closing messages are the product's own business: only who can see them counts here.
const tidy = (list) => list.map(([role, text]) => [role === 'auto' ? 'agent' : role, text])
