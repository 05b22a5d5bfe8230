// A closed session is opened again by an agent, with the reason (重新打开, ui.md 1.6.2); who may not is told why.

import { agent } from './agent.mjs'
import { WIDE } from './appearance.mjs'
import { inspector } from './inspect.mjs'
import { check, equal, until } from './stage.mjs'
import { CLOSING, visitor } from './visitor.mjs'

export async function reopen(stage) {
  const { everywhere, nothing } = inspector(stage)
  stage.expected.push(/status of 409/) // of two at the same moment one is refused
  const a = await agent(stage, 'zhangmin', { viewport: WIDE })
  await a.start()
  const v = await visitor(stage)
  await v.write('几点发货')
  await a.pick('几点发货')
  const id = await a.session()
  const row = () => a.api('sessions/' + id)
  await a.write('您好，今天下午发货。')
  await v.sees('今天下午发货')
  const other = (await a.api('agents')).find((x) => x.name === '孙悦').id
  await a.post(`sessions/${id}/notes`, { client_id: 'called', text: '看一下', mentions: [other] })
  await a.close()
  await v.sees(CLOSING)

  stage.note('whoever looks on sees what they may do')
  const sup = await agent(stage, 'lizhuguan', { viewport: WIDE })
  await sup.page.goto(`${stage.url}/inbox/closed/${id}`)
  await sup.id('reopen').waitFor()
  const b = await agent(stage, 'sunyue', { viewport: WIDE }) // a note has let her read it
  await b.page.goto(`${stage.url}/inbox/mentioned/${id}`)
  await b.id('reopen-not').filter({ hasText: '只有接待过的人或上级可以' }).waitFor()
  equal(await b.id('reopen').count(), 0, 'a button that would be refused')
  await refused(stage, b, id, 'not_handler')

  stage.note('with the reason, by the keyboard')
  await a.id('reopen').waitFor()
  await a.page.keyboard.press('Alt+KeyZ')
  await a.id('reopen-panel').waitFor()
  await everywhere(a, 'reopen')
  await a.id('reopen-submit').click()
  await a.page.locator('#reopen-missing').waitFor()
  await a.id('reopen-reason').fill('忘了给单号')
  await a.id('reopen-reason').press('Enter')
  await a.message('张敏 重新打开会话：忘了给单号', 'system').waitFor()
  await until('the caret in the box', () => a.box.evaluate((e) => e === document.activeElement))
  const now = await row()
  equal([now.phase, now.holder.name, now.unanswered, now.due_at], ['serving', '张敏', 0, 0], 'it is theirs, and nothing is owed')

  stage.note('the others see it as it happens')
  await sup.page.locator('[data-testid=readonly-bar][data-why=held]').waitFor()
  await sup.message('重新打开会话：忘了给单号', 'system').waitFor()
  await refused(stage, sup, id, 'not_closed')
  await a.write('单号是 SF100200。')
  await v.sees('SF100200')
  equal((await a.api(`sessions/${id}/messages?limit=200`)).messages.filter((m) => m.purpose === 'greeting').length, 1, 'greetings')

  stage.note('the close asks for everything again')
  await a.close()
  await until('closed once more', async () => (await row()).phase === 'closed')
  const { turns, lines } = await a.api(`sessions/${id}/explain?locale=zh-CN&zone=Asia/Shanghai`)
  equal([turns.length, lines.filter((l) => l.what === 'opened_again').length], [1, 1], 'one question was answered, once')

  stage.note('two at the same moment')
  const together = meeting(2)
  for (const one of [a, sup]) {
    await one.page.route('**/reopen', async (route) => (await together(), route.continue()))
    await one.id('reopen').click()
    await one.id('reopen-reason').fill('同时')
  }
  await Promise.all([a, sup].map((one) => one.id('reopen-submit').click()))
  await until('one of them has it', async () => (await row()).phase === 'serving')
  for (const one of [a, sup]) await one.message('重新打开会话：同时', 'system').waitFor()
  await until('no form is left', async () => !(await a.id('reopen-panel').count()) && !(await sup.id('reopen-panel').count()))
  const { messages } = await a.api(`sessions/${id}/messages?limit=200`)
  equal(messages.filter((m) => m.purpose === 'line:reopened').map((m) => m.text), ['忘了给单号', '同时'], 'lines that say so')
  const winner = (await row()).holder.name === '张敏' ? a : sup
  await winner.box.waitFor()
  equal(await (winner === a ? sup : a).box.count(), 0, 'boxes of who was slower')

  stage.note('the customer writes: an ordinary question from here on')
  await v.write('收到了，谢谢')
  await until('it is owed', async () => (await row()).unanswered === 1)
  check((await row()).due_at > 0, 'with its clock')
  await winner.write('不客气。')
  await v.sees('不客气')
  await winner.close()
  await winner.id('reopen').waitFor()

  stage.note('erased: it stays closed')
  const { number } = await row()
  const boss = await agent(stage, 'wangjingli')
  await boss.post(`sessions/${id}/contact/erase`, { number, reason: '客户要求删除' })
  await sup.page.goto(`${stage.url}/inbox/closed/${id}`)
  await sup.id('reopen-not').filter({ hasText: '客户资料已删除' }).waitFor()
  equal(await sup.id('reopen').count(), 0, 'a button that would be refused')
  nothing()
}

// meeting lets nobody through before all of them have come.
function meeting(size) {
  let open
  const all = new Promise((done) => (open = done))
  return () => (--size === 0 && open(), all)
}

// refused asks the desk itself, whatever the page offers.
async function refused(stage, who, id, code) {
  const res = await who.page.request.post(`${stage.url}/api/v1/sessions/${id}/reopen`, { data: { client_id: 'try-' + code, reason: 'x' }, headers: { origin: stage.url } })
  equal([res.status(), (await res.json()).code], [409, code], 'opened again by who may not')
}
