// The page of the channels: a network that goes away and comes back, and what nobody could read.

import { createServer } from 'node:http'
import { once } from 'node:events'
import { agent } from './agent.mjs'
import { inspector } from './inspect.mjs'
import { check, equal } from './stage.mjs'

export async function channels(stage) {
  stage.expected.push(/status of 409/)
  const { everywhere, nothing } = inspector(stage)
  const [host, port] = stage.network.split(':')
  const network = createServer((_, res) => res.end())
  const up = () => once(network.listen(Number(port), host), 'listening')
  const down = () => new Promise((done) => network.close(done))
  await up()
  try {
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
    await up()
    await told('渠道“商城”已恢复')
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
    network.closeAllConnections()
    network.close()
  }
}
