// A power cut: the desk is killed while an agent and a visitor are in the middle of a conversation.

import { agent } from './agent.mjs'
import { equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function powerCut(stage) {
  stage.expected.push(/ERR_CONNECTION_REFUSED/, /WebSocket connection to/, /ERR_CONNECTION_RESET/, /ERR_EMPTY_RESPONSE/)
  const v = await visitor(stage)
  // The agent's line is kept shut until the visitor's messages are in the record: then there is something to catch up on.
  let shut = false
  const look = { before: (page) => page.routeWebSocket('**/api/v1/stream', (ws) => (shut ? ws.close({ code: 4003 }) : ws.connectToServer())) }
  const a = await agent(stage, 'zhangmin', look)
  await a.start()
  await v.write('断电之前')
  await a.pick('断电之前')
  await a.message('断电之前', 'customer').waitFor()
  await until('the greeting', () => a.box.inputValue())
  await a.write('收到，请讲')
  await v.sees('收到，请讲')
  const session = await a.session()

  await stage.control('kill')
  const offline = ['离线一', '离线二', '离线三']
  for (const text of offline) await v.write(text)
  await v.page.locator('#bar').filter({ hasText: '3 条消息已保存在本机' }).waitFor()
  await a.id('bar-lost').waitFor()
  await a.write('客服也在离线时写了')
  await a.page.locator('[data-testid=message].pending').filter({ hasText: '客服也在离线' }).waitFor()
  stage.note('both write into the dark')

  shut = true
  await stage.control('start')
  for (const text of offline) await v.kept(text)
  shut = false
  await a.live()
  await a.id('caught-up').filter({ hasText: '已补齐 3 条' }).waitFor()
  await v.sees('客服也在离线时写了')
  for (const text of offline) await a.message(text, 'customer').waitFor()
  await a.sent('客服也在离线时写了')
  stage.note('both are back')

  await v.write('断电之后')
  await a.message('断电之后', 'customer').waitFor()
  const record = await a.transcript(session)
  const said = record.filter(([role]) => role === 'customer').map(([, text]) => text)
  equal(said, ['断电之前', ...offline, '断电之后'], 'what the visitor said, in the record')
  equal(await v.own(), said, 'what the visitor said, on the visitor’s page')
  equal(record.filter(([role]) => role === 'agent').map(([, t]) => t), ['收到，请讲', '客服也在离线时写了'], 'what the agent said')
  const shown = await a.page.locator('[data-testid=message][data-role=customer] .bubble').allTextContents()
  equal(shown.map((t) => t.trim()), said, 'what the visitor said, on the agent’s page')

  await Promise.all([a.page.reload(), v.page.reload()])
  await v.page.locator('#scroll li.own').filter({ hasText: '断电之后' }).waitFor()
  equal(await v.own(), said, 'after a reload of the visitor’s page')
}
