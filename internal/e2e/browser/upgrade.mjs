// A server upgrade under an open draft: the desk goes away and comes back as another version.

import { agent } from './agent.mjs'
import { check, equal, until } from './stage.mjs'
import { visitor } from './visitor.mjs'

export async function upgrade(stage) {
  stage.expected.push(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection/)
  const v = await visitor(stage)
  await v.write('升级之前')
  const a = await agent(stage, 'zhangmin')
  await a.start()
  await a.pick('升级之前')
  await until('the greeting in the box', () => a.box.inputValue())
  await a.write('您好，请讲。')
  await a.sent('请讲')
  const session = await a.session()
  const version = async () => (await a.api('boot')).version
  const before = await version()
  await a.box.fill('写到一半')
  await until('the server has the draft', async () => (await a.api(`sessions/${session}/drafts`)).drafts.some((d) => d.text === '写到一半'))

  await stage.control('kill')
  await a.id('bar-lost').waitFor()
  await a.write('停机时发的')
  await a.page.locator('[data-testid=message].pending').filter({ hasText: '停机时发的' }).waitFor()
  await a.box.fill('停机时写到一半')
  await a.id('mode-note').click()
  await a.box.fill('停机时的备注')
  await stage.control('start')
  await a.live()
  check((await version()) !== before, 'another version: ' + before)
  await a.id('bar-update').filter({ hasText: '草稿' }).waitFor()
  equal(await a.box.inputValue(), '停机时的备注', 'nothing reloads by itself')
  await v.sees('停机时发的')

  await a.id('bar-update').getByRole('button').click()
  await a.page.waitForLoadState('load')
  await a.thread().waitFor()
  await a.live()
  await until('the draft after the reload', async () => (await a.box.inputValue()) === '停机时写到一半')
  await a.id('mode-note').click()
  await until('the note after the reload', async () => (await a.box.inputValue()) === '停机时的备注')
  await a.id('mode-reply').click()
  equal(await a.id('bar-update').count(), 0, 'it is the new one now')
  await v.write('升级之后')
  await a.message('升级之后', 'customer').waitFor()
  await a.box.press('Enter')
  await v.sees('停机时写到一半')
  const said = (await a.transcript(session)).filter(([role]) => role === 'agent').map(([, text]) => text)
  equal(said, ['您好，请讲。', '停机时发的', '停机时写到一半'], 'what the agent said, once each')
}
