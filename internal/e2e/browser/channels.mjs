// The page of the channels: a network that goes away and comes back, and what nobody could read.

import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { shop } from './network.mjs'
import { check, equal } from './stage.mjs'

export async function channels(stage) {
  stage.expected.push(/status of 409/)
  const { everywhere, nothing } = inspector(stage)
  const network = await shop(stage)
  const { up, down } = network
  try {
    const z = await agent(stage, 'zhangmin') // has a session of the channel
    await z.start()
    await network.say('u1', '李女士', '付款后一直转圈')
    await z.pick('李女士')
    const s = await agent(stage, 'sunyue') // is not concerned
    const bar = (of) => of.page.locator('[data-testid=bar-channel][data-channel=shop]')
    const a = await agent(stage, 'hejingli')
    const state = (is) => a.page.locator(`[data-testid=channel-shop] [data-testid=channel-state][data-state=${is}]`).waitFor()
    const told = (text) => a.id('toast').filter({ hasText: text }).waitFor()
    await a.page.goto(stage.url + '/settings/channels')
    await state('well')
    await down()
    await told('渠道“商城”自')
    await state('failing')
    check((await a.id('channel-words').innerText()).includes('refused'), "the network's words")
    await everywhere(a, 'channels-failing')
    await bar(z).filter({ hasText: '不可用' }).waitFor()
    await z.id('composer-trouble').filter({ hasText: '保留到渠道恢复后发出' }).waitFor()
    check(!(await z.page.locator('body').innerText()).includes('refused'), "the network's words are not the agent's business")
    await z.write('您好，我是张敏，正在核实。')
    await z.message('正在核实', 'agent').waitFor()
    await everywhere(z, 'channel-down')
    equal(await bar(s).count(), 0, 'bars of who is not concerned')
    const late = await agent(stage, 'lizhuguan')
    await bar(late).waitFor()
    await up()
    await told('渠道“商城”已恢复')
    for (const p of [z, late]) await bar(p).waitFor({ state: 'detached' })
    equal(await z.id('composer-trouble').count(), 0, 'what the composer says of a channel that is well')
    await network.gets('u1', '正在核实')
    await z.sent('正在核实')
    await state('well')
    stage.note('failed, and well again')

    const event = a.id('aside-event')
    equal(await event.count(), 1, 'events that wait')
    await a.id('aside-look').click()
    const body = await a.id('aside-body').innerText()
    check(body.includes('在吗') && body.includes('•••00') && !body.includes('138001') && !body.includes('abcdef'), 'what one sees: ' + body)
    await a.id('aside-replay').click()
    await event.getByRole('alert').filter({ hasText: '当前版本也读不懂' }).waitFor()
    await a.id('aside-dismiss').click()
    await a.id('aside-why').fill('对方的联调测试')
    await everywhere(a, 'channels-aside')
    await a.id('aside-dismiss-yes').click()
    await told('原文仍然保留')
    await event.waitFor({ state: 'detached' })
    await a.id('aside-settled').click()
    await event.filter({ hasText: '何经理 标记为不处理' }).filter({ hasText: '对方的联调测试' }).waitFor()
    await everywhere(a, 'channels-settled')
    nothing()
    stage.note('looked into, read again in vain, dismissed')
  } finally {
    await down()
  }
}
